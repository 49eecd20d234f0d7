import type { Grant } from './grant-check';

/** Resources of one API group. */
type Resources = readonly [group: string, ...resources: string[]];

const READ = ['get', 'list', 'watch'];
const CHANGE = ['create', 'update', 'patch', 'delete'];

const WORKLOADS: readonly Resources[] = [
  ['', 'pods', 'pods/status', 'replicationcontrollers'],
  ['apps', 'deployments', 'deployments/scale', 'statefulsets', 'statefulsets/scale', 'daemonsets', 'replicasets'],
  ['apps', 'controllerrevisions'],
  ['batch', 'jobs', 'cronjobs'],
  ['autoscaling', 'horizontalpodautoscalers'],
  ['policy', 'poddisruptionbudgets'],
];
const NETWORK: readonly Resources[] = [
  ['', 'services', 'endpoints'],
  ['discovery.k8s.io', 'endpointslices'],
  ['networking.k8s.io', 'ingresses', 'networkpolicies'],
];
const LIMITS: readonly Resources[] = [
  ['', 'resourcequotas', 'limitranges', 'serviceaccounts', 'persistentvolumeclaims'],
  ['', 'events'],
  ['events.k8s.io', 'events'],
];
const CONFIGURATION: readonly Resources[] = [['', 'configmaps']];
const RBAC: readonly Resources[] = [['rbac.authorization.k8s.io', 'roles', 'rolebindings']];
const DEVELOPED: readonly Resources[] = [
  ['', 'configmaps'],
  ['apps', 'deployments'],
  ['batch', 'jobs', 'cronjobs'],
  ['autoscaling', 'horizontalpodautoscalers'],
];
const ADMINISTERED: readonly Resources[] = [
  ['', 'services', 'persistentvolumeclaims'],
  ['apps', 'statefulsets', 'daemonsets'],
  ['networking.k8s.io', 'ingresses'],
  ['policy', 'poddisruptionbudgets'],
];

/** What an auditor may do: read how the namespace is secured, and neither its data nor its logs. */
export const AUDITOR = rulesOf(READ, [...WORKLOADS, ...NETWORK, ...LIMITS, ...RBAC]);

/** What a viewer may do: read all but Secrets and logs. */
export const VIEWER = rulesOf(READ, [...WORKLOADS, ...NETWORK, ...LIMITS, ...CONFIGURATION]);

/** What a developer may do: what a viewer may, read logs, deploy, restart pods and scale. */
export const DEVELOPER = [
  ...VIEWER,
  ...rulesOf(['get'], [['', 'pods/log']]),
  ...rulesOf(['delete'], [['', 'pods']]),
  ...rulesOf(['update', 'patch'], [['apps', 'deployments/scale', 'statefulsets/scale']]),
  ...rulesOf(CHANGE, DEVELOPED),
];

/** What an administrator of a namespace may do: what a developer may, and change the rest of its workloads, but not who may do what. */
export const ADMIN = [
  ...DEVELOPER,
  ...rulesOf(['create'], [['', 'pods/eviction']]),
  ...rulesOf(READ, RBAC),
  ...rulesOf(CHANGE, ADMINISTERED),
];

/** A resource that is read by `list` and `watch`, and a scale, which is not. */
function rulesOf(verbs: readonly string[], resources: readonly Resources[]): Grant[] {
  return resources.flatMap(([group, ...names]) => {
    const whole = names.filter((name) => !name.includes('/'));
    const parts = names.filter((name) => name.includes('/'));
    const partVerbs = verbs.filter((verb) => verb !== 'list' && verb !== 'watch');
    return [
      ...(whole.length > 0 ? [{ apiGroups: [group], resources: whole, verbs: [...verbs] }] : []),
      ...(parts.length > 0 ? [{ apiGroups: [group], resources: parts, verbs: partVerbs }] : []),
    ];
  });
}
