/** Permissions that no workload should have, and why. */
interface Refusal {
  readonly verbs: readonly string[];
  readonly group: string;
  readonly resources: readonly string[];
  /** Whether the grant is acceptable if it names the objects. */
  readonly namesHelp: boolean;
  readonly why: string;
}

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'update', 'patch'];
const DELETE = ['delete', 'deletecollection'];
const RBAC = 'rbac.authorization.k8s.io';

/**
 * Permissions by which a workload can take over another account, other pods, or the cluster.
 *
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/
 */
const REFUSALS: readonly Refusal[] = [
  { verbs: READ, group: '', resources: ['secrets'], namesHelp: true, why: 'reads all Secrets of the namespace' },
  {
    verbs: WRITE,
    group: '',
    resources: ['secrets'],
    namesHelp: true,
    why: 'can mint a token of any account of the namespace',
  },
  {
    verbs: ['create'],
    group: '',
    resources: ['serviceaccounts/token'],
    namesHelp: true,
    why: 'can mint a token of any account of the namespace',
  },
  {
    verbs: ['create'],
    group: '',
    resources: ['pods'],
    namesHelp: false,
    why: 'runs as any account of the namespace and mounts any of its Secrets',
  },
  {
    verbs: ['update', 'patch'],
    group: '',
    resources: ['pods', 'pods/ephemeralcontainers'],
    namesHelp: false,
    why: 'puts its code into running pods',
  },
  {
    verbs: WRITE,
    group: '',
    resources: ['replicationcontrollers'],
    namesHelp: false,
    why: 'runs as any account of the namespace',
  },
  {
    verbs: WRITE,
    group: 'apps',
    resources: ['deployments', 'daemonsets', 'statefulsets', 'replicasets'],
    namesHelp: false,
    why: 'runs as any account of the namespace',
  },
  {
    verbs: WRITE,
    group: 'batch',
    resources: ['jobs', 'cronjobs'],
    namesHelp: false,
    why: 'runs as any account of the namespace',
  },
  {
    verbs: ['get', 'create'],
    group: '',
    resources: ['pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'services/proxy', 'nodes/proxy'],
    namesHelp: false,
    why: 'reaches into pods through the API server, past every NetworkPolicy',
  },
  {
    verbs: WRITE,
    group: RBAC,
    resources: ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'],
    namesHelp: false,
    why: 'changes who may do what',
  },
  {
    verbs: [...WRITE, ...DELETE],
    group: 'networking.k8s.io',
    resources: ['networkpolicies'],
    namesHelp: false,
    why: 'takes network isolation away',
  },
  {
    verbs: ['update', 'patch'],
    group: '',
    resources: ['namespaces'],
    namesHelp: false,
    why: 'takes Pod Security labels away',
  },
  {
    verbs: WRITE,
    group: '',
    resources: ['persistentvolumes', 'nodes', 'nodes/status'],
    namesHelp: false,
    why: 'reaches the nodes',
  },
  {
    verbs: [...WRITE, ...DELETE],
    group: 'admissionregistration.k8s.io',
    resources: [
      'validatingwebhookconfigurations',
      'mutatingwebhookconfigurations',
      'validatingadmissionpolicies',
      'validatingadmissionpolicybindings',
      'mutatingadmissionpolicies',
      'mutatingadmissionpolicybindings',
    ],
    namesHelp: false,
    why: 'changes or removes admission control',
  },
  {
    verbs: WRITE,
    group: 'apiextensions.k8s.io',
    resources: ['customresourcedefinitions'],
    namesHelp: false,
    why: 'changes the API itself',
  },
  {
    verbs: WRITE,
    group: 'apiregistration.k8s.io',
    resources: ['apiservices'],
    namesHelp: false,
    why: 'changes the API itself',
  },
  {
    verbs: ['approve', 'sign', 'attest'],
    group: 'certificates.k8s.io',
    resources: ['signers'],
    namesHelp: false,
    why: 'issues certificates for any user',
  },
  {
    verbs: ['update', 'patch'],
    group: 'certificates.k8s.io',
    resources: ['certificatesigningrequests/approval', 'certificatesigningrequests/status'],
    namesHelp: false,
    why: 'issues certificates for any user',
  },
];

/** Returns what is wrong with a grant, and what to ask for instead; undefined if it is acceptable. */
export function refusalOfGrant(
  verbs: readonly string[],
  group: string,
  resource: string,
  names: readonly string[],
): string | undefined {
  const wildcard = ['verb', 'API group', 'resource'].find((_, index) =>
    [verbs, [group], [resource]][index]?.some(hasWildcard),
  );
  if (wildcard) return `has a wildcard ${wildcard}, which also grants what does not exist yet; name each`;
  const special = verbs.find((verb) => /^(escalate|bind|impersonate(-on)?(:.*)?)$/.test(verb));
  if (special)
    return `has the verb "${special}", which gives its holder the permissions of others; leave it to a person`;
  const unnameable =
    names.length > 0 &&
    verbs.find((verb) => verb === 'deletecollection' || (verb === 'create' && !resource.includes('/')));
  if (unnameable)
    return `limits "${unnameable}" by name, which the API server never matches; declare it without names, or leave it out`;
  const refusal = REFUSALS.find(
    (each) =>
      each.group === group &&
      each.resources.includes(resource) &&
      each.verbs.some((verb) => verbs.includes(verb)) &&
      !(each.namesHelp && names.length > 0),
  );
  if (!refusal) return undefined;
  return `${refusal.why}; ${refusal.namesHelp ? 'name the objects that it needs' : 'leave it to a controller of the platform'}`;
}

function hasWildcard(word: string): boolean {
  return word.includes('*');
}
