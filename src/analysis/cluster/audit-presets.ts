import { type AuditedResources, AuditLevel, type AuditRule } from './audit-policy';

const { NONE, METADATA, REQUEST, REQUEST_RESPONSE } = AuditLevel;

/** What an audit policy logs where its author says nothing. */
export enum AuditPreset {
  /**
   * Bodies of what changes workloads, permissions and admission; metadata of the rest; nothing of health checks, events and
   * leases.
   */
  BALANCED = 'balanced',
  /** Bodies of everything, as in the guide of NSA and CISA, but of what holds credentials. Logs grow fast. */
  NSA = 'nsa',
  /** Metadata of everything. */
  METADATA = 'metadata',
}

/**
 * What has a credential in the body of a request or a response. The sample of the guide caps Secrets alone: it logs the bearer
 * token that a TokenRequest returns, and the one that a TokenReview sends.
 */
export const CREDENTIALS: readonly AuditedResources[] = [
  { resources: ['secrets', 'configmaps', 'serviceaccounts/token'] },
  { apiGroup: 'authentication.k8s.io', resources: ['tokenreviews'] },
];

/** Ways into running containers and into nodes. The command is in the URI of the request. */
const ENTRANCES: readonly AuditedResources[] = [
  {
    resources: [
      'pods/exec',
      'pods/attach',
      'pods/portforward',
      'pods/proxy',
      'pods/log',
      'services/proxy',
      'nodes/proxy',
    ],
  },
];

const LEASES: readonly AuditedResources[] = [{ apiGroup: 'coordination.k8s.io', resources: ['leases'] }];

/** What a preset has before and after the rules of the author. The first rule that matches decides. */
export interface PresetRules {
  readonly before: readonly AuditRule[];
  readonly after: readonly AuditRule[];
}

/** Returns the rules of a preset, where some resources hold credentials beside those of Kubernetes. */
export function presetRules(preset: AuditPreset, credentials: readonly AuditedResources[]): PresetRules {
  const cap: AuditRule = { level: METADATA, resources: [...CREDENTIALS, ...credentials] };
  if (preset === AuditPreset.NSA) return { before: [cap], after: [{ level: REQUEST_RESPONSE }] };
  if (preset === AuditPreset.METADATA) return { before: [cap], after: [{ level: METADATA }] };
  return { before: [cap, ...GUARDS], after: [...NOISE, ...DETAILS, { level: METADATA }] };
}

const GUARDS: readonly AuditRule[] = [
  { level: NONE, verbs: ['get'], nonResourceUrls: ['/healthz*', '/livez*', '/readyz*'] },
  { level: METADATA, userGroups: ['system:unauthenticated'] },
  { level: METADATA, resources: [...ENTRANCES] },
];

const NOISE: readonly AuditRule[] = [
  {
    ...{ level: NONE, userGroups: ['system:authenticated'], verbs: ['get'] },
    nonResourceUrls: ['/version', '/openapi*', '/api*'],
  },
  { level: NONE, resources: [{ resources: ['events'] }, { apiGroup: 'events.k8s.io', resources: ['events'] }] },
  {
    ...{ level: NONE, userGroups: ['system:nodes'], verbs: ['get', 'update', 'patch'] },
    ...{ namespaces: ['kube-node-lease'], resources: [...LEASES] },
  },
  {
    ...{ level: NONE, users: ['system:kube-controller-manager', 'system:kube-scheduler', 'system:apiserver'] },
    ...{ verbs: ['get', 'update'], namespaces: ['kube-system'], resources: [...LEASES] },
  },
  {
    ...{ level: NONE, users: ['system:kube-proxy'], verbs: ['watch'] },
    resources: [
      { resources: ['endpoints', 'services', 'services/status'] },
      { apiGroup: 'discovery.k8s.io', resources: ['endpointslices'] },
    ],
  },
];

const DETAILS: readonly AuditRule[] = [
  {
    ...{ level: REQUEST, userGroups: ['system:nodes'], verbs: ['update', 'patch'] },
    resources: [{ resources: ['nodes/status', 'pods/status'] }],
  },
  {
    ...{ level: REQUEST_RESPONSE, verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'] },
    resources: [
      {
        resources: [
          ...['pods', 'pods/ephemeralcontainers', 'pods/binding', 'services', 'serviceaccounts', 'namespaces', 'nodes'],
          ...['persistentvolumes', 'replicationcontrollers', 'podtemplates'],
        ],
      },
      ...[
        ...['apps', 'batch', 'rbac.authorization.k8s.io', 'admissionregistration.k8s.io', 'apiregistration.k8s.io'],
        ...['apiextensions.k8s.io', 'certificates.k8s.io', 'networking.k8s.io', 'policy', 'storage.k8s.io'],
      ].map((apiGroup) => ({ apiGroup })),
    ],
  },
  { level: REQUEST, verbs: ['create'], resources: [{ apiGroup: 'authorization.k8s.io' }] },
];
