import { App, Chart, Testing } from 'cdk8s';
import {
  AnonymousLockdown,
  type AnonymousLockdownProps,
  Aspects,
  HardeningChecks,
  ImageAuthority,
  ImageSignaturePolicy,
  type ImageSignaturePolicyProps,
  IsolatedNamespace,
  type SigningIdentity,
} from 'cdk8s-hardened';

function judgedChart(namespace?: string): Chart {
  const app = new App();
  Aspects.of(app).add(new HardeningChecks());
  return new Chart(app, 'chart', { namespace });
}

describe('ImageSignaturePolicy', () => {
  const issuer = 'https://token.actions.githubusercontent.com';
  const subject = 'https://github.com/acme/shop/.github/workflows/release.yml@refs/heads/main';
  const ci = ImageAuthority.keyless('ci', { identities: [{ issuer, subject }] });
  const made = (props: Partial<ImageSignaturePolicyProps> = {}) => {
    const chart = judgedChart('shop');
    const shop = new IsolatedNamespace(chart, 'namespace');
    const usual = { images: ['ghcr.io/acme/**'], authorities: [ci], namespaces: [shop] };
    new ImageSignaturePolicy(chart, 'signatures', { ...usual, ...props });
    return Testing.synth(chart);
  };
  const find = (objects: any[], kind: string) => objects.find((each) => each.kind === kind);
  const authorityOf = (authority: ImageAuthority) =>
    find(made({ authorities: [authority] }), 'ClusterImagePolicy').spec.authorities[0];

  test('it is enforced, in the namespaces that it names', () => {
    const objects = made();
    const { apiVersion, metadata, spec } = find(objects, 'ClusterImagePolicy');
    expect(apiVersion).toBe('policy.sigstore.dev/v1beta1');
    expect(metadata).toEqual({ name: 'require-signed-images' });
    expect(spec).toEqual({
      mode: 'enforce',
      images: [{ glob: 'ghcr.io/acme/**' }],
      authorities: [
        {
          name: 'ci',
          keyless: { url: 'https://fulcio.sigstore.dev', identities: [{ issuer, subject }] },
          ctlog: { url: 'https://rekor.sigstore.dev' },
        },
      ],
    });
    expect(find(objects, 'Namespace').metadata.labels['policy.sigstore.dev/include']).toBe('true');
  });

  test('an image that no policy names is refused, unless another decides', () => {
    const settings = find(made(), 'ConfigMap');
    expect(settings).toMatchObject({
      metadata: { name: 'config-policy-controller', namespace: 'cosign-system' },
      data: { 'no-match-policy': 'deny' },
    });
    expect(find(made({ refusesOthers: false }), 'ConfigMap')).toBeUndefined();
  });

  test('keys are given, or named in a Secret or a key management service', () => {
    const pem = '-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n';
    expect(authorityOf(ImageAuthority.publicKey('k', pem)).key).toEqual({ data: pem, hashAlgorithm: 'sha256' });
    expect(authorityOf(ImageAuthority.keyOfSecret('k', 'cosign')).key.secretRef).toEqual({ name: 'cosign' });
    for (const kms of ['gcpkms://projects/a', 'awskms:///arn:aws:kms:eu-central-1:1:key/a', 'hashivault://a'])
      expect(authorityOf(ImageAuthority.keyOfKms('k', kms)).key.kms).toBe(kms);
    expect(authorityOf(ImageAuthority.refuse('old', 'this registry is closed'))).toEqual({
      name: 'old',
      static: { action: 'fail', message: 'this registry is closed' },
    });
  });

  test('statements about an image have to be signed too', () => {
    const attestations = [
      { name: 'provenance', predicateType: 'slsaprovenance' },
      { name: 'scan', predicateType: 'vuln', cue: 'before: time.Time' },
    ];
    expect(authorityOf(ImageAuthority.keyOfSecret('k', 'cosign', { attestations })).attestations).toEqual([
      { name: 'provenance', predicateType: 'slsaprovenance' },
      { name: 'scan', predicateType: 'vuln', policy: { type: 'cue', data: 'before: time.Time' } },
    ]);
  });

  const wrong: [props: Partial<ImageSignaturePolicyProps>, message: string][] = [
    [{ images: [] }, 'is for no image'],
    [{ images: ['ghcr.io/acme/app@sha256*'] }, 'which policy-controller refuses'],
    [{ images: ['*'] }, 'which stands for images of Docker Hub alone; write "**" for all'],
    [{ images: ['*/*'] }, 'which stands for images of Docker Hub alone'],
    [{ images: ['nginx*'] }, 'for Docker Hub as "index.docker.io/library/nginx*"'],
    [{ images: ['acme/app*'] }, 'for Docker Hub as "index.docker.io/acme/app*"'],
    [{ images: ['docker.io/acme/**'] }, 'write "index.docker.io/acme/**"'],
    [{ images: ['ghcr.io/acme/app'] }, 'which fits no image with a digest; write "ghcr.io/acme/app*"'],
    [{ images: ['ghcr.io/acme/app:v1'] }, 'which fits no image with a digest; write "ghcr.io/acme/app*"'],
    [{ authorities: [] }, 'has no authority, so that every image would pass'],
    [{ authorities: [ci, ci] }, 'has the authority "ci" twice'],
    [{ authorities: [ci, ImageAuthority.refuse('no', 'closed')] }, 'make it a policy of its own'],
    [{ namespaces: [] }, 'checks no namespace'],
    [{ name: 'Signed Images' }, 'which no object can have'],
  ];
  test.each(wrong)('refused: %j', (props, message) => {
    expect(() => made(props)).toThrow(message);
  });

  test('refused: a namespace that policy-controller needs itself', () => {
    for (const namespace of ['kube-system', 'cosign-system']) {
      const chart = new Chart(new App(), 'chart', { namespace });
      const namespaces = [new IsolatedNamespace(chart, 'namespace')];
      const props = { images: ['**'], authorities: [ci], namespaces };
      expect(() => new ImageSignaturePolicy(chart, 'signatures', props)).toThrow(`checks the namespace "${namespace}"`);
    }
  });

  const identities: [identity: SigningIdentity, message: string][] = [
    [{ issuer }, 'has an identity with not one of subject and subjectRegExp'],
    [{ subject }, 'has an identity with not one of issuer and issuerRegExp'],
    [{ issuer, issuerRegExp: '^a$', subject }, 'has an identity with not one of issuer and issuerRegExp'],
    [{ issuer: ' ', subject }, 'has an empty issuer'],
    [{ issuer, subjectRegExp: '.*' }, 'which fits a part of a text'],
    [{ issuer, subjectRegExp: 'github.com/acme/.+' }, 'which fits a part of a text'],
    [{ issuer, subjectRegExp: '^.*$' }, 'which every subject fits'],
    [{ issuer, subjectRegExp: '^https://[^ ]+$' }, 'which every subject fits'],
    [{ issuer, subjectRegExp: '^(a$' }, 'which is no regular expression'],
  ];
  test.each(identities)('refused identity: %j', (identity, message) => {
    expect(() => ImageAuthority.keyless('ci', { identities: [identity] })).toThrow(message);
  });

  test('an expression for the repositories of one owner is taken', () => {
    const identity = {
      issuer,
      subjectRegExp: '^https://github\\.com/acme/[^/]+/\\.github/workflows/release\\.yml@.+$',
    };
    expect(authorityOf(ImageAuthority.keyless('ci', { identities: [identity] })).keyless.identities).toEqual([
      identity,
    ]);
  });

  test.each<[what: string, make: () => unknown, message: string]>([
    ['no identity', () => ImageAuthority.keyless('ci', { identities: [] }), 'so that anyone could sign'],
    [
      'a log without TLS',
      () => ImageAuthority.keyless('ci', { identities: [{ issuer, subject }], rekorUrl: 'http://rekor' }),
      'begin it with "https://"',
    ],
    ['a private key', () => ImageAuthority.publicKey('k', '-----BEGIN EC PRIVATE KEY-----'), 'give the public one'],
    ['no key', () => ImageAuthority.publicKey('k', 'MFkw'), 'has no public key in PEM'],
    ['a key of nowhere', () => ImageAuthority.keyOfKms('k', 'kms://a'), 'begin it with "awskms:///arn:"'],
    ['an AWS key by id', () => ImageAuthority.keyOfKms('k', 'awskms:///1234'), 'begin it with "awskms:///arn:"'],
    ['a Secret that cannot be', () => ImageAuthority.keyOfSecret('k', 'A b'), 'no name of an object'],
    ['no message', () => ImageAuthority.refuse('no', ''), 'say why'],
    [
      'an unknown statement',
      () => ImageAuthority.keyOfSecret('k', 'a', { attestations: [{ name: 'a', predicateType: 'sbom' }] }),
      'use one of slsaprovenance',
    ],
  ])('refused authority: %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('AnonymousLockdown', () => {
  const made = (props: AnonymousLockdownProps) => {
    const chart = judgedChart('shop');
    new AnonymousLockdown(chart, 'lockdown', props);
    return Testing.synth(chart);
  };

  test('health paths stay where probes are anonymous; the version does not', () => {
    const [role] = made({ allowsProbes: true });
    expect(role).toMatchObject({ kind: 'ClusterRole', metadata: { name: 'system:public-info-viewer' } });
    expect(role.rules).toEqual([{ nonResourceURLs: ['/healthz', '/livez', '/readyz'], verbs: ['get'] }]);
  });

  test('nothing stays where no probe is anonymous', () => {
    const [binding] = made({ allowsProbes: false });
    expect(binding).toMatchObject({
      kind: 'ClusterRoleBinding',
      metadata: { name: 'system:public-info-viewer' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:public-info-viewer' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:authenticated' }],
    });
    expect(binding.subjects).toHaveLength(1);
  });

  test('no one reads cluster-info, unless nodes join by it', () => {
    expect(made({ allowsProbes: true })[1]).toEqual({
      ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding' },
      metadata: { name: 'kubeadm:bootstrap-signer-clusterinfo', namespace: 'kube-public' },
      roleRef: {
        ...{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'kubeadm:bootstrap-signer-clusterinfo' },
      },
      subjects: [],
    });
    expect(made({ allowsProbes: true, joinsByToken: true })).toHaveLength(1);
  });

  test('the API server does not add again what is missing, and the objects are of no namespace of the chart', () => {
    for (const allowsProbes of [true, false]) {
      const [object] = made({ allowsProbes });
      expect(object.metadata.annotations).toEqual({ 'rbac.authorization.kubernetes.io/autoupdate': 'false' });
      expect(object.metadata.namespace).toBeUndefined();
    }
  });

  test('refused: without a word about probes', () => {
    expect(() => made({} as any)).toThrow('does not say whether probes are anonymous; set allowsProbes');
  });
});
