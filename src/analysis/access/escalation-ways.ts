import { groupBy } from '../../json/group-by';
import { DEPLOYER_RESOURCES, POD_RESOURCES, partsOfName } from '../../kubernetes/workloads/resources';
import { ADMISSION, POLICY_ENGINES } from './admission-resources';
import { RBAC } from './policy-rule';

/**
 * What an escalation gives to its holder in the scope of the grant: everything, a node, all secrets, the permissions of any
 * account, or those of the accounts whose tokens are in running pods.
 */
export type Opening = 'everything' | 'node' | 'secrets' | 'accounts' | 'pods';

/** A permission beside another one: one of the verbs on one of the resources. */
export interface Need {
  readonly verbs: readonly string[];
  readonly group: string;
  readonly resources: readonly string[];
}

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
  /** What is a step of a path by itself. Default: it only helps other permissions. */
  readonly opens?: Opening;
  /** What its holder must be allowed as well to use it. Default: nothing. */
  readonly needs?: readonly Need[];
}

/** One known escalation, with the permissions that give it. */
export interface Way extends Partial<Escalation> {
  readonly does: string;
  readonly verbs: readonly string[];
  readonly group: string;
  readonly resources: readonly string[] | 'any';
  /** Whether a rule for named objects gives as much; default: it does not. */
  readonly named?: (name: string) => boolean;
  /** Whether the names of a rule are those of accounts, of which it gives the permissions. Default: they are not. */
  readonly namesAccounts?: boolean;
  /** The last version in which it works. */
  readonly until?: string;
}

/** How the ways are called by which an account creates pods. */
export const CREATE_PODS = 'create pods';
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
const onRbac = (verbs: readonly string[], ...resources: readonly string[]): Need => ({ verbs, group: RBAC, resources });
const onCertificates = (verbs: readonly string[], ...parts: readonly string[]): Need => ({
  ...{ verbs, group: 'certificates.k8s.io' },
  resources: parts.map((part) => `certificatesigningrequests${part}`),
});
const step = (opens: Opening, ...needs: readonly Need[]) => ({ opens, ...(needs.length > 0 ? { needs } : {}) });
const onCore = (
  does: string,
  verbs: readonly string[],
  resources: readonly string[],
  rest: Partial<Way> = {},
): Way => ({
  ...{ does, verbs, group: '', resources },
  ...rest,
});

/** The known escalations, the most powerful first. Rules, grants and paths read them here. */
export const WAYS: readonly Way[] = [
  {
    does: 'write roles with any permission',
    verbs: ['escalate'],
    group: RBAC,
    resources: ['roles'],
    named: any,
    ...step('everything', onRbac(WRITE, 'roles')),
  },
  {
    does: 'write cluster roles with any permission',
    verbs: ['escalate'],
    group: RBAC,
    resources: ['clusterroles'],
    isClusterScoped: true,
    named: any,
    ...step('everything', onRbac(WRITE, 'clusterroles')),
  },
  {
    does: 'bind roles that allow more',
    verbs: ['bind'],
    group: RBAC,
    resources: ['roles', 'clusterroles'],
    named: (name) => ['cluster-admin', 'admin', 'edit'].includes(name),
    ...step('everything', onRbac(WRITE, 'rolebindings', 'clusterrolebindings')),
  },
  onCore('act as another user', ['impersonate'], ['users', 'groups'], {
    isClusterScoped: true,
    named: (name) => name === 'system:masters',
    opens: 'everything',
  }),
  onCore('act as another service account', ['impersonate'], ['serviceaccounts'], {
    heldBy: 'edit',
    opens: 'accounts',
    namesAccounts: true,
  }),
  {
    ...{ does: 'change what the API server admits', verbs: WRITE_OR_DELETE, ...ADMISSION },
    ...{ named: any, opens: 'everything' as const },
  },
  onCore('run commands on nodes', ['get', 'create'], ['nodes/proxy'], {
    isClusterScoped: true,
    named: any,
    opens: 'node',
  }),
  {
    does: 'approve certificates that log in',
    verbs: ['approve', 'sign'],
    group: 'certificates.k8s.io',
    resources: ['signers'],
    isClusterScoped: true,
    named: (name) => LOGIN_SIGNERS.includes(name),
    ...step('everything', onCertificates(['create'], ''), onCertificates(CHANGE, '/approval', '/status')),
  },
  onCore('read all secrets', ['get', 'list', 'watch'], ['secrets'], {
    leads: 'far-in-cluster',
    isDirect: true,
    heldBy: 'edit',
    opens: 'secrets',
  }),
  onCore('make tokens of other accounts', ['create'], ['serviceaccounts/token'], {
    heldBy: 'edit',
    opens: 'accounts',
    namesAccounts: true,
  }),
  onCore('run commands in pods', ['create'], ['pods/exec', 'pods/attach'], {
    isDirect: true,
    heldBy: 'edit',
    opens: 'pods',
  }),
  // https://github.com/kubernetes/kubernetes/pull/134577
  onCore('run commands in pods', ['get'], ['pods/exec', 'pods/attach'], {
    until: '1.34',
    isDirect: true,
    heldBy: 'edit',
    opens: 'pods',
  }),
  onCore('add containers to running pods', CHANGE, ['pods/ephemeralcontainers'], { isDirect: true, opens: 'pods' }),
  ...WORKLOADS.map(([group, resources]) => ({
    ...{ does: CREATE_PODS, verbs: ['create'], group, resources },
    ...{ heldBy: 'edit' as const, opens: 'accounts' as const },
  })),
  ...byGroup(POD_RESOURCES).map((custom) => ({
    ...{ does: CREATE_PODS, verbs: ['create'], heldBy: 'edit' as const, opens: 'accounts' as const },
    ...custom,
  })),
  ...byGroup(DEPLOYER_RESOURCES).map((custom) => ({
    ...{ does: 'deploy objects with the permissions of a controller', verbs: ['create'] },
    ...{ ...custom, opens: 'everything' as const },
  })),
  onCore('create persistent volumes on the disks of nodes', ['create'], ['persistentvolumes'], {
    isClusterScoped: true,
    opens: 'node',
  }),
  onCore('change the labels of namespaces', CHANGE, ['namespaces']),
  ...WORKLOADS.map(([group, resources]) => ({
    ...{ does: 'change pods', verbs: CHANGE, group, resources, leads: 'on' as const },
    ...{ heldBy: 'edit' as const, opens: group === '' ? ('pods' as const) : ('accounts' as const) },
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
