import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const ROOT = { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } };
const NAMESPACE = { downwardAPI: { items: [{ path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } }] } };

/** A projected volume with a token and other sources. */
function token(serviceAccountToken: any, ...others: readonly any[]): any {
  return { name: 'token', projected: { sources: [{ serviceAccountToken }, ...others] } };
}

/** Mounts a volume in a container. */
function mount(volume: any, mountPath: string, list = 'containers') {
  return ({ spec }: World) => {
    spec.volumes = [volume];
    spec[list][0].volumeMounts = [{ name: volume.name, mountPath, readOnly: true }];
  };
}

const PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const AT = '/volumes/0/projected/sources/0/serviceAccountToken';

testRule(rule, {
  valid: {
    'for another service, with an expiry': mount(token({ path: 'token', audience: 'vault' }), '/var/run/vault'),
    "the longest lifetime of the API server's own tokens": mount(
      token({ path: 'token', expirationSeconds: 3607 }, ROOT, NAMESPACE),
      PATH,
    ),
    'as LockedServiceAccount mounts it': mount(
      token({ expirationSeconds: 3600, path: 'token' }, ROOT, NAMESPACE),
      PATH,
    ),
    'for an API server that asks for an audience': mount(
      token({ audience: 'https://api.example.com', expirationSeconds: 600, path: 'token' }, ROOT, NAMESPACE),
      `${PATH}/`,
    ),
    'null for its expiry': mount(token({ path: 'token', audience: 'vault', expirationSeconds: null }), '/tokens'),
    'an empty directory, which prevents a token': mount({ name: 'none', emptyDir: { sizeLimit: '1Mi' } }, PATH),
    'another secret in another place': mount({ name: 'tls', secret: { secretName: 'tls' } }, `${PATH}-tls`),
    'no sources': ({ spec }) => {
      spec.volumes = [{ name: 'none', projected: { sources: null } }];
    },
    'other sources': ({ spec }) => {
      spec.volumes = [{ name: 'settings', projected: { sources: [ROOT, { serviceAccountToken: null }] } }];
    },
  },
  invalid: {
    'one second too long': {
      change: mount(token({ path: 'token', expirationSeconds: 3608 }, ROOT), PATH),
      at: [`${AT}/expirationSeconds`],
      mendedBy: 'none',
    },
    'no audience': {
      change: mount(token({ path: 'token', expirationSeconds: 600 }), '/tokens'),
      at: [`${AT}/audience`],
      mendedBy: 'none',
    },
    'an empty audience, beside settings of its own, and a long life': {
      change: mount(
        token({ path: 'token', audience: '', expirationSeconds: 86_400 }, { configMap: { name: 'settings' } }),
        '/tokens',
      ),
      at: [`${AT}/audience`, `${AT}/expirationSeconds`],
      mendedBy: 'none',
    },
    'null for the audience, in the second source': {
      change: ({ spec }) => {
        spec.volumes = [
          {
            name: 'token',
            projected: { sources: [NAMESPACE, { serviceAccountToken: { path: 'x', audience: null } }] },
          },
        ];
      },
      at: ['/volumes/0/projected/sources/1/serviceAccountToken/audience'],
      mendedBy: 'none',
    },
    'a token from a Secret': {
      change: mount({ name: 'token', secret: { secretName: 'web-token' } }, PATH),
      at: ['/containers/0/volumeMounts/0/mountPath'],
      mendedBy: 'none',
    },
    'the same, by the other name of the directory, in an init container': {
      change: mount(
        { name: 'token', secret: { secretName: 'web-token' } },
        '/run/secrets/kubernetes.io/serviceaccount/',
        'initContainers',
      ),
      at: ['/initContainers/0/volumeMounts/0/mountPath'],
      mendedBy: 'none',
    },
    'the same, in an ephemeral container': {
      change: (world) => {
        mount({ name: 'token', secret: { secretName: 'web-token' } }, '/tokens')(world);
        world.spec.ephemeralContainers = [{ ...structuredClone(world.spec.containers[0]), name: 'debug' }];
        world.spec.ephemeralContainers[0].volumeMounts[0].mountPath = PATH;
      },
      at: ['/ephemeralContainers/0/volumeMounts/0/mountPath'],
      mendedBy: 'none',
    },
    'a volume that the pod does not define': {
      change: ({ spec }) => {
        spec.containers[0].volumeMounts = [{ mountPath: PATH, readOnly: true }, { mountPath: null }];
      },
      at: ['/containers/0/volumeMounts/0/mountPath'],
      mendedBy: 'none',
    },
  },
});
