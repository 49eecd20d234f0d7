import { groupBy } from '../../json/group-by';
import { atLeast } from '../../kubernetes/kubernetes-version';
import { DEPLOYER_RESOURCES, POD_RESOURCES, partsOfName } from '../../kubernetes/workloads/resources';
import { ADMISSION, POLICY_ENGINES } from './admission-resources';
import { allowsForSome, has, namesOf, type PolicyRule, RBAC, resourcesMeant } from './policy-rule';

/** A permission by which its holder can get more permissions. */
export interface Escalation {
  /** What the holder may do, after the word "may". */
  readonly does: string;
  /** Whether it is about cluster-scoped objects, which a RoleBinding does not grant. */
  readonly isClusterScoped: boolean;
  /** What it gives by itself: everything in its scope, everything if its scope is the cluster, or one step further. */
  readonly leads: 'far' | 'far-in-cluster' | 'on';
  /** Whether it reads secrets or runs code in pods directly. */
  readonly isDirect: boolean;
  /** The weakest built-in role that already has it. */
  readonly heldBy?: 'admin' | 'edit';
}

interface Way extends Partial<Escalation> {
  readonly does: string;
  readonly verbs: readonly string[];
  readonly group: string;
  readonly resources: readonly string[] | 'any';
  /** Whether a rule for named objects gives as much; default: it does not. */
  readonly named?: (name: string) => boolean;
  /** The last version in which it works. */
  readonly until?: string;
}

const WRITE = ['create', 'update', 'patch'];
const CHANGE = ['update', 'patch'];
const WRITE_OR_DELETE = [...WRITE, 'delete', 'deletecollection'];
const WORKLOADS: readonly [group: string, resources: readonly string[]][] = [
  ['', ['pods', 'replicationcontrollers']],
  ['apps', ['deployments', 'daemonsets', 'statefulsets', 'replicasets']],
  ['batch', ['jobs', 'cronjobs']],
];
/** Signers whose certificates the API server accepts for authentication. */
const LOGIN_SIGNERS = [
  'kubernetes.io/kube-apiserver-client',
  'kubernetes.io/kube-apiserver-client-kubelet',
  'kubernetes.io/*',
];

/** The custom resources of a list, by group. */
const byGroup = (names: readonly string[]) =>
  [...groupBy(names.map(partsOfName), ({ group }) => group)].map(([group, parts]) => ({
    group,
    resources: parts.map(({ resource }) => resource),
  }));

const any = () => true;
const onCore = (
  does: string,
  verbs: readonly string[],
  resources: readonly string[],
  rest: Partial<Way> = {},
): Way => ({
  ...{ does, verbs, group: '', resources },
  ...rest,
});

