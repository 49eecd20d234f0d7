import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule as containerRuntimeSocketMount } from '../container-runtime-socket-mount/rule';
import { rule as sensitiveHostPath } from '../sensitive-host-path/rule';
import { rule } from './rule';

/** hostPath volumes, in order. */
function volumes(...paths: readonly any[]) {
  return ({ spec }: World) => {
    spec.volumes = paths.map((path, index) => ({ name: `volume-${index}`, hostPath: { path } }));
  };
}

/** Pointers of the findings, by the index of the volume. */
const at = (...indexes: readonly number[]) => indexes.map((index) => `/volumes/${index}/hostPath/path`);

const SENSITIVE = ['host-path-volume', 'restricted-volume-type', 'sensitive-host-path'];

testRule(rule, {
  plus: [containerRuntimeSocketMount, sensitiveHostPath],
  valid: {
    'a secret in the same place inside the container': ({ spec }) => {
      spec.volumes = [{ name: 'aws', secret: { secretName: 'aws' } }];
      spec.containers[0].volumeMounts = [{ name: 'aws', mountPath: '/root/.aws', readOnly: true }];
    },
    'no path': ({ spec }) => {
      spec.volumes = [{ name: 'data', hostPath: null, persistentVolumeClaim: { claimName: 'data' } }];
    },
  },
  invalid: {
    'the paths themselves': {
      change: volumes('/etc/kubernetes/', '/var/lib/kubelet/pki', '/root/.aws', '/root/.azure', '/root/.config/gcloud'),
      at: at(0, 1, 2, 3, 4),
      also: SENSITIVE,
      mendedBy: 'force',
    },
    'start-up data and homes at the root, which no other rule reports': {
      change: volumes('/var/lib/cloud', '/.aws', '/.azure', '/.config/gcloud'),
      at: at(0, 1, 2, 3),
      also: SENSITIVE.slice(0, 2),
      mendedBy: 'force',
    },
    'paths below': {
      change: volumes('/etc/kubernetes/azure.json', '/home/ann/.aws/credentials', '/home/ann/.config/gcloud/x.db'),
      at: at(0, 1, 2),
      also: SENSITIVE,
      mendedBy: 'force',
    },
    'paths above': {
      change: volumes('/etc', '/home', '/home/ann', '/root', '/var/lib/kubelet', '/var/lib', '/home/ann/.config'),
      at: at(0, 1, 2, 3, 4, 5, 6),
      also: SENSITIVE,
      mendedBy: 'force',
    },
    'the whole node': {
      change: volumes('/'),
      at: at(0),
      also: [...SENSITIVE, 'container-runtime-socket-mount'],
      mendedBy: 'force',
    },
    'with other paths, and names with the same prefix': {
      change: volumes(
        '/etc/kubernetes-old',
        '/home/ann/shop',
        '/root/.config/x',
        '/var/lib/kubelet/pods',
        '/etc/kubernetes',
      ),
      at: at(4),
      also: SENSITIVE,
      mendedBy: 'force',
    },
  },
});
