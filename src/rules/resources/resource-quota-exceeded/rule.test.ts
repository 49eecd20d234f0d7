import { autoscaler } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { Manifest } from '../../../model/manifest';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';

const PLACE = 'ResourceQuota /spec/hard';
const QUOTA = { 'requests.cpu': '8', 'requests.memory': '16Gi', 'limits.cpu': '16', 'limits.memory': '32Gi' };

/** Each pod of the world requests 100m and 64Mi, and is limited to 200m and 64Mi: its two containers do not run together. */
const hard =
  (entries: any, change: (world: World) => void = () => {}) =>
  (world: World): void => {
    world.resourceQuota.spec.hard = { ...QUOTA, ...entries };
    change(world);
  };
const scaled =
  (kind: string, maxReplicas: number) =>
  ({ others }: World): void => {
    others.push(autoscaler(kind));
    others[0].spec.maxReplicas = maxReplicas;
  };
const replicas = (count: number) => (workload: any) => {
  workload.spec.replicas = count;
};

testRule(rule, {
  kinds: ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'],
  valid: {
    'three replicas that fit': { change: hard({ 'requests.cpu': '300m', pods: '3' }), workload: replicas(3) },
    'one replica by default': hard({
      'limits.cpu': '0.2',
      'requests.memory': '64Mi',
      'limits.memory': '65536Ki',
      pods: 1,
    }),
    'no replicas': { change: hard({ pods: '0' }), workload: replicas(0) },
    'in another namespace': hard({ 'requests.cpu': '0' }, ({ resourceQuota, others }) => {
      others.push({ ...structuredClone(resourceQuota), metadata: { name: 'quota', namespace: 'elsewhere' } });
      resourceQuota.spec.hard = { ...QUOTA };
    }),
    'a scope without its pods': hard({}, ({ others, resourceQuota }) => {
      const spec = { hard: { pods: '0' }, scopes: ['Terminating'] };
      others.push({ ...resourceQuota, metadata: { name: 'short', namespace: 'shop' }, spec });
    }),
    'a priority class without its pods': hard({}, ({ others, resourceQuota }) => {
      const matchExpressions = [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }];
      const spec = { hard: { pods: '0' }, scopeSelector: { matchExpressions } };
      others.push({ ...resourceQuota, metadata: { name: 'high', namespace: 'shop' }, spec });
    }),
    'objects of other kinds': hard({ services: '0', 'count/deployments.apps': '0', 'requests.storage': '0' }),
  },
  invalid: {
    'one pod too many': { change: hard({ pods: '2' }), workload: replicas(3), at: [PLACE], mendedBy: 'none' },
    'by a thousandth of a core': { change: hard({ 'requests.cpu': '299m' }), workload: replicas(3), at: [PLACE] },
    'limits of memory': { change: hard({ 'limits.memory': '127Mi' }), workload: replicas(2), at: [PLACE] },
    'an older name': { change: hard({ cpu: '100m' }), workload: replicas(2), at: [PLACE] },
    'the count of pods, in its other form': { change: hard({ 'count/pods': 1 }), workload: replicas(2), at: [PLACE] },
    'null, which is zero': { change: hard({ pods: null }), at: [PLACE] },
    'an init container that needs more than the containers': {
      change: hard({ 'requests.cpu': '500m' }, ({ spec }) => {
        spec.initContainers[0].resources = {
          requests: { cpu: '501m', memory: '64Mi' },
          limits: { cpu: '600m', memory: '64Mi' },
        };
      }),
      at: [PLACE],
    },
    'a sidecar beside the container': {
      change: hard({ 'requests.cpu': '150m' }, ({ spec }) => {
        spec.initContainers[0].restartPolicy = 'Always';
      }),
      at: [PLACE],
    },
    'the overhead of a runtime': {
      change: hard({ 'limits.cpu': '200m', 'requests.cpu': '150m' }, ({ spec, others }) => {
        spec.runtimeClassName = 'sandbox';
        others.push({
          apiVersion: 'node.k8s.io/v1',
          kind: 'RuntimeClass',
          metadata: { name: 'sandbox' },
          handler: 'sandbox',
          overhead: { podFixed: { cpu: '50m' } },
        });
      }),
      at: [PLACE],
    },
    'the resources of the pod': {
      change: hard({ 'requests.cpu': '300m' }, ({ spec }) => {
        spec.resources = { requests: { cpu: '400m' }, limits: { cpu: '1' } };
      }),
      at: [PLACE],
    },
    'the defaults of a LimitRange': {
      change: hard({ 'requests.memory': '127Mi' }, ({ spec }) => {
        delete spec.containers[0].resources.requests.memory;
        spec.containers[0].resources.limits.memory = '128Mi';
      }),
      at: [PLACE],
    },
    'a priority class with its pods': {
      change: hard({}, ({ others, resourceQuota, spec }) => {
        spec.priorityClassName = 'high';
        const matchExpressions = [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }];
        const quota = { hard: { pods: '0' }, scopeSelector: { matchExpressions } };
        others.push({ ...resourceQuota, metadata: { name: 'high', namespace: 'shop' }, spec: quota });
      }),
      at: [PLACE],
    },
  },
});

