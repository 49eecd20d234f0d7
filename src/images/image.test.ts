import fc from 'fast-check';
import { Image, imageOf } from './image';

const sha256 = `sha256:${'0f'.repeat(32)}`;
const sha512 = `sha512:${'0f'.repeat(64)}`;

describe('image references', () => {
  // expected: github.com/distribution/reference, ParseNormalizedNamed, as the kubelet calls it
  test.each([
    ['nginx', { registry: 'docker.io', repository: 'library/nginx' }],
    ['nginx:1.27', { registry: 'docker.io', repository: 'library/nginx', tag: '1.27' }],
    ['acme/web', { registry: 'docker.io', repository: 'acme/web' }],
    ['docker.io/nginx', { registry: 'docker.io', repository: 'library/nginx' }],
    ['index.docker.io/acme/web', { registry: 'docker.io', repository: 'acme/web' }],
    ['ghcr.io/acme/web:1.0', { registry: 'ghcr.io', repository: 'acme/web', tag: '1.0' }],
    ['registry:5000/web', { registry: 'registry:5000', repository: 'web' }],
    ['registry:5000/web:1.0', { registry: 'registry:5000', repository: 'web', tag: '1.0' }],
    ['registry:5000', { registry: 'docker.io', repository: 'library/registry', tag: '5000' }],
    ['localhost/web', { registry: 'localhost', repository: 'web' }],
    ['localhost', { registry: 'docker.io', repository: 'library/localhost' }],
    ['evil.gcr.io', { registry: 'docker.io', repository: 'library/evil.gcr.io' }],
    ['REGISTRY/web', { registry: 'REGISTRY', repository: 'web' }],
    ['10.0.0.1:80/a/b/c', { registry: '10.0.0.1:80', repository: 'a/b/c' }],
    ['[::1]:5000/web', { registry: '[::1]:5000', repository: 'web' }],
    [`nginx@${sha256}`, { registry: 'docker.io', repository: 'library/nginx', digest: sha256 }],
    [`r:1/a:2@${sha512}`, { registry: 'r:1', repository: 'a', tag: '2', digest: sha512 }],
    ['a__b/c--d.e', { registry: 'docker.io', repository: 'a__b/c--d.e' }],
    [`x:${'t'.repeat(128)}`, { registry: 'docker.io', repository: 'library/x', tag: 't'.repeat(128) }],
  ])('reads %s', (reference, expected) => {
    expect(imageOf(reference)).toEqual({ tag: undefined, digest: undefined, ...expected });
  });

  test.each([
    [''],
    [' nginx'],
    ['nginx\n'],
    ['Nginx'],
    ['ghcr.io/Acme/web'],
    ['nginx:'],
    ['nginx@'],
    [':1.27'],
    ['/nginx'],
    ['nginx/'],
    ['a//b'],
    ['a___b'],
    ['a-'],
    ['nginx:-1'],
    ['nginx:1:2'],
    ['nginx:1.27/web'],
    ['https://ghcr.io/acme/web'],
    ['[::1]/'],
    ['nginx@sha256:a1b2'],
    [`nginx@${sha256}0`],
    [`nginx@${sha256.toUpperCase()}`],
    [`nginx@SHA256:${'0f'.repeat(32)}`],
    [`nginx@md5:${'0f'.repeat(16)}`],
    [`nginx@${sha256}:1.27`],
    ['0f'.repeat(32)],
    [`x:${'t'.repeat(129)}`],
    [`ghcr.io/${'a'.repeat(256)}`],
  ])('refuses %j', (reference) => {
    expect(imageOf(reference)).toBeUndefined();
  });

  test.each([[undefined], [null], [1], [{}], [['nginx']]])('refuses %j, which is not a string', (value) => {
    expect(imageOf(value)).toBeUndefined();
  });
});

const f64 = 'f'.repeat(64);
const f128 = 'f'.repeat(128);
const busybox = `busybox:latest@sha256:${f64}`;

