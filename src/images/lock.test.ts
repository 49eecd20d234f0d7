import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { ImageLock } from '../host/image-lock';
import { readYaml } from '../yaml/read';
import { DigestLock } from './lock';
import { lockEntries, lockProblems, lockText } from './lock-text';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;
const schema = JSON.parse(readFileSync(join(__dirname, '..', '..', 'docs', 'images-lock.schema.json'), 'utf8'));
const isLock = new Ajv({ strict: true }).compile(schema);

const lock = ImageLock.fromDigests({ 'nginx:1.27': A, 'ghcr.io/acme/web:1': B, 'redis:latest': B });

describe('a lock', () => {
  test('finds images in every spelling', () => {
    expect(lock.images).toEqual([
      'docker.io/library/nginx:1.27',
      'docker.io/library/redis:latest',
      'ghcr.io/acme/web:1',
    ]);
    for (const image of ['nginx:1.27', 'docker.io/nginx:1.27', 'index.docker.io/library/nginx:1.27', `nginx:1.27@${B}`])
      expect(lock.digestOf(image)).toBe(A);
    expect(lock.digestOf('redis')).toBe(B);
    expect(lock.digestOf('nginx:1.28')).toBeUndefined();
    expect(lock.digestOf('ghcr.io/nginx:1.27')).toBeUndefined();
    expect(() => lock.digestOf('Nginx')).toThrow('upper-case letters');
  });

  test('pins an image, and keeps its spelling', () => {
    expect(lock.pin('nginx:1.27')).toBe(`nginx:1.27@${A}`);
    expect(lock.pin('docker.io/nginx:1.27')).toBe(`docker.io/nginx:1.27@${A}`);
    expect(lock.pin('redis')).toBe(`redis:latest@${B}`);
    expect(lock.pin(`nginx:1.27@${B}`)).toBe(`nginx:1.27@${B}`);
    expect(() => lock.pin('nginx')).toThrow(
      'image "docker.io/library/nginx:latest" is not in the lock; add it: cdk8s-hardened images --write-lock --digests FILE',
    );
  });

  test.each<[{ [image: string]: any }, string]>([
    [{ nginx: A }, 'image "nginx" has no tag'],
    [{ [`nginx:1@${A}`]: A }, 'has a digest; write it beside the image'],
    [{ 'nginx:1': 'sha256:aa' }, 'has 2 characters after "sha256:"; write all 64'],
    [{ 'nginx:1': undefined }, 'names no algorithm'],
    [{ 'nginx:1': A, 'docker.io/library/nginx:1': B }, 'image "docker.io/library/nginx:1" is listed twice'],
    [JSON.parse(`{"__proto__": "${A}"}`), 'image "__proto__"'],
    [{ constructor: A }, 'image "constructor" has no tag'],
  ])('is refused: %j', (digests, message) => {
    expect(() => ImageLock.fromDigests(digests)).toThrow(message);
  });

  test('accepts the same image twice with one digest', () => {
    expect(ImageLock.fromDigests({ 'nginx:1': A, 'docker.io/nginx:1': A }).images).toEqual([
      'docker.io/library/nginx:1',
    ]);
  });

  test('does not contain other images', () => {
    expect(ImageLock.fromDigests({}).digestOf('constructor')).toBeUndefined();
    expect(ImageLock.fromDigests({}).images).toEqual([]);
  });
});

describe('the text of a lock', () => {
  test('is sorted, and reads back unchanged', () => {
    const odd = ImageLock.fromDigests({ '[::1]:5000/web:1': A, 'nginx:1.27': B, 'REG/a:x': A, 'nginx:1.20': A });
    const text = lockText(odd);
    expect(text).toBe(
      [
        '# Written by cdk8s-hardened images --write-lock',
        'version: 1',
        'images:',
        '  - image: REG/a:x',
        `    digest: ${A}`,
        '  - image: "[::1]:5000/web:1"',
        `    digest: ${A}`,
        '  - image: docker.io/library/nginx:1.20',
        `    digest: ${A}`,
        '  - image: docker.io/library/nginx:1.27',
        `    digest: ${B}`,
        '',
      ].join('\n'),
    );
    for (const each of [text, text.replaceAll('\n', '\r\n')]) {
      const [document] = readYaml(each).documents;
      expect(lockProblems(document?.value)).toEqual([]);
      expect(isLock(document?.value)).toBe(true);
      expect(lockText(new DigestLock(lockEntries(document?.value)))).toBe(text);
    }
  });

  test('may have the configuration of an image', () => {
    const config = { User: '101', Env: ['A=b'], Volumes: null, ExposedPorts: { '80/tcp': {} } };
    const json = { version: 1, images: [{ image: GOOD.image, digest: A, config }] };
    expect([lockProblems(json), isLock(json)]).toEqual([[], true]);
    const entries = lockEntries(json);
    expect(entries[0]?.facts).toEqual({ user: '101', volumes: [], ports: [80] });
    const text = lockText(new DigestLock(entries), new Map([[GOOD.image, config]]));
    expect(readYaml(text).documents[0]?.value).toEqual(json);
  });

  test('may be empty', () => {
    const text = lockText(ImageLock.fromDigests({}));
    expect(text).toContain('images: []\n');
    expect(lockProblems(readYaml(text).documents[0]?.value)).toEqual([]);
  });
});

