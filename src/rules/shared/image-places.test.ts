import { type Image, imageOf } from '../../images/image';
import { isRepository, placeOf } from './image-places';

const image = (text: string) => imageOf(text) as Image;

test.each([
  ['nginx', 'docker.io'],
  ['nginx', 'index.docker.io/library'],
  ['nginx', 'docker.io/library/nginx'],
  ['acme/web', 'docker.io/acme/'],
  ['ghcr.io/acme/web:1', 'ghcr.io/acme'],
  ['GHCR.io/acme/web', 'ghcr.IO'],
  ['registry:5000/web', 'registry:5000'],
  ['1.dkr.ecr.eu-west-1.amazonaws.com/web', '*.amazonaws.com'],
])('%s is at %s', (reference, place) => expect(placeOf(image(reference), ['other.io', place])).toBe(place));

test.each([
  ['evilgcr.io/a', 'gcr.io'],
  ['gcr.io.evil.com/a', 'gcr.io'],
  ['ghcr.io/acme-evil/web', 'ghcr.io/acme'],
  ['ghcr.io/evil/acme', 'ghcr.io/acme'],
  ['registry:5001/web', 'registry:5000'],
  ['amazonaws.com/web', '*.amazonaws.com'],
  ['evilamazonaws.com/web', '*.amazonaws.com'],
  ['nginx', 'library'],
  ['nginx', ''],
])('%s is not at "%s"', (reference, place) => expect(placeOf(image(reference), [place])).toBeUndefined());

test('a repository is recognized by its last segments', () => {
  expect(
    isRepository(image('mirror.example.com/registry.k8s.io/ingress-nginx/controller:v1'), 'ingress-nginx/controller'),
  ).toBe(true);
  expect(isRepository(image('ghcr.io/acme/tiller'), 'tiller')).toBe(true);
  expect(isRepository(image('ghcr.io/acme/rototiller'), 'tiller')).toBe(false);
  expect(isRepository(image('ghcr.io/tiller/web'), 'tiller')).toBe(false);
});
