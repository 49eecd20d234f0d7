import { imageUser, KnownImages } from './facts';
import { Image } from './image';

const facts = (user: string) => ({ user, volumes: [], ports: [] });

test.each([
  ['', { id: 0 }],
  [':1000', { id: 0 }],
  ['0', { id: 0 }],
  ['0:0', { id: 0 }],
  ['00', { id: 0 }],
  ['1000', { id: 1000 }],
  ['65532:nogroup', { id: 65532 }],
  ['root', { name: 'root' }],
  ['nginx:nginx', { name: 'nginx' }],
  ['1000a', { name: '1000a' }],
])('the user %j is read as the runtime reads it', (user, expected) => {
  expect(imageUser(facts(user))).toEqual(expected);
});

test('an image is found by its digest, else by its tag, in any spelling', () => {
  const [one, other] = [`sha256:${'1'.repeat(64)}`, `sha256:${'2'.repeat(64)}`];
  const known = new KnownImages();
  known.add(Image.parse('nginx:1.27'), facts('1'), one);
  known.add(Image.parse('ghcr.io/acme/web:2'), facts('2'));
  known.add(Image.parse(`ghcr.io/acme/db@${one}`), facts('3'));
  known.add(Image.parse('redis'), facts('4'));
  const userOf = (reference: string) => known.of(reference)?.user;
  expect(userOf('nginx:1.27')).toBe('1');
  expect(userOf('docker.io/library/nginx:1.27')).toBe('1');
  expect(userOf(`nginx@${one}`)).toBe('1');
  expect(userOf(`nginx:other@${one}`)).toBe('1');
  expect(userOf(`nginx:1.27@${other}`)).toBeUndefined();
  expect(userOf('nginx')).toBeUndefined();
  expect(userOf(`ghcr.io/acme/web:2@${other}`)).toBe('2');
  expect(userOf(`ghcr.io/acme/db:9@${one}`)).toBe('3');
  expect(userOf('ghcr.io/acme/db')).toBeUndefined();
  expect(userOf('redis:latest')).toBe('4');
  expect(userOf('Not a reference')).toBeUndefined();
});
