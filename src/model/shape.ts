import { escapeSegment } from './pointer';

/** Something in an object that the API server would refuse to read, so that no verdict about it can be trusted. */
export interface ShapeProblem {
  /** JSON Pointer of the field. */
  readonly pointer: string;
  /** What is there; what must be. */
  readonly message: string;
}

type Scalar = 'boolean' | 'string' | 'number' | 'integer' | 'scalar' | 'any';
/** A scalar type, `[item]` for a list, `{ '*': value }` for a map, or the fields that are read. */
export type Shape = Scalar | readonly [Shape] | { readonly [field: string]: Shape };

const STRINGS: Shape = ['string'];
const STRING_MAP: Shape = { '*': 'string' };
const SELECTOR: Shape = {
  matchLabels: STRING_MAP,
  matchExpressions: [{ key: 'string', operator: 'string', values: STRINGS }],
};
const SELINUX: Shape = { user: 'string', role: 'string', type: 'string', level: 'string' };
const PROFILE: Shape = { type: 'string', localhostProfile: 'string' };
const WINDOWS: Shape = { hostProcess: 'boolean', runAsUserName: 'string' };
const QUANTITIES: Shape = { '*': 'scalar' };
const RESOURCES: Shape = { limits: QUANTITIES, requests: QUANTITIES };

const HANDLER: Shape = { httpGet: { host: 'string' }, tcpSocket: { host: 'string' } };
const CONTAINER: Shape = {
  name: 'string',
  image: 'string',
  command: STRINGS,
  args: STRINGS,
  ports: [{ containerPort: 'integer', hostPort: 'integer', protocol: 'string', name: 'string' }],
  livenessProbe: HANDLER,
  readinessProbe: HANDLER,
  startupProbe: HANDLER,
  lifecycle: { postStart: HANDLER, preStop: HANDLER },
  resources: RESOURCES,
  restartPolicy: 'string',
  volumeMounts: [{ name: 'string', mountPath: 'string', readOnly: 'boolean', mountPropagation: 'string' }],
  securityContext: {
    allowPrivilegeEscalation: 'boolean',
    privileged: 'boolean',
    readOnlyRootFilesystem: 'boolean',
    runAsNonRoot: 'boolean',
    runAsUser: 'integer',
    runAsGroup: 'integer',
    procMount: 'string',
    capabilities: { add: STRINGS, drop: STRINGS },
    seccompProfile: PROFILE,
    appArmorProfile: PROFILE,
    seLinuxOptions: SELINUX,
    windowsOptions: WINDOWS,
  },
};

const OTHER_SOURCES = Object.fromEntries(
  'configMap csi downwardAPI ephemeral image persistentVolumeClaim projected secret'
    .split(' ')
    .map((name) => [name, {}]),
);
const POD_SPEC: Shape = {
  os: { name: 'string' },
  hostNetwork: 'boolean',
  hostPID: 'boolean',
  hostIPC: 'boolean',
  hostUsers: 'boolean',
  shareProcessNamespace: 'boolean',
  enableServiceLinks: 'boolean',
  automountServiceAccountToken: 'boolean',
  serviceAccountName: 'string',
  serviceAccount: 'string',
  resources: RESOURCES,
  volumes: [
    {
      name: 'string',
      emptyDir: { medium: 'string', sizeLimit: 'scalar' },
      hostPath: { path: 'string' },
      ...OTHER_SOURCES,
    },
  ],
  initContainers: [CONTAINER],
  containers: [CONTAINER],
  ephemeralContainers: [CONTAINER],
  securityContext: {
    runAsNonRoot: 'boolean',
    runAsUser: 'integer',
    runAsGroup: 'integer',
    fsGroup: 'integer',
    supplementalGroups: ['integer'],
    sysctls: [{ name: 'string', value: 'string' }],
    seccompProfile: PROFILE,
    appArmorProfile: PROFILE,
    seLinuxOptions: SELINUX,
    windowsOptions: WINDOWS,
  },
};

const METADATA: Shape = {
  name: 'string',
  generateName: 'string',
  namespace: 'string',
  labels: STRING_MAP,
  annotations: STRING_MAP,
};
const PEERS: Shape = [
  { podSelector: SELECTOR, namespaceSelector: SELECTOR, ipBlock: { cidr: 'string', except: STRINGS } },
];
const NETWORK_PORTS: Shape = [{ protocol: 'string', port: 'scalar', endPort: 'integer' }];
const POLICY_RULES: Shape = [
  { verbs: STRINGS, apiGroups: STRINGS, resources: STRINGS, resourceNames: STRINGS, nonResourceURLs: STRINGS },
];
const CLUSTER_ROLE: Shape = { rules: POLICY_RULES, aggregationRule: { clusterRoleSelectors: [SELECTOR] } };
const CILIUM_RULE: Shape = {
  endpointSelector: SELECTOR,
  ingress: ['any'],
  ingressDeny: ['any'],
  egress: ['any'],
  egressDeny: ['any'],
  enableDefaultDeny: { ingress: 'boolean', egress: 'boolean' },
};
const CILIUM_POLICY: Shape = { spec: CILIUM_RULE, specs: [CILIUM_RULE] };
const CALICO_POLICY: Shape = {
  spec: {
    selector: 'string',
    namespaceSelector: 'string',
    serviceAccountSelector: 'string',
    types: STRINGS,
    ingress: ['any'],
    egress: ['any'],
    doNotTrack: 'boolean',
    preDNAT: 'boolean',
  },
};
const ADMIN_POLICY: Shape = {
  spec: { subject: { namespaces: SELECTOR, pods: { namespaceSelector: SELECTOR, podSelector: SELECTOR } } },
};
const BINDING: Shape = {
  roleRef: { apiGroup: 'string', kind: 'string', name: 'string' },
  subjects: [{ apiGroup: 'string', kind: 'string', name: 'string', namespace: 'string' }],
};

