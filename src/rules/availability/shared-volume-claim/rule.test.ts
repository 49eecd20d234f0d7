import { autoscaler } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const PLACE = '/volumes/0/persistentVolumeClaim/claimName';

const claim =
  (accessModes: any, change: (world: World) => void = () => {}) =>
  (world: World): void => {
    world.spec.volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    world.others.push({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace: 'shop' },
      spec: { accessModes, resources: { requests: { storage: '1Gi' } } },
    });
    change(world);
  };
const replicas = (count: number) => (workload: any) => {
  workload.spec.replicas = count;
};
const last = ({ others }: World) => others.at(-1);
const workload = replicas(3);

testRule(rule, {
  kinds: ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'],
  valid: {
    'one replica': { change: claim(['ReadWriteOnce']), workload: replicas(1) },
    'one by default': claim(['ReadWriteOnce']),
    'for many nodes': { change: claim(['ReadWriteMany']), workload },
    'for many nodes too': { change: claim(['ReadWriteOnce', 'ReadOnlyMany']), workload },
    'no access modes, which the API server refuses': { change: claim(null), workload },
    'a claim that is not in the set': {
      change: claim(['ReadWriteOnce'], (world) => {
        last(world).metadata.name = 'other';
      }),
      workload,
    },
    'a claim of another namespace': {
      change: claim(['ReadWriteOnce'], (world) => {
        last(world).metadata.namespace = 'elsewhere';
      }),
      workload,
    },
    'a claim for each pod': {
      change: claim(['ReadWriteOnce'], ({ spec }) => {
        const template = { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
        spec.volumes = [{ name: 'data', ephemeral: { volumeClaimTemplate: template } }];
      }),
      workload,
    },
  },
  invalid: {
    'three replicas': { change: claim(['ReadWriteOnce']), workload, at: [PLACE], mendedBy: 'none' },
    'one pod at a time': { change: claim(['ReadWriteOncePod']), workload: replicas(2), at: [PLACE] },
    'the second volume': {
      change: claim(['ReadWriteOnce'], ({ spec }) => {
        spec.volumes.unshift({ name: 'cache', emptyDir: { sizeLimit: '1Gi' } });
      }),
      workload,
      at: ['/volumes/1/persistentVolumeClaim/claimName'],
    },
  },
});

testRule(rule, {
  kinds: ['Deployment'],
  valid: {
    'an autoscaler for another': claim(['ReadWriteOnce'], ({ others }) => {
      others.push({ ...autoscaler('StatefulSet') });
    }),
  },
  invalid: {
    'an autoscaler that adds pods': {
      change: claim(['ReadWriteOnce'], ({ others }) => {
        others.push(autoscaler());
      }),
      at: [PLACE],
    },
  },
});

testRule(rule, {
  kinds: ['StatefulSet'],
  valid: {
    'a claim template of the name': {
      change: claim(['ReadWriteOnce']),
      workload: ({ spec }) => {
        Object.assign(spec, {
          replicas: 3,
          volumeClaimTemplates: [
            {
              metadata: { name: 'data' },
              spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
            },
          ],
        });
      },
    },
  },
  invalid: {
    'a claim template of another name': {
      change: claim(['ReadWriteOnce']),
      workload: ({ spec }) => {
        Object.assign(spec, {
          replicas: 3,
          volumeClaimTemplates: [
            {
              metadata: { name: 'logs' },
              spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
            },
          ],
        });
      },
      at: [PLACE],
    },
  },
});

testRule(rule, {
  kinds: ['DaemonSet'],
  valid: { 'for many nodes': claim(['ReadOnlyMany']) },
  invalid: { 'for one node': { change: claim(['ReadWriteOnce']), at: [PLACE] } },
});
