import { ApiObject, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { SecretRef } from '../../src/index';
import { CLASSES, IMAGE, KINDS, newChart, objectOf, podOf, refusalOf, specOf } from '../support/workloads';

const named = SecretRef.fromSecretName('web-tls');

/** The volume that a pod has at a path, and the mount of its first container. */
function at(pod: any, path: string): { readonly volume: any; readonly mount: any } {
  const mount = pod.containers[0].volumeMounts.find(({ mountPath }: any) => mountPath === path);
  const { name: _, ...volume } = pod.volumes.find(({ name }: any) => name === mount.name);
  return { volume, mount };
}

describe.each(KINDS)('a secret of a %s', (kind) => {
  test('is files that all containers of the pod can read and none can write', () => {
    const { volume, mount } = at(specOf(kind, { secrets: [{ secret: named, path: '/etc/tls' }] }), '/etc/tls');
    expect(volume).toEqual({ secret: { secretName: 'web-tls', defaultMode: 0o444 } });
    expect(mount).toEqual({ mountPath: '/etc/tls', name: 'secret-etc-tls', readOnly: true });
  });

  test('is for the group alone where the pod has a group for its files', () => {
    const props = { securityContext: { fsGroup: 2000 }, secrets: [{ secret: named, path: '/etc/tls' }] };
    expect(at(specOf(kind, props), '/etc/tls').volume.secret.defaultMode).toBe(0o440);
  });

  test('has the mode and the files that are asked for', () => {
    const secrets = [{ secret: named, path: '/etc/tls', mode: 0o644, files: { 'tls.crt': 'server/cert.pem' } }];
    expect(at(specOf(kind, { secrets }), '/etc/tls').volume.secret).toEqual({
      secretName: 'web-tls',
      defaultMode: 0o644,
      items: [{ key: 'tls.crt', path: 'server/cert.pem' }],
    });
  });

  test('is for every container, whenever it comes, or for those that are named', () => {
    const mountsOf = (each: any) => (each.volumeMounts ?? []).map(({ mountPath }: any) => mountPath);
    const pod = specOf(
      kind,
      {
        sidecars: [{ name: 'proxy', image: IMAGE }],
        secrets: [
          { secret: named, path: '/all' },
          { secret: named, path: '/some', containers: ['proxy', 'late'] },
        ],
      },
      (web) => web.addContainer({ name: 'late', image: IMAGE }),
    );
    expect(mountsOf(pod.containers[0])).toEqual(['/all', '/tmp']);
    expect(mountsOf(pod.containers[1])).toEqual(['/all', '/some', '/tmp']);
    expect(mountsOf(pod.initContainers[0])).toEqual(['/all', '/some', '/tmp']);
  });

  test('may stand at one path for one container, and another there for another', () => {
    const pod = specOf(kind, {
      sidecars: [{ name: 'proxy', image: IMAGE }],
      secrets: [
        { secret: named, path: '/tls', containers: ['main'] },
        { secret: SecretRef.fromSecretName('proxy-tls'), path: '/tls', containers: ['proxy'] },
      ],
    });
    expect(pod.volumes.map((volume: any) => volume.secret?.secretName)).toEqual(['web-tls', 'proxy-tls', undefined]);
  });

  test.each<[string, any]>([
    ['mode 0400 lets only root read the secret at "/tls"; give 0o444, or 0o440 and an fsGroup', { mode: 0o400 }],
    ['mode 0440 lets only root read', { mode: 0o440 }],
    ['mode 1024 of the secret at "/tls" is invalid; give one such as 0o440', { mode: 1024 }],
    ['mode -1 of the secret', { mode: -1 }],
    ['files of secret "web-tls" is empty; name one, or leave it out for all', { files: {} }],
    ['secret "web-tls" has no key "a/b"; name one of its keys', { files: { 'a/b': 'c' } }],
    ['file "../key" of secret "web-tls" leaves its folder; give a path below it', { files: { key: '../key' } }],
    ['file "/key" of secret "web-tls" leaves its folder', { files: { key: '/key' } }],
    ['there is no container "side"; name one of "main"', { containers: ['side'] }],
    ['path "tls" must be absolute, below "/", without ".." and ":"', { path: 'tls' }],
  ])('is refused: %s', (message, mount) => {
    expect(refusalOf(kind, { secrets: [{ secret: named, path: '/tls', ...mount }] })).toContain(message);
  });

  test('of which two stand at one path is refused, not lost', () => {
    const secrets = [
      { secret: named, path: '/tls' },
      { secret: SecretRef.fromSecretName('other'), path: '/tls/' },
    ];
    expect(refusalOf(kind, { secrets })).toContain('container "main" has two volumes at "/tls"');
    expect(refusalOf(kind, { secrets: secrets.slice(0, 1), writablePaths: ['/tls'] })).toContain(
      '"/tls" is one of writablePaths and has another volume',
    );
  });

  test('may have any mode where the pod has a group, which the kubelet lets read', () => {
    const secrets = [{ secret: named, path: '/tls', mode: 0o400 }];
    const pod = specOf(kind, { securityContext: { fsGroup: 2000 }, secrets });
    expect(at(pod, '/tls').volume.secret.defaultMode).toBe(0o400);
  });
});

describe('a SecretRef', () => {
  const { make } = CLASSES.Deployment;
  const volumeOf = (chart: any) => at(podOf(objectOf(chart, 'Deployment')), '/s').volume;

  test('of a Secret of the app, or of one that is imported', () => {
    const chart = newChart();
    const secret = new kplus.Secret(chart, 'secret', { stringData: {} });
    make(chart, 'web', { secrets: [{ secret: SecretRef.fromSecret(secret), path: '/s' }] });
    expect(volumeOf(chart).secret.secretName).toBe(secret.name);

    const other = newChart();
    const imported = kplus.Secret.fromSecretName(other, 'imported', 'from-elsewhere');
    make(other, 'web', { secrets: [{ secret: SecretRef.fromSecret(imported), path: '/s' }] });
    expect(volumeOf(other).secret.secretName).toBe('from-elsewhere');
  });

  test.each([
    ['external-secrets.io/v1', { target: { name: 'made' } }],
    ['external-secrets.io/v1beta1', {}],
  ])('of an ExternalSecret of %s is the Secret that it makes', (apiVersion, spec: any) => {
    const chart = newChart();
    const external = new ApiObject(chart, 'external', { apiVersion, kind: 'ExternalSecret', spec });
    make(chart, 'web', { secrets: [{ secret: SecretRef.fromExternalSecret(external), path: '/s' }] });
    expect(volumeOf(chart).secret.secretName).toBe(spec.target?.name ?? external.name);
  });

  test('of an ExternalSecret that is patched later follows it', () => {
    const chart = newChart();
    const external = new ApiObject(chart, 'external', { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret' });
    make(chart, 'web', { secrets: [{ secret: SecretRef.fromExternalSecret(external), path: '/s' }] });
    external.addJsonPatch(JsonPatch.add('/spec', { target: { name: 'late' } }));
    expect(volumeOf(chart).secret.secretName).toBe('late');
  });

  test('of something else than an ExternalSecret is refused', () => {
    const chart = newChart();
    const object = new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap' });
    expect(() => SecretRef.fromExternalSecret(object)).toThrow('"shop/map" is a ConfigMap; give an ExternalSecret');
  });

  test('of a SecretProviderClass is mounted by its driver', () => {
    const secrets = [{ secret: SecretRef.fromSecretProviderClass('vault'), path: '/s' }];
    const { volume, mount } = at(specOf('Deployment', { secrets }), '/s');
    expect(volume).toEqual({
      csi: {
        driver: 'secrets-store.csi.k8s.io',
        readOnly: true,
        volumeAttributes: { secretProviderClass: 'vault' },
      },
    });
    expect(mount.readOnly).toBe(true);
  });

  test('of a SecretProviderClass takes neither files nor a mode, which are its driver’s', () => {
    const secret = SecretRef.fromSecretProviderClass('vault');
    expect(refusalOf('Deployment', { secrets: [{ secret, path: '/s', files: { a: 'b' } }] })).toContain(
      'SecretProviderClass "vault" names its own files; leave out files',
    );
    expect(refusalOf('Deployment', { secrets: [{ secret, path: '/s', mode: 0o444 }] })).toContain(
      'the secret at "/s" has the mode that its driver gives it; leave out mode',
    );
  });

  test.each(['', 'Web', 'a b', 'a..b', '-a', 'a-', 'a'.repeat(64), '.'])(
    'has a name that is one: %j is none',
    (name) => {
      expect(() => SecretRef.fromSecretName(name)).toThrow(
        `secret name "${name}" is not the name of an object; give one`,
      );
      expect(() => SecretRef.fromSecretProviderClass(name)).toThrow(
        'of a SecretProviderClass is not the name of an object; give one',
      );
    },
  );

  test('may have dots in its name', () => {
    expect(() => SecretRef.fromSecretName('web.example.com')).not.toThrow();
  });

  test('of another namespace is refused: no pod could mount it', () => {
    const chart = newChart();
    const secret = new kplus.Secret(chart, 'secret', { metadata: { namespace: 'bank' } });
    make(chart, 'web', { secrets: [{ secret: SecretRef.fromSecret(secret), path: '/s' }] });
    expect(() => Testing.synth(chart)).toThrow(
      'the secret at "/s" is in namespace "bank", and pods of "shop" cannot mount it; copy it',
    );
  });
});
