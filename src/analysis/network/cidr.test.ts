import { BlockList, isIP } from 'node:net';
import { type AddressRange, addressOf, cidrOf, covers, isOpenToAll, touches, without } from './cidr';

const read = (text: string) => cidrOf(text) as AddressRange;
const range = (family: 4 | 6, first: bigint, last: bigint): AddressRange => ({ family, first, last });
const V4 = 1n << 32n;
const V6 = 1n << 128n;

describe('reads', () => {
  test.each<[string, AddressRange]>([
    ['0.0.0.0/0', range(4, 0n, V4 - 1n)],
    ['10.1.2.3/0', range(4, 0n, V4 - 1n)],
    ['10.1.2.3/8', range(4, 0x0a000000n, 0x0affffffn)],
    ['10.1.2.3/32', range(4, 0x0a010203n, 0x0a010203n)],
    ['128.0.0.0/1', range(4, 0x80000000n, V4 - 1n)],
    ['192.168.127.1/17', range(4, 0xc0a80000n, 0xc0a87fffn)],
    ['010.008.0.1/08', range(4, 0x0a000000n, 0x0affffffn)],
    ['0.0.0.0/00', range(4, 0n, V4 - 1n)],
    ['::/0', range(6, 0n, V6 - 1n)],
    ['0:0:0:0:0:0:0:0/0', range(6, 0n, V6 - 1n)],
    ['::1/128', range(6, 1n, 1n)],
    ['1::/16', range(6, 1n << 112n, (2n << 112n) - 1n)],
    ['1::/15', range(6, 0n, (2n << 112n) - 1n)],
    ['2001:DB8::a:0/112', range(6, 0x20010db80000000000000000000a0000n, 0x20010db80000000000000000000affffn)],
    ['1:2:3:4:5:6:7::/128', range(6, 0x00010002000300040005000600070000n, 0x00010002000300040005000600070000n)],
    ['::ffff:10.0.0.1/128', range(6, 0xffff0a000001n, 0xffff0a000001n)],
    ['64:ff9b::192.0.2.1/128', range(6, 0x64ff9b0000000000000000c0000201n, 0x64ff9b0000000000000000c0000201n)],
  ])('%s', (text, expected) => {
    expect(cidrOf(text)).toEqual(expected);
  });

  test.each([
    '',
    '/',
    '/0',
    '0.0.0.0',
    '0.0.0.0/',
    '0.0.0.0/33',
    '0.0.0.0/-1',
    '0.0.0.0/+1',
    '0.0.0.0/ 1',
    '0.0.0.0/0/0',
    '0.0.0.0/0 ',
    '0.0.0/0',
    '0.0.0.0.0/0',
    '0.0.0./0',
    '256.0.0.0/8',
    '0x7f.0.0.1/8',
    'localhost/8',
    '::/129',
    '::',
    ':/0',
    ':::/0',
    '::1::/64',
    '1:2:3:4:5:6:7/64',
    '1:2:3:4:5:6:7:8:9/64',
    '1:2:3:4:5:6:7:8::/64',
    '1::2:3:4:5:6:7:8/64',
    '12345::/16',
    'g::/16',
    'fe80::1%eth0/64',
    '::10.0.0/96',
    '10.0.0.1::/96',
    '1:2:3:4:5:6:7:10.0.0.1/128',
  ])('not a CIDR: "%s"', (text) => {
    expect(cidrOf(text)).toBeUndefined();
  });

  test.each(['', '1.2.3', '1.2.3.4/32', '1.2.3.4.', ' 1.2.3.4', '[::1]', 'a.b.c.d', '127.1'])(
    'not an address: "%s"',
    (text) => {
      expect(addressOf(text)).toBeUndefined();
    },
  );

  /** Node.js has the same grammar, except for leading zeros. */
  test('addresses as Node does', () => {
    const groups = ['', '0', '1', 'ffff', 'abcd', '10.0.0.1', '12345', 'x'];
    let state = 7;
    const next = (below: number) => {
      state = (state * 48271) % 2147483647;
      return state % below;
    };
    const texts = Array.from({ length: 20_000 }, () =>
      Array.from({ length: 1 + next(9) }, () => groups[next(groups.length)]).join(':'),
    );
    expect(new Set(texts.map((text) => isIP(text)))).toEqual(new Set([0, 4, 6]));
    for (const text of texts) expect([text, addressOf(text)?.family ?? 0]).toEqual([text, isIP(text)]);
  });
});

