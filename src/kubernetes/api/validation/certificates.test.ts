import { problemsWith } from '../../../../test/support/kubernetes';

const REQUEST = {
  apiVersion: 'certificates.k8s.io/v1',
  kind: 'CertificateSigningRequest',
  metadata: { name: 'web' },
  spec: { request: 'eA==', signerName: 'kubernetes.io/kube-apiserver-client', usages: ['client auth'] },
};

test.each([
  ['spec.signerName', 'example.com/web', []],
  [
    'spec.signerName',
    'web',
    ['/spec/signerName: is "web"; must be a signer such as "kubernetes.io/kube-apiserver-client"'],
  ],
  [
    'spec.signerName',
    'kubernetes.io/legacy-unknown',
    [
      '/spec/signerName: is "kubernetes.io/legacy-unknown"; must be a signer such as "kubernetes.io/kube-apiserver-client"',
    ],
  ],
  ['spec.usages', [], ['/spec/usages: is missing; must be set']],
  ['spec.usages', ['client auth', 'client auth'], ['/spec/usages: has a usage twice; must be unique']],
  ['spec.expirationSeconds', 599, ['/spec/expirationSeconds: is 599; must be at least 600']],
])('%s %j', (place, value, expected) => {
  expect(problemsWith(REQUEST, place, value)).toEqual(expected);
});
