import { TODAY, testRule } from '../../../../test/support/rule-tester';
import { Profile } from '../../../engine/profile';
import { HardenMode, harden } from '../../../harden/harden';
import { Manifest } from '../../../model/manifest';
import { rule } from './rule';

/** Adds an ephemeral container. */
function debug(spec: any): any {
  const container = { ...structuredClone(spec.containers[0]), name: 'debug' };
  spec.ephemeralContainers = [container];
  return container;
}

testRule(rule, {
  valid: {
    false: ({ spec }) => {
      spec.containers[0].securityContext.privileged = false;
    },
    null: ({ spec }) => {
      spec.containers[0].securityContext.privileged = null;
    },
    'on the pod, where there is no such field': {
      change: ({ spec }) => {
        spec.securityContext.privileged = true;
      },
      also: ['unknown-field'],
    },
  },
  invalid: {
    'on a container': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.privileged = true;
      },
      at: ['/containers/0/securityContext/privileged'],
      mendedBy: 'force',
    },
    'on an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].securityContext.privileged = true;
      },
      at: ['/initContainers/0/securityContext/privileged'],
      mendedBy: 'force',
    },
    'on an ephemeral container': {
      change: ({ spec }) => {
        debug(spec).securityContext.privileged = true;
      },
      at: ['/ephemeralContainers/0/securityContext/privileged'],
      mendedBy: 'force',
    },
    'on Windows': {
      windows: true,
      change: ({ spec }) => {
        spec.containers[0].securityContext.privileged = true;
      },
      at: ['/containers/0/securityContext/privileged'],
      mendedBy: 'force',
    },
    'in a user namespace': {
      change: ({ spec }) => {
        spec.hostUsers = false;
        spec.containers[0].securityContext.privileged = true;
      },
      at: ['/containers/0/securityContext/privileged'],
      mendedBy: 'force',
    },
    'on a container with Bidirectional mounts': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
        spec.containers[0].volumeMounts = [{ name: 'data', mountPath: '/data', mountPropagation: 'Bidirectional' }];
        spec.containers[0].securityContext.privileged = true;
      },
      at: ['/containers/0/securityContext/privileged'],
      mendedBy: 'force',
    },
  },
});

test('the fix also removes Bidirectional mounts, which the API server allows only in privileged containers', () => {
  const volumeMounts = [
    { name: 'a', mountPath: '/a', mountPropagation: 'HostToContainer' },
    { name: 'b', mountPath: '/b', mountPropagation: 'Bidirectional' },
  ];
  const pod = (container: any) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'web', ...container }] },
  });
  const manifest = Manifest.fromJson(pod({ securityContext: { privileged: true }, volumeMounts }));
  const profile = new Profile('test', { rules: [rule] });
  const mended = harden([manifest], [manifest], { profile, mode: HardenMode.FORCE, today: TODAY }).get(manifest);
  expect(mended?.manifest.json).toEqual(
    pod({ securityContext: {}, volumeMounts: [volumeMounts[0], { name: 'b', mountPath: '/b' }] }),
  );
});