testRule(rule, {
  kinds: ['Deployment'],
  valid: {
    'an autoscaler at its maximum': hard({ pods: '5' }, scaled('Deployment', 5)),
    'an autoscaler of a workload at zero': {
      change: hard({ pods: '0' }, scaled('Deployment', 5)),
      workload: replicas(0),
    },
  },
  invalid: {
    'an autoscaler above': { change: hard({ pods: '5' }, scaled('Deployment', 6)), workload: replicas(2), at: [PLACE] },
  },
});

testRule(rule, {
  kinds: ['Job', 'CronJob'],
  valid: {
    'one pod': hard({ pods: '1' }),
    suspended: {
      change: hard({ pods: '0' }),
      workload: ({ spec }) => {
        spec.suspend = true;
      },
    },
  },
  invalid: {
    'four at once': {
      change: hard({ pods: '3' }),
      workload: ({ spec }) => {
        (spec.jobTemplate?.spec ?? spec).parallelism = 4;
      },
      at: [PLACE],
    },
    'two completions': {
      change: hard({ pods: '1' }),
      workload: ({ spec }) => {
        Object.assign(spec.jobTemplate?.spec ?? spec, { parallelism: 4, completions: 2 });
      },
      at: [PLACE],
    },
  },
});

testRule(rule, {
  kinds: ['Pod', 'DaemonSet'],
  valid: { one: hard({ pods: '1', 'requests.cpu': '100m' }) },
  invalid: { 'one, of none': { change: hard({ pods: '0' }), at: [PLACE] } },
});

describe('several workloads', () => {
  const spec = (cpu: string) => ({ containers: [{ name: 'web', resources: { requests: { cpu } } }] });
  const quota = (entries: any) => ({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'quota', namespace: 'shop' },
    spec: { hard: entries },
  });
  const deployment = (name: string, count: number, cpu: string, namespace = 'shop') => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: { replicas: count, template: { spec: spec(cpu) } },
  });
  const cronJob = (name: string, schedule: string, cpu: string) => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name, namespace: 'shop' },
    spec: { schedule, jobTemplate: { spec: { template: { spec: spec(cpu) } } } },
  });
  const excess = (...objects: any[]) => {
    const all = ManifestSet.fromManifests(objects.map((json) => Manifest.fromJson(json)));
    const found = rule.check(all, { kubernetesVersion: '1.37', podSecurityLevel: 'restricted' as any });
    return found.map(({ message }) => /maximum: (.*); set/.exec(message)?.[1]);
  };

  test.each<[string, any, any[], string[]]>([
    ['tenths add up exactly', { cpu: '0.3' }, [deployment('a', 1, '0.1'), deployment('b', 1, '0.2')], []],
    [
      'the difference is said',
      { cpu: '3', pods: '10' },
      [deployment('a', 2, '1500m'), deployment('b', 1, '250m')],
      ['cpu by 250m (3250m of 3)'],
    ],
    [
      'those of other namespaces do not count',
      { pods: '1' },
      [deployment('a', 1, '1'), deployment('b', 9, '1', 'b')],
      [],
    ],
    ['one object for two clusters counts once', { pods: '1' }, [deployment('a', 1, '1'), deployment('a', 1, '1')], []],
    [
      'jobs at one time run together',
      { 'requests.cpu': '3' },
      [deployment('a', 1, '1'), cronJob('b', '0 3 * * *', '1'), cronJob('c', '0 3 * * *', '2')],
      ['requests.cpu by 1 (4 of 3)'],
    ],
    [
      'jobs at other times do not',
      { 'requests.cpu': '3' },
      [deployment('a', 1, '1'), cronJob('b', '0 3 * * *', '1'), cronJob('c', '0 4 * * *', '2')],
      [],
    ],
  ])('%s', (_, entries, objects, expected) => {
    expect(excess(quota(entries), ...objects)).toEqual(expected);
  });

  test('memory is written as people write it', () => {
    const web = deployment('web', 3, '1');
    Object.assign(web.spec.template.spec.containers[0]?.resources.requests ?? {}, { memory: '1536Mi' });
    expect(excess(quota({ memory: '4Gi' }), web)).toEqual(['memory by 512Mi (4608Mi of 4Gi)']);
  });

  test('a difference that no unit fits is rounded up', () => {
    const web = deployment('web', 4, '1');
    Object.assign(web.spec.template.spec.containers[0]?.resources.requests ?? {}, { memory: '512Mi' });
    expect(excess(quota({ memory: '1G' }), web)).toEqual(['memory by 1095Mi (2Gi of 1G)']);
  });

  test('a KEDA object has its own maximum', () => {
    const scaledObject = (spec: any) => ({
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { scaleTargetRef: { name: 'web' }, ...spec },
    });
    const web = deployment('web', 1, '1');
    expect(excess(quota({ pods: '10' }), web, scaledObject({ maxReplicaCount: 12 }))).toEqual(['pods by 2 (12 of 10)']);
    expect(excess(quota({ pods: '10' }), web, scaledObject({}))).toEqual(['pods by 90 (100 of 10)']);
  });
});