/** The fields that are read of each kind, beside its metadata and pod template. */
const KINDS: { readonly [type: string]: Shape } = {
  ServiceAccount: { automountServiceAccountToken: 'boolean' },
  LimitRange: {
    spec: {
      limits: [{ type: 'string', default: QUANTITIES, defaultRequest: QUANTITIES, max: QUANTITIES, min: QUANTITIES }],
    },
  },
  ResourceQuota: {
    spec: { hard: { '*': 'scalar' }, scopes: STRINGS, scopeSelector: { matchExpressions: ['any'] } },
  },
  PersistentVolume: { spec: { hostPath: { path: 'string' }, local: { path: 'string' } } },
  'networking.k8s.io/NetworkPolicy': {
    spec: {
      podSelector: SELECTOR,
      policyTypes: STRINGS,
      ingress: [{ from: PEERS, ports: NETWORK_PORTS }],
      egress: [{ to: PEERS, ports: NETWORK_PORTS }],
    },
  },
  'cilium.io/CiliumNetworkPolicy': CILIUM_POLICY,
  'cilium.io/CiliumClusterwideNetworkPolicy': CILIUM_POLICY,
  'projectcalico.org/NetworkPolicy': CALICO_POLICY,
  'projectcalico.org/GlobalNetworkPolicy': CALICO_POLICY,
  'crd.projectcalico.org/NetworkPolicy': CALICO_POLICY,
  'crd.projectcalico.org/GlobalNetworkPolicy': CALICO_POLICY,
  'policy.networking.k8s.io/AdminNetworkPolicy': ADMIN_POLICY,
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy': ADMIN_POLICY,
  'policy.networking.k8s.io/ClusterNetworkPolicy': ADMIN_POLICY,
  'rbac.authorization.k8s.io/Role': { rules: POLICY_RULES },
  'rbac.authorization.k8s.io/ClusterRole': CLUSTER_ROLE,
  'rbac.authorization.k8s.io/RoleBinding': BINDING,
  'rbac.authorization.k8s.io/ClusterRoleBinding': BINDING,
};

/** What is wrong with the types of an object's own fields. */
export function objectProblems(type: string, json: any): ShapeProblem[] {
  const problems: ShapeProblem[] = [];
  compare(json?.metadata, METADATA, '/metadata', problems);
  const shape = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  if (shape) compare(json, shape, '', problems);
  return problems;
}

/** What is wrong with a pod template, which stands at a pointer. */
export function podTemplateProblems(template: any, pointer: string): ShapeProblem[] {
  const problems: ShapeProblem[] = [];
  const containers = template?.spec?.containers;
  if (containers === undefined || containers === null || (Array.isArray(containers) && containers.length === 0)) {
    problems.push({ pointer: `${pointer}/spec/containers`, message: 'must be a list of at least one container' });
  }
  if (pointer !== '') compare(template?.metadata, METADATA, `${pointer}/metadata`, problems);
  compare(template?.spec, POD_SPEC, `${pointer}/spec`, problems);
  const volumes: unknown = template?.spec?.volumes;
  if (Array.isArray(volumes)) {
    volumes.forEach((volume, index) => {
      const sources = volumeSources(volume);
      if (sources.length < 2) return;
      const message = `has ${sources.length} sources (${sources.join(', ')}); a volume takes one`;
      problems.push({ pointer: `${pointer}/spec/volumes/${index}`, message });
    });
  }
  return problems;
}

/** The kinds of source that a volume names; null counts as absent. */
export function volumeSources(volume: any): string[] {
  if (volume === null || typeof volume !== 'object') return [];
  return Object.keys(volume).filter((key) => key !== 'name' && volume[key] !== null && volume[key] !== undefined);
}

function compare(value: unknown, shape: Shape, pointer: string, problems: ShapeProblem[]): void {
  if (value === undefined || value === null) return; // null is absent, as the API server reads it
  if (typeof shape === 'string') {
    if (!isScalar(value, shape)) problems.push({ pointer, message: `is ${typeName(value)}; must be ${wanted(shape)}` });
  } else if (isList(shape)) {
    if (!Array.isArray(value)) {
      problems.push({ pointer, message: `is ${typeName(value)}; must be a list` });
      return;
    }
    value.forEach((item, index) => {
      if (item === null || item === undefined) {
        problems.push({ pointer: `${pointer}/${index}`, message: 'is null; must have a value' });
      } else compare(item, shape[0], `${pointer}/${index}`, problems);
    });
  } else {
    if (typeof value !== 'object' || Array.isArray(value)) {
      problems.push({ pointer, message: `is ${typeName(value)}; must be an object` });
      return;
    }
    const each = shape['*'];
    const fields = each ? Object.keys(value) : Object.keys(shape);
    for (const field of fields) {
      if (!Object.hasOwn(value, field)) continue;
      const fieldShape = (each ?? shape[field]) as Shape;
      compare((value as any)[field], fieldShape, `${pointer}/${escapeSegment(field)}`, problems);
    }
  }
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function isScalar(value: unknown, shape: Scalar): boolean {
  switch (shape) {
    case 'any':
      return true;
    case 'integer':
      return Number.isInteger(value);
    case 'scalar':
      return typeof value === 'string' || typeof value === 'number';
    default:
      return typeof value === shape;
  }
}

function wanted(shape: Scalar): string {
  if (shape === 'integer') return 'an integer';
  return shape === 'scalar' ? 'a string or a number' : `a ${shape}`;
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value) ?? String(value);
  return `the ${typeof value} ${text.length > 40 ? `${text.slice(0, 37)}…` : text}`;
}