describe('covers', () => {
  test.each([
    ['0.0.0.0/0', '169.254.169.254/32', true],
    ['169.254.0.0/16', '169.254.169.254/32', true],
    ['169.254.169.254/32', '169.254.169.254/32', true],
    ['169.254.169.255/31', '169.254.169.254/32', true],
    ['169.254.169.255/32', '169.254.169.254/32', false],
    ['169.254.169.254/32', '169.254.0.0/16', false],
    ['169.255.0.0/16', '169.254.169.254/32', false],
    ['::/0', '169.254.169.254/32', false],
    ['0.0.0.0/0', '::1/128', false],
    ['fd00::/8', 'fd00:ec2::254/128', true],
    ['fd00:ec3::/32', 'fd00:ec2::254/128', false],
  ])('%s, %s: %s', (text, other, expected) => {
    expect(covers(read(text), read(other))).toBe(expected);
    expect(without([read(other)], [read(text)]).length === 0).toBe(expected);
  });

  test('as Node does', () => {
    let state = 11;
    const next = (below: number) => {
      state = (state * 48271) % 2147483647;
      return state % below;
    };
    const address = () => [next(2) * 128, next(4), next(256), next(256)].join('.');
    const outcomes = Array.from({ length: 2000 }, () => {
      const [net, bits, host] = [address(), next(33), address()];
      const list = new BlockList();
      list.addSubnet(net, bits, 'ipv4');
      const expected = list.check(host, 'ipv4');
      expect([net, bits, host, covers(read(`${net}/${bits}`), addressOf(host) as AddressRange)]).toEqual([
        net,
        bits,
        host,
        expected,
      ]);
      return expected;
    });
    expect(new Set(outcomes)).toEqual(new Set([true, false]));
  });
});

describe('what is left', () => {
  const left = (ranges: string[], others: string[]) => without(ranges.map(read), others.map(read));

  test('of a range, at its ends and between', () => {
    expect(left(['10.0.0.0/24'], ['10.0.0.0/26', '10.0.0.128/26'])).toEqual([
      range(4, 0x0a000040n, 0x0a00007fn),
      range(4, 0x0a0000c0n, 0x0a0000ffn),
    ]);
  });
  test('of ranges that overlap or touch', () => {
    expect(left(['10.0.0.0/25', '10.0.0.128/25', '10.0.0.64/26'], [])).toEqual([range(4, 0x0a000000n, 0x0a0000ffn)]);
  });
  test('of both families, each by its own', () => {
    expect(left(['::/0', '0.0.0.0/0'], ['0.0.0.0/0'])).toEqual([range(6, 0n, V6 - 1n)]);
    expect(left(['::/0', '0.0.0.0/0'], ['::/0'])).toEqual([range(4, 0n, V4 - 1n)]);
  });
  test('nothing', () => {
    expect(left(['10.0.0.0/8'], ['0.0.0.0/1'])).toEqual([]);
    expect(left(['10.0.0.0/8'], ['10.128.0.0/9', '10.0.0.0/9', '10.64.0.0/10'])).toEqual([]);
    expect(left([], ['0.0.0.0/0'])).toEqual([]);
  });
  test('of a family: its last address', () => {
    expect(left(['255.255.255.0/24'], ['255.255.255.0/25'])).toEqual([range(4, 0xffffff80n, 0xffffffffn)]);
  });
});

describe('open to all', () => {
  test.each<[string[], boolean]>([
    [['0.0.0.0/0'], true],
    [['::/0'], true],
    [['203.0.113.7/0'], true],
    [['0.0.0.0/1', '128.0.0.0/1'], true],
    [['0.0.0.0/1', '128.0.0.0/32'], true],
    [['0.0.0.0/1'], false],
    [['0.0.0.0/1', '0.0.0.0/1', '64.0.0.0/2'], false],
    [['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'], false],
    [['2000::/3'], true],
    [['2000::/4'], false],
    [['2000::/4', '3000::/5'], true],
    [['fc00::/7', '8000::/1'], false],
    [[], false],
  ])('%j: %s', (ranges, expected) => {
    expect(isOpenToAll(ranges.map(read))).toBe(expected);
  });

  test('not by a range of only the rest', () => {
    expect(isOpenToAll(without([read('0.0.0.0/0')], [read('10.0.0.0/8')]))).toBe(true);
    expect(isOpenToAll(without([read('0.0.0.0/0')], [read('0.0.0.0/1')]))).toBe(false);
    expect(isOpenToAll(without([read('::/0')], [read('2000::/3')]))).toBe(false);
  });
});

test('touches', () => {
  expect(touches([read('10.0.0.0/8'), read('fd00::/8')], read('10.255.255.255/32'))).toBe(true);
  expect(touches([read('10.0.0.0/8')], read('11.0.0.0/8'))).toBe(false);
  expect(touches([read('::/0')], read('11.0.0.0/8'))).toBe(false);
  expect(touches([], read('::/0'))).toBe(false);
});
