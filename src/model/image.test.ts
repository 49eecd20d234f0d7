import { imageOf } from './image';

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

  test.each([[undefined], [null], [1], [{}], [['nginx']]])('refuses %j, which is no text', (value) => {
    expect(imageOf(value)).toBeUndefined();
  });
});
