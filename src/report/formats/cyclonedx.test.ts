import { Image } from '../../images/image';
import { Manifest } from '../../model/manifest';
import { cycloneDx, purlOf } from './cyclonedx';
import { imageListOf } from './image-list';

const A = `sha256:${'a'.repeat(64)}`;

const pod = (name: string, ...images: string[]) =>
  Manifest.fromJson({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop' },
    spec: { containers: images.map((image, index) => ({ name: `c${index}`, image })) },
  });

test.each([
  ['nginx', 'pkg:oci/nginx?repository_url=docker.io%2Flibrary%2Fnginx'],
  ['nginx:1.27', 'pkg:oci/nginx?repository_url=docker.io%2Flibrary%2Fnginx&tag=1.27'],
  [
    `reg.example:5000/team/a__b.c:V_1@${A}`,
    `pkg:oci/a__b.c@${A}?repository_url=reg.example:5000%2Fteam%2Fa__b.c&tag=V_1`,
  ],
  [`[::1]:5000/web@${A}`, `pkg:oci/web@${A}?repository_url=%5B::1%5D:5000%2Fweb`],
])('the package URL of %s', (image, purl) => {
  expect(purlOf(Image.parse(image))).toBe(purl);
});

test('a bill of materials', () => {
  const manifests = [
    pod('web', 'nginx:1.27', `ghcr.io/acme/web:1@${A}`),
    pod('api', 'docker.io/nginx:1.27', 'nginx:1.27'),
  ];
  const bom = JSON.parse(cycloneDx(imageListOf(manifests).images, '1.2.3'));
  const nginx = 'pkg:oci/nginx?repository_url=docker.io%2Flibrary%2Fnginx&tag=1.27';
  const web = `pkg:oci/web@${A}?repository_url=ghcr.io%2Facme%2Fweb&tag=1`;
  expect(bom).toEqual({
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { tools: { components: [{ type: 'application', name: 'cdk8s-hardened', version: '1.2.3' }] } },
    components: [
      {
        type: 'container',
        'bom-ref': nginx,
        name: 'docker.io/library/nginx',
        version: '1.27',
        purl: nginx,
        properties: [
          { name: 'cdk8s-hardened:usedBy', value: 'Pod shop/api, container "c0"' },
          { name: 'cdk8s-hardened:usedBy', value: 'Pod shop/api, container "c1"' },
          { name: 'cdk8s-hardened:usedBy', value: 'Pod shop/web, container "c0"' },
        ],
      },
      {
        type: 'container',
        'bom-ref': web,
        name: 'ghcr.io/acme/web',
        version: '1',
        hashes: [{ alg: 'SHA-256', content: 'a'.repeat(64) }],
        purl: web,
        properties: [{ name: 'cdk8s-hardened:usedBy', value: 'Pod shop/web, container "c1"' }],
      },
    ],
  });
});

/** The constraints of the CycloneDX 1.6 schema on the parts that are written. */
test('every image is a component by the rules of CycloneDX 1.6', () => {
  const hashes = [A, `sha384:${'b'.repeat(96)}`, `sha512:${'c'.repeat(128)}`];
  const images = hashes.flatMap((digest) => [
    `a:1@${digest}`,
    `b/c/d@${digest}`,
    'nginx',
    'nginx:latest',
    `nginx@${digest}`,
  ]);
  const bom = JSON.parse(
    cycloneDx(imageListOf([pod('x', ...images)]).images, '1', 'e2a1cbd1-6f24-4f3c-9d0e-0c1a2b3c4d5e'),
  );
  expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  const refs = bom.components.map((component: any) => component['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  expect(refs).toHaveLength(11);
  for (const component of bom.components) {
    expect(Object.keys(component)).toEqual(expect.arrayContaining(['type', 'name', 'bom-ref', 'purl', 'properties']));
    expect(component.type).toBe('container');
    for (const { alg, content } of component.hashes ?? []) {
      expect(['SHA-256', 'SHA-384', 'SHA-512']).toContain(alg);
      expect(content).toMatch(/^(?:[a-f0-9]{64}|[a-f0-9]{96}|[a-f0-9]{128})$/);
      expect(content).toHaveLength(Number(alg.slice(4)) / 4);
    }
  }
});

test('the same images give the same text, in every order', () => {
  const manifests = [pod('a', 'x:1', 'y:2'), pod('b', 'y:2')];
  const text = (some: Manifest[]) => cycloneDx(imageListOf(some).images, '1');
  expect(text([...manifests].reverse())).toBe(text(manifests));
});
