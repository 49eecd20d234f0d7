import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const MOUNT = { name: 'data', mountPath: '/data' };
const CLAIM = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };

/** Adds a workload of a custom kind, whose pod is that of the world with some changes. */
function add(world: World, type: [apiVersion: string, kind: string], change: (pod: any, workload: any) => void): void {
  const [apiVersion, kind] = type;
  const { spec, podMetadata, others } = world;
  const template = { metadata: structuredClone(podMetadata), spec: structuredClone(spec) };
  const selector = { matchLabels: template.metadata.labels };
  const workload = { apiVersion, kind, metadata: { name: 'other', namespace: 'shop' }, spec: { selector, template } };
  change(template.spec, workload.spec);
  others.push(workload);
}

const ROLLOUT: [string, string] = ['argoproj.io/v1alpha1', 'Rollout'];
const KRUISE: [string, string] = ['apps.kruise.io/v1beta1', 'StatefulSet'];
const TEMPLATE = '/spec/template/spec';

testRule(rule, {
  kinds: ['Deployment'],
  valid: {
    'a mount of a volume': (world) =>
      add(world, ROLLOUT, (pod) => {
        pod.volumes = [...(pod.volumes ?? []), { name: 'data', emptyDir: { sizeLimit: '1Mi' } }];
        pod.containers[0].volumeMounts = [...(pod.containers[0].volumeMounts ?? []), MOUNT];
      }),
    'a mount of a claim for each pod': (world) =>
      add(world, KRUISE, (pod, workload) => {
        pod.containers[0].volumeMounts = [...(pod.containers[0].volumeMounts ?? []), MOUNT];
        workload.volumeClaimTemplates = [{ metadata: { name: 'data' }, spec: CLAIM }];
      }),
    'a mount of a volume that the kind has beside its pod': (world) =>
      add(world, ROLLOUT, (pod, workload) => {
        pod.containers[0].volumeMounts = [...(pod.containers[0].volumeMounts ?? []), MOUNT];
        workload.storage = { volumes: [{ name: 'data' }] };
      }),
  },
  invalid: {
    'a mount without a volume': {
      change: (world) =>
        add(world, ROLLOUT, (pod) => {
          pod.containers[0].volumeMounts = [MOUNT];
        }),
      at: [`Rollout ${TEMPLATE}/containers/0/volumeMounts/0/name`],
      mendedBy: 'none',
    },
    'a mount of an init container, beside one that is right': {
      change: (world) =>
        add(world, ROLLOUT, (pod) => {
          pod.volumes = [...(pod.volumes ?? []), { name: 'data', emptyDir: { sizeLimit: '1Mi' } }];
          pod.initContainers = [{ ...structuredClone(pod.containers[0]), name: 'first' }];
          for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) delete pod.initContainers[0][probe];
          pod.initContainers[0].volumeMounts = [MOUNT, { name: 'date', mountPath: '/date' }];
        }),
      at: [`Rollout ${TEMPLATE}/initContainers/0/volumeMounts/1/name`],
      mendedBy: 'none',
    },
    'a device without a volume, where a claim has another name': {
      change: (world) =>
        add(world, KRUISE, (pod, workload) => {
          pod.containers[0].volumeDevices = [{ name: 'disk', devicePath: '/dev/xvda' }];
          workload.volumeClaimTemplates = [{ metadata: { name: 'disks' }, spec: CLAIM }];
        }),
      at: [`StatefulSet ${TEMPLATE}/containers/0/volumeDevices/0/name`],
      mendedBy: 'none',
    },
  },
});
