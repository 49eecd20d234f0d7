/** The types of the fields that are read. What the API server would refuse to decode is refused here too. */
/** The type of a scalar; `scalar` is a string or a number. */
export type Scalar = 'boolean' | 'string' | 'number' | 'integer' | 'scalar' | 'any';
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

const HANDLER: Shape = { exec: { command: STRINGS }, httpGet: { host: 'string' }, tcpSocket: { host: 'string' } };
/** The fields of a container that are read. */
export const CONTAINER: Shape = {
  name: 'string',
  image: 'string',
  imagePullPolicy: 'string',
  command: STRINGS,
  args: STRINGS,
  env: [{ name: 'string', value: 'string', valueFrom: { secretKeyRef: { name: 'string', key: 'string' } } }],
  envFrom: [{ secretRef: { name: 'string' } }],
  ports: [{ containerPort: 'integer', hostPort: 'integer', protocol: 'string', name: 'string' }],
  livenessProbe: HANDLER,
  readinessProbe: HANDLER,
  startupProbe: HANDLER,
  lifecycle: { postStart: HANDLER, preStop: HANDLER },
  resources: RESOURCES,
  restartPolicy: 'string',
  volumeMounts: [
    {
      name: 'string',
      mountPath: 'string',
      readOnly: 'boolean',
      mountPropagation: 'string',
      subPath: 'string',
      subPathExpr: 'string',
    },
  ],
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
const NODE_SELECTOR_TERM: Shape = { matchExpressions: [{ key: 'string', operator: 'string', values: STRINGS }] };
/** The fields of a pod's spec that are read. */
export const POD_SPEC: Shape = {
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
  hostAliases: [{ ip: 'string', hostnames: STRINGS }],
  nodeName: 'string',
  nodeSelector: STRING_MAP,
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [NODE_SELECTOR_TERM] },
      preferredDuringSchedulingIgnoredDuringExecution: [{ preference: NODE_SELECTOR_TERM }],
    },
  },
  tolerations: [{ key: 'string', operator: 'string', value: 'string', effect: 'string' }],
  priorityClassName: 'string',
  runtimeClassName: 'string',
  resources: RESOURCES,
  imagePullSecrets: [{ name: 'string' }],
  volumes: [
    {
      name: 'string',
      emptyDir: { medium: 'string', sizeLimit: 'scalar' },
      ...OTHER_SOURCES,
      hostPath: { path: 'string', type: 'string' },
      gitRepo: { repository: 'string' },
      projected: {
        sources: [
          {
            serviceAccountToken: { audience: 'string', expirationSeconds: 'integer', path: 'string' },
            configMap: { name: 'string' },
          },
        ],
      },
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
    supplementalGroupsPolicy: 'string',
    sysctls: [{ name: 'string', value: 'string' }],
    seccompProfile: PROFILE,
    appArmorProfile: PROFILE,
    seLinuxOptions: SELINUX,
    windowsOptions: WINDOWS,
  },
};

/** The fields of metadata that are read. */
export const METADATA: Shape = {
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

/** The fields that are read of each kind, in addition to its metadata and pod template. */
export const KINDS: { readonly [type: string]: Shape } = {
  ConfigMap: { data: STRING_MAP, binaryData: STRING_MAP },
  Secret: { type: 'string', data: STRING_MAP, stringData: STRING_MAP },
  ServiceAccount: { automountServiceAccountToken: 'boolean', secrets: ['any'], imagePullSecrets: ['any'] },
  'storage.k8s.io/StorageClass': { provisioner: 'string', parameters: STRING_MAP },
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