/** The cases of github.com/distribution/reference for `ParseNormalizedNamed`, by the names of its tests. */
describe('as upstream', () => {
  // TestParseRepositoryInfo, TestParseReferenceWithTagAndDigest, TestParseAnyReference, TestNormalizedSplitHostname
  test.each([
    ['fooo/bar', 'docker.io/fooo/bar', 'fooo/bar'],
    ['index.docker.io/fooo/bar', 'docker.io/fooo/bar', 'fooo/bar'],
    ['ubuntu', 'docker.io/library/ubuntu', 'ubuntu'],
    ['library/ubuntu', 'docker.io/library/ubuntu', 'ubuntu'],
    ['docker.io/library/ubuntu', 'docker.io/library/ubuntu', 'ubuntu'],
    ['nonlibrary/ubuntu', 'docker.io/nonlibrary/ubuntu', 'nonlibrary/ubuntu'],
    ['other/library', 'docker.io/other/library', 'other/library'],
    ['127.0.0.1:8000/private/moonbase', '127.0.0.1:8000/private/moonbase', '127.0.0.1:8000/private/moonbase'],
    ['example.com/privatebase', 'example.com/privatebase', 'example.com/privatebase'],
    ['example.com:8000/privatebase', 'example.com:8000/privatebase', 'example.com:8000/privatebase'],
    ['index.docker.io/library/ubuntu-12.04-base', 'docker.io/library/ubuntu-12.04-base', 'ubuntu-12.04-base'],
    ['docker.io/foo', 'docker.io/library/foo', 'foo'],
    ['library/foo/bar', 'docker.io/library/foo/bar', 'library/foo/bar'],
    ['store/foo/bar', 'docker.io/store/foo/bar', 'store/foo/bar'],
    ['Foo/bar', 'Foo/bar', 'Foo/bar'],
    ['FOO/bar', 'FOO/bar', 'FOO/bar'],
    [busybox, `docker.io/library/${busybox}`, busybox],
    ['redis:latest', 'docker.io/library/redis:latest', 'redis:latest'],
    [`dmcgowan/myapp@sha256:${f64}`, `docker.io/dmcgowan/myapp@sha256:${f64}`, `dmcgowan/myapp@sha256:${f64}`],
    [f64.slice(1), `docker.io/library/${f64.slice(1)}`, f64.slice(1)],
    ['dbcc1', 'docker.io/library/dbcc1', 'dbcc1'],
    ['test_com/foo', 'docker.io/test_com/foo', 'test_com/foo'],
    ['xn--n3h.com:18080/foo', 'xn--n3h.com:18080/foo', 'xn--n3h.com:18080/foo'],
    ['a_b.c/foo', 'a_b.c/foo', 'a_b.c/foo'],
    // Upstream shortens these two, and then parses them as something else.
    ['docker.io/a.b/c', 'docker.io/a.b/c', 'docker.io/a.b/c'],
    [`docker.io/${f64}`, `docker.io/library/${f64}`, `docker.io/library/${f64}`],
  ])('%s', (text, whole, familiar) => {
    const image = Image.parse(text);
    expect(image.toString()).toBe(whole);
    expect(image.toShortString()).toBe(familiar);
    expect(Image.parse(familiar)).toEqual(image);
  });

  // TestReferenceParse, TestValidateReferenceName, TestValidateRemoteName
  test.each([
    'test_com',
    'test.com:5000',
    'test:5000/repo:tag',
    `test:5000/repo:tag@sha256:${f64}`,
    'lowercase:Uppercase',
    `${'a/'.repeat(127)}a:tag-puts-this-over-max`.replace('a/', ''),
    'sub-dom1.foo.com/bar/baz/quux:some-long-tag',
    'b.gcr.io/test.example.com/my-app:test.example.com',
    `xn--7o8h.com/myimage:xn--7o8h.com@sha512:${f128}`,
    'foo/foo_bar.com:8080',
    '192.168.1.1',
    '192.168.1.1:5000/repo:5050',
    '[2001:db8::1]/repo',
    '[2001:db8:1:2:3:4:5:6]/repo:tag',
    `[2001:db8::1]:5000/repo:tag@sha256:${f64}`,
    '[2001:db8::]:5000/repo',
    '[::1]:5000/repo',
    '192.168.0.2:25000/debian',
    'thisisthesongthatneverendsitgoesonandonandonthisisthesongthatnev',
    `docker.io/${f64}`,
    'docker---rules/docker',
    'dock__er/docker',
    'd/docker',
  ])('takes %s', (text) => {
    expect(() => Image.parse(text)).not.toThrow();
  });
});

