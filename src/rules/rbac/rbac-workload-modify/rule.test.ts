import { boundInOneNamespace, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const on = (group: string, ...resources: string[]) => ({ apiGroups: [group], resources, verbs: ['update'] });
const ROLE = ['Role /rules/0/resources'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/resources'];

const OWN: readonly (readonly [group: string, resource: string])[] = [
  ['', 'pods'],
  ['', 'replicationcontrollers'],
  ['apps', 'deployments'],
  ['apps', 'daemonsets'],
  ['apps', 'statefulsets'],
  ['apps', 'replicasets'],
  ['batch', 'jobs'],
  ['batch', 'cronjobs'],
  ['argoproj.io', 'rollouts'],
  ['apps.openshift.io', 'deploymentconfigs'],
  ['argoproj.io', 'workflows'],
  ['argoproj.io', 'cronworkflows'],
  ['argoproj.io', 'applications'],
  ['argoproj.io', 'applicationsets'],
  ['tekton.dev', 'taskruns'],
  ['tekton.dev', 'pipelineruns'],
  ['kubevirt.io', 'virtualmachines'],
  ['jobset.x-k8s.io', 'jobsets'],
  ['kustomize.toolkit.fluxcd.io', 'kustomizations'],
  ['helm.toolkit.fluxcd.io', 'helmreleases'],
  ['serving.knative.dev', 'services'],
  ['batch.volcano.sh', 'jobs'],
  ['ray.io', 'rayjobs'],
  ['kubeflow.org', 'pytorchjobs'],
  ['operators.coreos.com', 'subscriptions'],
  ['argoproj.io', 'workflowtemplates'],
  ['tekton.dev', 'tasks'],
];

testRule(rule, {
  valid: {
    'to read': grant('role', { ...on('apps', 'deployments'), verbs: ['get', 'list', 'watch'] }),
    'their scale and status': grant(
      'role',
      on('apps', 'deployments/scale', 'deployments/status', 'statefulsets/scale'),
    ),
    'subresources of pods': grant('role', on('', 'pods/eviction', 'pods/status')),
    'templates, which make no pod': grant('role', on('', 'podtemplates')),
    'the right name in another group': grant('role', on('apps', 'pods', 'jobs')),
    '§4.42: the singular, which is no resource': grant('role', on('apps', 'deployment', 'statefulset', 'daemonset')),
    'a custom resource that is not in the option': grant('role', on('example.com', 'rollouts')),
  },
  invalid: {
    ...Object.fromEntries(
      OWN.map(([group, resource]) => [
        `${resource} of "${group}"`,
        { change: grant('role', on(group, resource)), at: ROLE },
      ]),
    ),
    'in the whole cluster': { change: grant('clusterRole', on('batch', 'jobs')), at: CLUSTER_ROLE },
    'bound in one namespace': {
      change: grant('clusterRole', on('batch', 'jobs'), boundInOneNamespace),
      at: CLUSTER_ROLE,
    },
    'not bound to a subject': { change: grant('role', on('batch', 'jobs'), unbound), at: ROLE, severity: 'medium' },
    'patch by name': {
      change: grant('role', { ...on('apps', 'deployments'), verbs: ['patch'], resourceNames: ['web'] }),
      at: ROLE,
      severity: 'low',
    },
    patch: { change: grant('role', { ...on('apps', 'deployments'), verbs: ['patch'] }), at: ROLE },
    'a custom resource in any group': {
      change: grant('role', on('*', 'workflows')),
      at: ROLE,
      also: ['rbac-wildcard-api-group'],
    },
    'every resource of a custom group': {
      change: grant('role', on('tekton.dev', '*')),
      at: ROLE,
      also: ['rbac-wildcard-resource'],
    },
    'every resource of a group': {
      change: grant('role', on('apps', '*')),
      at: ROLE,
      also: ['rbac-wildcard-resource'],
    },
  },
});

describe('with resources of its own', () => {
  testRule(rule, {
    options: { workloadResources: ['widgets.example.com'] },
    valid: { 'one that is no longer named': grant('role', on('argoproj.io', 'rollouts')) },
    invalid: {
      'one of the option': { change: grant('role', on('example.com', 'widgets')), at: ROLE },
      "Kubernetes' own": { change: grant('role', on('apps', 'deployments')), at: ROLE },
    },
  });
});