/** The known escalations, the most powerful first. */
const WAYS: readonly Way[] = [
  { does: 'write roles with any permission', verbs: ['escalate'], group: RBAC, resources: ['roles'], named: any },
  {
    does: 'write cluster roles with any permission',
    verbs: ['escalate'],
    group: RBAC,
    resources: ['clusterroles'],
    isClusterScoped: true,
    named: any,
  },
  {
    does: 'bind roles that allow more',
    verbs: ['bind'],
    group: RBAC,
    resources: ['roles', 'clusterroles'],
    named: (name) => ['cluster-admin', 'admin', 'edit'].includes(name),
  },
  onCore('act as another user', ['impersonate'], ['users', 'groups'], {
    isClusterScoped: true,
    named: (name) => name === 'system:masters',
  }),
  onCore('act as another service account', ['impersonate'], ['serviceaccounts'], { heldBy: 'edit' }),
  { does: 'change what the API server admits', verbs: WRITE_OR_DELETE, ...ADMISSION, named: any },
  onCore('run commands on nodes', ['get', 'create'], ['nodes/proxy'], { isClusterScoped: true, named: any }),
  {
    does: 'approve certificates that log in',
    verbs: ['approve', 'sign'],
    group: 'certificates.k8s.io',
    resources: ['signers'],
    isClusterScoped: true,
    named: (name) => LOGIN_SIGNERS.includes(name),
  },
  onCore('read all secrets', ['get', 'list', 'watch'], ['secrets'], {
    leads: 'far-in-cluster',
    isDirect: true,
    heldBy: 'edit',
  }),
  onCore('make tokens of other accounts', ['create'], ['serviceaccounts/token'], { heldBy: 'edit' }),
  onCore('run commands in pods', ['create'], ['pods/exec', 'pods/attach'], { isDirect: true, heldBy: 'edit' }),
  // https://github.com/kubernetes/kubernetes/pull/134577
  onCore('run commands in pods', ['get'], ['pods/exec', 'pods/attach'], {
    until: '1.34',
    isDirect: true,
    heldBy: 'edit',
  }),
  onCore('add containers to running pods', CHANGE, ['pods/ephemeralcontainers'], { isDirect: true }),
  ...WORKLOADS.map(([group, resources]) => ({
    ...{ does: 'create pods', verbs: ['create'], group, resources },
    heldBy: 'edit' as const,
  })),
  ...byGroup(POD_RESOURCES).map((custom) => ({
    ...{ does: 'create pods', verbs: ['create'], heldBy: 'edit' as const },
    ...custom,
  })),
  ...byGroup(DEPLOYER_RESOURCES).map((custom) => ({
    ...{ does: 'deploy objects with the permissions of a controller', verbs: ['create'] },
    ...custom,
  })),
  onCore('create persistent volumes on the disks of nodes', ['create'], ['persistentvolumes'], {
    isClusterScoped: true,
  }),
  onCore('change the labels of namespaces', CHANGE, ['namespaces']),
  ...WORKLOADS.map(([group, resources]) => ({
    ...{ does: 'change pods', verbs: CHANGE, group, resources, leads: 'on' as const },
    heldBy: 'edit' as const,
  })),
  ...POLICY_ENGINES.map((resources) => ({
    ...{ does: 'change admission policies', verbs: WRITE_OR_DELETE, leads: 'on' as const },
    ...resources,
  })),
  onCore('write secrets', WRITE_OR_DELETE, ['secrets'], { leads: 'on', heldBy: 'edit' }),
  onCore('connect to ports of pods', ['create'], ['pods/portforward'], { leads: 'on', heldBy: 'edit' }),
  onCore('connect to ports of pods', ['get'], ['pods/portforward'], { leads: 'on', heldBy: 'edit', until: '1.34' }),
  onCore('connect to pods and services', ['get', ...WRITE, 'delete'], ['pods/proxy', 'services/proxy'], {
    leads: 'on',
    heldBy: 'edit',
  }),
  onCore('change nodes', [...WRITE, 'delete'], ['nodes', 'nodes/status'], { leads: 'on', isClusterScoped: true }),
  onCore('place pods on nodes', ['create'], ['pods/binding', 'bindings'], { leads: 'on' }),
  {
    does: 'write roles and bindings',
    verbs: WRITE,
    group: RBAC,
    resources: ['roles', 'rolebindings'],
    leads: 'on',
    heldBy: 'admin',
  },
  {
    does: 'write cluster roles and their bindings',
    verbs: WRITE,
    group: RBAC,
    resources: ['clusterroles', 'clusterrolebindings'],
    leads: 'on',
    isClusterScoped: true,
  },
  ...[
    ['apiregistration.k8s.io', 'apiservices'],
    ['apiextensions.k8s.io', 'customresourcedefinitions'],
  ].map(([group = '', resource = '']) => ({
    ...{ does: 'extend the API', verbs: WRITE, group, resources: [resource], leads: 'on' as const },
    isClusterScoped: true,
  })),
];

/** Returns the escalations that one rule of a role allows, the most powerful first. */
export function escalationsOf(rule: PolicyRule, kubernetesVersion: string): Escalation[] {
  return WAYS.filter((way) => opens(rule, way, kubernetesVersion)).map(({ does, heldBy, ...way }) => ({
    ...{ does, heldBy, leads: way.leads ?? 'far' },
    ...{ isClusterScoped: way.isClusterScoped ?? false, isDirect: way.isDirect ?? false },
  }));
}

function opens(rule: PolicyRule, way: Way, kubernetesVersion: string): boolean {
  if (way.until !== undefined && !atLeast(way.until, kubernetesVersion)) return false;
  const names = namesOf(rule);
  if (names.length > 0 && !names.some((name) => way.named?.(name))) return false;
  if (!has(rule.apiGroups, way.group)) return false;
  const resources = resourcesMeant(rule, way.group, way.resources);
  return resources.some((resource) => way.verbs.some((verb) => allowsForSome(rule, verb, way.group, resource)));
}
