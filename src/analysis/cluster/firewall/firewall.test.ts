import { droppedForwards, inputPolicy } from './openings';
import { readRuleset } from './ruleset';

const read = (text: string) => readRuleset(text.split('\n'));
const input = (...rules: string[]) =>
  read(`table inet hardening {
  set nodes { type ipv4_addr; flags interval; elements = { 10.0.0.0/24, 10.0.1.0/24 } }
  set everyone { type ipv4_addr; flags interval; elements = { 0.0.0.0/0 } }
  chain jumped { tcp dport 10250 accept; }
  chain input {
    type filter hook input priority filter; policy drop;
${rules.map((rule) => `    ${rule}`).join('\n')}
  }
}`);
const opened = (...rules: string[]) => inputPolicy(input(...rules)).openings.map(({ ports }) => ports);
const ALL = [[0, 65535]];

// https://wiki.nftables.org/wiki-nftables/index.php/Quick_reference-nftables_in_10_minutes
test.each<[string, readonly (readonly number[])[][]]>([
  ['tcp dport 10250 accept', [[[10250, 10250]]]],
  [
    'tcp dport { 22, 2379-2380 } accept comment "etcd; and ssh"',
    [
      [
        [22, 22],
        [2379, 2380],
      ],
    ],
  ],
  ['ip saddr @nodes tcp dport 10250 accept', []],
  ['ip saddr 10.0.0.0/8 accept', []],
  ['ip saddr { 10.0.0.1, 10.0.0.2 } tcp dport 10250 accept', []],
  ['ip saddr @everyone tcp dport 10250 accept', [[[10250, 10250]]]],
  ['ip saddr 0.0.0.0/0 tcp dport 10250 accept', [[[10250, 10250]]]],
  ['ip saddr != 10.0.0.1 tcp dport 10250 accept', [[[10250, 10250]]]],
  ['iif "lo" accept', []],
  ['iifname "cni0" accept', []],
  ['iifname "eth0" accept', [ALL]],
  ['ct state established,related accept', []],
  ['ct state { new, established } accept', [ALL]],
  ['ct state new tcp dport ssh counter packets 0 bytes 0 accept', [[[22, 22]]]],
  ['udp dport 8472 accept', []],
  ['meta l4proto ipv6-icmp accept', []],
  ['meta l4proto { tcp, udp } th dport 53 accept', [[[53, 53]]]],
  ['ip protocol icmp icmp type { echo-request } accept', []],
  ['limit rate 5/second log prefix "dropped: " level info', []],
  ['tcp dport 22 limit rate 5/minute accept', [[[22, 22]]]],
  ['accept', [ALL]],
  ['jump jumped', [[[10250, 10250]]]],
  ['ip saddr @nodes jump jumped', []],
  ['tcp dport 22-23 jump jumped', []],
])('%s opens %j', (rule, expected) => {
  const policy = inputPolicy(input(rule));
  expect(policy.unread).toEqual([]);
  expect(policy.openings.map(({ ports }) => ports).filter((ports) => ports.length > 0)).toEqual(expected);
});

test('what is dropped before is not opened', () => {
  expect(opened('tcp dport 10255 drop', 'tcp dport 10250-10260 accept')).toEqual([
    [
      [10250, 10254],
      [10256, 10260],
    ],
  ]);
  expect(opened('ip saddr 10.0.0.1 drop', 'tcp dport 10250 accept')).toEqual([[[10250, 10250]]]);
});

test.each([
  'tcp dport vmap { 22 : accept, 23 : drop }',
  'meta mark 1 accept',
  'ip saddr @missing tcp dport 10250 accept',
  'jump missing',
  'tcp dport kubelet accept',
])('%s is not read', (rule) => {
  expect(inputPolicy(input(rule)).unread).toHaveLength(1);
});

test.each(['meta mark 1 counter', 'meta mark 1 drop', 'ip saddr @nodes meta mark 1 accept'])(
  '%s opens nothing, whatever it means',
  (rule) => {
    expect(inputPolicy(input(rule)).unread).toEqual([]);
  },
);

test('a policy, or a last rule, drops the rest', () => {
  const chain = (family: string, content: string) => [
    ...inputPolicy(read(`table ${family} a { chain input { type filter hook input priority 0; ${content} } }`)).dropped,
  ];
  expect(chain('inet', 'policy drop;')).toEqual(['ip', 'ip6']);
  expect(chain('ip', 'policy drop;')).toEqual(['ip']);
  expect(chain('inet', 'policy accept;')).toEqual([]);
  expect(chain('inet', 'tcp dport 22 drop; counter drop')).toEqual(['ip', 'ip6']);
  expect(chain('inet', 'tcp dport 22 drop')).toEqual([]);
  expect(chain('bridge', 'policy drop;')).toEqual([]);
});

test('variables, comments and lines that go on', () => {
  const ruleset = read(`#!/usr/sbin/nft -f
define nodes = { 10.0.0.1,
  10.0.0.2 } # the nodes
define kubelet = 10250
table inet a
delete table inet a
table inet a {
  chain input {
    type filter hook input priority 0; policy drop;
    ip saddr $nodes tcp dport $kubelet accept
    tcp dport \\
      $kubelet accept # "open"
  }
}`);
  expect(ruleset.unread).toEqual([]);
  expect(inputPolicy(ruleset).openings).toEqual([{ line: 10, ports: [[10250, 10250]] }]);
});

test('statements, and parts of a table, that are not known', () => {
  const ruleset = read(
    'flush ruleset\ninclude "/etc/nftables.d/*"\ntable inet a { map m { type ipv4_addr : verdict; } }',
  );
  expect(ruleset.flushes).toEqual([0]);
  expect(ruleset.unread).toEqual([{ words: ['include', '"/etc/nftables.d/*"'], line: 1 }]);
  expect(ruleset.tables).toHaveLength(1);
});

test('forwards that are dropped', () => {
  const forwards = (content: string) =>
    droppedForwards(read(`table inet a { chain f { type filter hook forward priority 0; ${content} } }`)).length;
  expect(forwards('policy drop;')).toBe(1);
  expect(forwards('policy accept; drop')).toBe(1);
  expect(forwards('policy accept; tcp dport 22 drop')).toBe(0);
});