const GOOD = { image: 'docker.io/library/nginx:1', digest: A };

describe('a document is refused by this library and by the schema', () => {
  test.each<[unknown, string, string]>([
    ['text', '', 'is not a mapping'],
    [[], '', 'is not a mapping'],
    [{}, '', 'has no version'],
    [{ version: 2, images: [] }, '/version', 'is 2; this release of cdk8s-hardened reads version 1'],
    [{ version: '1', images: [] }, '/version', 'is "1"; this release'],
    [{ version: 1 }, '', 'has no images'],
    [{ version: 1, images: null }, '/images', 'is null; write a list'],
    [{ version: 1, images: {} }, '/images', 'is a mapping; write a list'],
    [{ version: 1, images: [], extra: 1 }, '/extra', 'is not known; use version and images, or remove it'],
    [JSON.parse('{"version":1,"images":[],"__proto__":1}'), '/__proto__', 'is not known'],
    [{ version: 1, images: ['nginx:1'] }, '/images/0', 'is "nginx:1"; write image and digest'],
    [{ version: 1, images: [null] }, '/images/0', 'is null; write image and digest'],
    [{ version: 1, images: [{ digest: A }] }, '/images/0', 'has no image'],
    [{ version: 1, images: [{ image: GOOD.image }] }, '/images/0', 'has no digest'],
    [{ version: 1, images: [{ ...GOOD, 'a/b': 1 }] }, '/images/0/a~1b', 'is not known; use image, digest and config'],
    [{ version: 1, images: [{ ...GOOD, image: 1.27 }] }, '/images/0/image', 'is 1.27; write an image with its tag'],
    [
      { version: 1, images: [{ ...GOOD, image: 'docker.io/library/Nginx:1' }] },
      '/images/0/image',
      'upper-case letters',
    ],
    [{ version: 1, images: [{ ...GOOD, image: 'docker.io/library/nginx' }] }, '/images/0/image', 'has no tag'],
    [{ version: 1, images: [{ ...GOOD, image: `${GOOD.image}@${A}` }] }, '/images/0/image', 'has a digest'],
    [{ version: 1, images: [{ ...GOOD, image: 'nginx:1' }] }, '/images/0/image', `write it in full: "${GOOD.image}"`],
    [{ version: 1, images: [{ ...GOOD, image: `${GOOD.image}\r` }] }, '/images/0/image', 'has a space or a line end'],
    [
      { version: 1, images: [{ ...GOOD, image: `${GOOD.image}\u0007` }] },
      '/images/0/image',
      'tag "1\\u0007" is not a valid tag',
    ],
    [{ version: 1, images: [{ ...GOOD, digest: 5 }] }, '/images/0/digest', 'is 5; write a digest'],
    [{ version: 1, images: [{ ...GOOD, digest: A.slice(0, -1) }] }, '/images/0/digest', 'has 63 characters'],
    [{ version: 1, images: [{ ...GOOD, digest: `md5:${'a'.repeat(32)}` }] }, '/images/0/digest', 'is not known'],
    [{ version: 1, images: [{ ...GOOD, digest: A.toUpperCase() }] }, '/images/0/digest', 'is not known'],
    [{ version: 1, images: [{ ...GOOD, config: null }] }, '/images/0/config', 'is no mapping'],
    [{ version: 1, images: [{ ...GOOD, config: { user: '1' } }] }, '/images/0/config/user', 'use User, '],
    [{ version: 1, images: [{ ...GOOD, config: { User: 1 } }] }, '/images/0/config/User', 'is 1; write a text'],
    [{ version: 1, images: [{ ...GOOD, config: { Volumes: [] } }] }, '/images/0/config/Volumes', 'is no mapping'],
    [
      { version: 1, images: [{ ...GOOD, config: { ExposedPorts: { http: {} } } }] },
      '/images/0/config/ExposedPorts/http',
      'is not of the form',
    ],
  ])('%j', (json, pointer, message) => {
    expect(isLock(json)).toBe(false);
    const problems = lockProblems(json);
    expect(problems).toEqual([{ pointer, message: expect.stringContaining(message) }]);
  });

  test('a duplicate image', () => {
    const json = { version: 1, images: [GOOD, { ...GOOD, digest: B }, GOOD] };
    expect(lockProblems(json)).toEqual([
      { pointer: '/images/1/image', message: 'is also the image of /images/0; remove one' },
      { pointer: '/images/2/image', message: 'is also the image of /images/0; remove one' },
    ]);
  });

  test('all problems are reported, each with a limited length', () => {
    const json = { version: 1, images: [{ image: 'x'.repeat(1e6), digest: 'y'.repeat(1e6) }, 5] };
    const problems = lockProblems(json);
    expect(problems.map(({ pointer }) => pointer)).toEqual(['/images/0/image', '/images/0/digest', '/images/1']);
    for (const { message } of problems) expect(message.length).toBeLessThan(1500);
  });
});
