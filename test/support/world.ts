/**
 * The smallest objects that pass every rule, as plain data. A test changes one thing in a copy of them.
 */

export interface World {
  /** Spec of the pod, which the tester puts into each kind that carries one. */
  spec: any;
  /** Metadata of the pod (of the pod template, where the kind has one). */
  podMetadata: any;
  namespace: any;
  limitRange: any;
  resourceQuota: any;
  defaultAccount: any;
  account: any;
  /** The account that the roles are bound to. */
  operator: any;
  policy: any;
  role: any;
  clusterRole: any;
  roleBinding: any;
  clusterRoleBinding: any;
  volume: any;
  /** Further objects. */
  others: any[];
}

const DIGEST = `sha256:${'a1'.repeat(32)}`;

const container = (name: string) => ({
  name,
  image: `ghcr.io/acme/${name}@${DIGEST}`,
  resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '200m', memory: '64Mi' } },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  },
});

const windowsContainer = (name: string) => ({ ...container(name), securityContext: {} });

export function world(windows = false): World {
  const inShop = (name: string) => ({ name, namespace: 'shop' });
  const rbac = 'rbac.authorization.k8s.io/v1';
  const rules = [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['settings'], verbs: ['get'] }];
  // The pod does not use the API: the roles are for an operator whose pods are elsewhere.
  const subjects = [{ kind: 'ServiceAccount', name: 'operator', namespace: 'shop' }];
  return {
    podMetadata: { labels: { app: 'web' } },
    spec: {
      automountServiceAccountToken: false,
      serviceAccountName: 'web',
      securityContext: windows
        ? { runAsNonRoot: true }
        : { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      initContainers: [windows ? windowsContainer('prepare') : container('prepare')],
      containers: [windows ? windowsContainer('web') : container('web')],
      ...(windows ? { os: { name: 'windows' } } : {}),
    },
    namespace: {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'shop',
        labels: {
          'pod-security.kubernetes.io/enforce': 'restricted',
          'pod-security.kubernetes.io/enforce-version': 'v1.37',
        },
      },
    },
    limitRange: {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: inShop('limits'),
      spec: {
        limits: [
          {
            type: 'Container',
            default: { cpu: '1', memory: '512Mi' },
            defaultRequest: { cpu: '100m', memory: '128Mi' },
          },
        ],
      },
    },
    resourceQuota: {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: inShop('quota'),
      spec: {
        hard: { 'requests.cpu': '8', 'requests.memory': '16Gi', 'limits.cpu': '16', 'limits.memory': '32Gi' },
      },
    },
    defaultAccount: {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: inShop('default'),
      automountServiceAccountToken: false,
    },
    account: {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: inShop('web'),
      automountServiceAccountToken: false,
    },
    operator: {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: inShop('operator'),
      automountServiceAccountToken: false,
    },
    policy: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: inShop('default-deny'),
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
    role: { apiVersion: rbac, kind: 'Role', metadata: inShop('web'), rules: structuredClone(rules) },
    clusterRole: { apiVersion: rbac, kind: 'ClusterRole', metadata: { name: 'web' }, rules: structuredClone(rules) },
    roleBinding: {
      apiVersion: rbac,
      kind: 'RoleBinding',
      metadata: inShop('web'),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'web' },
      subjects: structuredClone(subjects),
    },
    clusterRoleBinding: {
      apiVersion: rbac,
      kind: 'ClusterRoleBinding',
      metadata: { name: 'web' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'web' },
      subjects: structuredClone(subjects),
    },
    volume: {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'disk' },
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        csi: { driver: 'csi.example.com', volumeHandle: 'disk-1' },
      },
    },
    others: [],
  };
}

/** The API server takes no Job without it. */
const RUNS_ONCE = { restartPolicy: 'Never' };

/** The nine kinds that carry a pod, around one pod. */
export const POD_KINDS: { readonly [kind: string]: { specPath: string; wrap: (metadata: any, spec: any) => any } } = {
  Pod: {
    specPath: '/spec',
    wrap: (metadata, spec) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, ...place }, spec }),
  },
  PodTemplate: {
    specPath: '/template/spec',
    wrap: (metadata, spec) => ({
      apiVersion: 'v1',
      kind: 'PodTemplate',
      metadata: place,
      template: { metadata, spec },
    }),
  },
  ReplicationController: workload('v1', 'ReplicationController', { selector: { app: 'web' } }),
  Deployment: workload('apps/v1', 'Deployment', { selector: { matchLabels: { app: 'web' } } }),
  StatefulSet: workload('apps/v1', 'StatefulSet', { selector: { matchLabels: { app: 'web' } }, serviceName: 'web' }),
  DaemonSet: workload('apps/v1', 'DaemonSet', { selector: { matchLabels: { app: 'web' } } }),
  ReplicaSet: workload('apps/v1', 'ReplicaSet', { selector: { matchLabels: { app: 'web' } } }),
  Job: workload('batch/v1', 'Job', {}, RUNS_ONCE),
  CronJob: {
    specPath: '/spec/jobTemplate/spec/template/spec',
    wrap: (metadata, spec) => ({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: place,
      spec: {
        schedule: '0 3 * * *',
        jobTemplate: { spec: { template: { metadata, spec: { ...RUNS_ONCE, ...spec } } } },
      },
    }),
  },
};

const place = { name: 'web', namespace: 'shop' };

function workload(apiVersion: string, kind: string, rest: any, podDefaults: any = {}) {
  return {
    specPath: '/spec/template/spec',
    wrap: (metadata: any, spec: any) => ({
      apiVersion,
      kind,
      metadata: { name: 'web', namespace: 'shop' },
      spec: { ...rest, template: { metadata, spec: { ...podDefaults, ...spec } } },
    }),
  };
}

/** All objects of a world, the pod in one of the kinds that carry it. */
export function objectsOf({ spec, podMetadata, others, ...named }: World, kind = 'Pod'): any[] {
  const wrapper = POD_KINDS[kind];
  if (!wrapper) throw new Error(`no pod kind ${kind}`);
  return [...Object.values(named).filter((object) => object !== undefined), wrapper.wrap(podMetadata, spec), ...others];
}

/** Freezes plain data to its leaves, so that a write to it throws. */
export function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
