import { readDigests } from './digests';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;
const NGINX = 'docker.io/library/nginx:1.27';

/** As `docker buildx imagetools inspect` prints it. */
const inspected = (name: string, digest: string) =>
  `Name:      ${name}
MediaType: application/vnd.oci.image.index.v1+json
Digest:    ${digest}

Manifests:
  Name:        ${name}@${B}
  MediaType:   application/vnd.oci.image.manifest.v1+json
  Platform:    linux/amd64

  Name:        ${name}@${A}
  Annotations:
    vnd.docker.reference.type: attestation-manifest
`;

test.each<[string, [string, string][]]>([
  ['', []],
  [`nginx:1.27 ${A}\n`, [[NGINX, A]]],
  [`# comment\r\n\r\n  nginx:1.27\t${A}  \r\n`, [[NGINX, A]]],
  [`\uFEFFnginx:1.27@${A}`, [[NGINX, A]]],
  [`nginx ${A}`, [['docker.io/library/nginx:latest', A]]],
  [`nginx:1.27@${A} ${A}`, [[NGINX, A]]],
  [`nginx:1.27 ${A}\ndocker.io/nginx:1.27 ${A}`, [[NGINX, A]]],
  [inspected(NGINX, A), [[NGINX, A]]],
  [inspected(NGINX, A).replaceAll('\n', '\r\n'), [[NGINX, A]]],
  [
    `${inspected(NGINX, A)}${inspected('ghcr.io/acme/web:1', B)}\nredis:7 ${A}\n`,
    [
      [NGINX, A],
      ['ghcr.io/acme/web:1', B],
      ['docker.io/library/redis:7', A],
    ],
  ],
])('reads %j', (text, digests) => {
  expect(readDigests(text)).toEqual({ digests: new Map(digests), problems: [] });
});

test.each<[string, number, string]>([
  [A, 1, 'names no image; write lines of an image and its digest'],
  [`\nindex.docker.io/library/nginx@${A}`, 2, 'has no tag; add the tag that the digest belongs to'],
  ['nginx:1.27', 1, '"nginx:1.27" is not an image with a digest'],
  [`nginx:1.27 ${A} x`, 1, 'is not an image with a digest'],
  ['{', 1, 'is JSON, which does not contain the tag'],
  ['nginx:1.27 sha256:ab', 1, 'has 2 characters after "sha256:"; write all 64'],
  [`Nginx:1 ${A}`, 1, 'image "Nginx:1" has the repository "Nginx", with upper-case letters'],
  [`__proto__ ${A}`, 1, 'image "__proto__"'],
  [`nginx:1.27 ${A}\nnginx:1.27 ${B}`, 2, `image "${NGINX}" also has digest ${A}; remove one`],
  [`nginx:1.27@${A} ${B}`, 1, `also has digest ${A}`],
  [`Name: ${NGINX}\nMediaType: x\n`, 1, 'has no line "Digest:" below it'],
  [`Digest: ${A}`, 1, 'has no line "Name:" above it'],
  [inspected('docker.io/library/nginx', A), 3, 'has no tag'],
  [`${'x'.repeat(1e6)}`, 1, 'is not an image with a digest'],
  [`a\u001b[31m:1 ${A}`, 1, '\\u001b'],
])('refuses %#', (text, line, message) => {
  const { digests, problems } = readDigests(text);
  expect(problems).toEqual([{ line, message: expect.stringContaining(message) }]);
  expect(problems[0]?.message.length).toBeLessThan(1500);
  expect(digests.size).toBe(text.includes('\n') && line === 2 && text.startsWith('nginx') ? 1 : 0);
});