describe('errors name the cause', () => {
  test.each([
    ['', 'image "" is empty; write a reference such as "nginx:1.27"'],
    ['nginx ', 'image "nginx " has a space or a line end; remove it'],
    ['nginx\r', 'image "nginx\\r" has a space or a line end; remove it'],
    [f64, `image "${f64}" is the id of an image in one runtime’s store; name a repository`],
    ['https://github.com/docker/docker', '… starts with the scheme "https://"; remove it'],
    [':justtag', '… names no repository; write one before the tag'],
    [`@sha256:${f64}`, '… names no repository; write one before the tag'],
    ['Uppercase:tag', '… has the repository "Uppercase", with upper-case letters; write "uppercase"'],
    ['docker/Docker', '… has the repository "docker/Docker", with upper-case letters; write "docker/docker"'],
    ['test:5000/Uppercase/lowercase:tag', '… with upper-case letters; write "uppercase/lowercase"'],
    ['docker.io/docker///docker', '… with nothing between two slashes or at an end; remove the slash'],
    ['docker/', '… with nothing between two slashes or at an end; remove the slash'],
    [
      '-docker/docker',
      '… whose part "-docker" is not a valid name; use a-z and 0-9, and between them one ".", "_" or "__", or…',
    ],
    ['docker/dock_.er', '… whose part "dock_.er" is not a valid name; …'],
    ['dock_.er/docker', '… has the registry "dock_.er", which is not a host name with an optional port; write one'],
    ['aa/asdf$$^/aa', '… whose part "asdf$$^" is not a valid name; …'],
    ['nginx\u0000', '… whose part "nginx\\u0000" is not a valid name; …'],
    ['__proto__', '… whose part "__proto__" is not a valid name; …'],
    [
      '-docker.io/docker/docker',
      '… has the registry "-docker.io", which is not a host name with an optional port; write…',
    ],
    ['[2001:db8::1]', '… names a host and no repository; add "/" and the repository'],
    ['[2001:db8::1]:5000', '… names a host and no repository; add "/" and the repository'],
    [
      '[fe80::1%eth0]:5000/repo',
      '… has the registry "[fe80::1%eth0]:5000"; write an IPv6 address in brackets, without…',
    ],
    ['[2001:db8:3:4::192.0.2.33]:5000/debian', '… write an IPv6 address in brackets, without zone and dots'],
    ['fc00::1:5000/debian', '… write an IPv6 address in brackets, without zone and dots'],
    [`${'a/'.repeat(128)}a`, '… has a repository of 257 characters; write 255 at most'],
    [`a_b.c/${'a'.repeat(255)}`, '… has a repository of 261 characters; write 255 at most'],
    ['nginx:', '… tag is empty; write one, such as "1.27"'],
    [
      'nginx:-1',
      '… tag "-1" is not a valid tag; write letters, digits, "_", "." and "-", and do not start with "." or "-"',
    ],
    [`nginx:${'t'.repeat(129)}`, '… has 129 characters; a tag has 128 at most'],
    ['nginx@', '… digest is empty; write algorithm and hash, as in "sha256:…"'],
    [`nginx@${f64}`, '… names no algorithm; write it before the hash, as in "sha256:…"'],
    [`nginx@md5:${f64}`, '… has an algorithm that is not known; use sha256, sha384, sha512'],
    [
      'repo@sha256:ffff',
      'image "repo@sha256:ffff" digest "sha256:ffff" has 4 characters after "sha256:"; write all 64',
    ],
    [`repo@sha512:${f64}`, '… has 64 characters after "sha512:"; write all 128'],
    [`repo@sha256:${f64.toUpperCase()}`, '… has characters other than 0-9 and a-f; use only these'],
  ])('%j', (text, message) => {
    const parts = message.split('…').filter((part) => part !== '');
    const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*');
    expect(() => Image.parse(text)).toThrow(new RegExp(pattern, 's'));
  });

  test('in one short line, and fast, for every text', () => {
    for (const text of [
      'a'.repeat(1e6),
      `${'a.'.repeat(5e5)}!`,
      `${'a-'.repeat(5e5)}/b`,
      '/'.repeat(1e6),
      ':'.repeat(1e6),
    ]) {
      let message = '';
      try {
        Image.parse(text);
      } catch (error) {
        message = (error as Error).message;
      }
      expect(message.length).toBeGreaterThan(0);
      expect(message.length).toBeLessThan(1500);
      expect(message).not.toContain('\n');
    }
  });

  test('also of a value that is not a string', () => {
    expect(() => Image.parse(5 as any)).toThrow('image "5" is not a string');
  });
});

describe('parts', () => {
  const nginx = Image.parse('nginx:1.27');

  test('are set on a copy', () => {
    expect(nginx.withTag('1.28').toShortString()).toBe('nginx:1.28');
    expect(nginx.withDigest(sha256).toShortString()).toBe(`nginx:1.27@${sha256}`);
    expect(nginx.withDigest(sha256).withTag('2').toString()).toBe(`docker.io/library/nginx:2@${sha256}`);
    expect(nginx.name).toBe('docker.io/library/nginx');
    expect(nginx.toString()).toBe('docker.io/library/nginx:1.27');
  });

  test.each(['', '-foo', '.x', 'a b', 'ü', 't'.repeat(129)])('refuse the tag %j', (tag) => {
    expect(() => nginx.withTag(tag)).toThrow(/^tag /);
  });

  test.each(['', 'foo', 'sha256:', sha256.slice(1), `${sha256}\n`, sha256.replace('0f', '0F')])(
    'refuse the digest %j',
    (digest) => {
      expect(() => nginx.withDigest(digest)).toThrow(/^digest /);
    },
  );
});

describe('for all references', () => {
  const component = fc.stringMatching(/^[a-z0-9]{1,8}(?:(?:[._]|__|-{1,3})[a-z0-9]{1,5}){0,2}$/);
  const host = fc.oneof(
    fc.constantFrom('', 'docker.io/', 'index.docker.io/', 'localhost/', 'REG/', '[::1]:5000/', '10.0.0.1/'),
    fc.stringMatching(/^[a-zA-Z0-9]{1,8}\.[a-zA-Z0-9]{1,8}(?::[0-9]{1,5})?\/$/),
  );
  const tag = fc.option(fc.stringMatching(/^\w[\w.-]{0,20}$/), { nil: undefined });
  const digest = fc.constantFrom(undefined, sha256, sha512);
  const reference = fc
    .tuple(host, fc.array(component, { minLength: 1, maxLength: 4 }), tag, digest)
    .map(
      ([domain, path, version, hash]) =>
        `${domain}${path.join('/')}${version ? `:${version}` : ''}${hash ? `@${hash}` : ''}`,
    );

  test('writing and reading again gives the same', () => {
    fc.assert(
      fc.property(reference, (text) => {
        const image = imageOf(text);
        fc.pre(image !== undefined);
        const whole = Image.parse(text).toString();
        expect(Image.parse(whole)).toEqual(image);
        expect(Image.parse(whole).toString()).toBe(whole);
        expect(Image.parse(Image.parse(text).toShortString())).toEqual(image);
      }),
      { numRuns: 2000 },
    );
  });

  test('any other text is refused with a reason, or parsed and written', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), reference), (text) => {
        const image = imageOf(text);
        if (image) expect(Image.parse(image.toString())).toEqual(image);
        else expect(() => Image.parse(text)).toThrow(/^image ".*[^.]$/s);
      }),
    );
  });
});
