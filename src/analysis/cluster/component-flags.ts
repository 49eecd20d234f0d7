import { CIPHER_SUITES, OLDEST_TLS } from './tls';

/** Flags of a program, without dashes. */
export interface Flags {
  readonly [flag: string]: string;
}

/** A program of the control plane whose flags kubeadm passes on. */
export type Component = 'apiServer' | 'controllerManager' | 'scheduler';

/** Where kubeadm puts keys and certificates. */
export const KUBERNETES_PKI = '/etc/kubernetes/pki';
const SUITES = CIPHER_SUITES.join(',');

/** Hardened flags that kubeadm does not set by itself. Those of files come beside them. */
export const HARDENED_FLAGS: { readonly [component in Component]: Flags } = {
  apiServer: {
    // Needs kubelets with certificates of the cluster: serverTLSBootstrap.
    'kubelet-certificate-authority': `${KUBERNETES_PKI}/ca.crt`,
    profiling: 'false',
    'service-account-lookup': 'true',
    'service-account-extend-token-expiration': 'false',
    'request-timeout': '300s',
    'tls-min-version': OLDEST_TLS,
    'tls-cipher-suites': SUITES,
  },
  controllerManager: {
    'bind-address': '127.0.0.1',
    profiling: 'false',
    'terminated-pod-gc-threshold': '1000',
    'use-service-account-credentials': 'true',
    'tls-min-version': OLDEST_TLS,
    'tls-cipher-suites': SUITES,
  },
  scheduler: {
    'bind-address': '127.0.0.1',
    profiling: 'false',
    'tls-min-version': OLDEST_TLS,
    'tls-cipher-suites': SUITES,
  },
};

/** Hardened flags of an etcd that kubeadm runs; its versions of TLS have names of their own. */
export const ETCD_FLAGS: Flags = { 'cipher-suites': SUITES, 'tls-min-version': 'TLS1.2' };

/** The flag for authorization without a file. */
export const AUTHORIZATION_MODE: Flags = { 'authorization-mode': 'Node,RBAC' };

/** Admission plugins without which a cluster is open; they are on by default. */
export const SECURITY_PLUGINS: readonly string[] = [
  ...['CertificateApproval', 'CertificateSigning', 'CertificateSubjectRestriction', 'LimitRanger'],
  ...['MutatingAdmissionWebhook', 'NamespaceLifecycle', 'PodSecurity', 'ResourceQuota', 'ServiceAccount'],
  ...['ValidatingAdmissionPolicy', 'ValidatingAdmissionWebhook'],
];

/** How long an audit log is kept at the least: days, files, and megabytes of each. */
export const LEAST_AUDIT_LOG = { maxAgeDays: 30, maxBackups: 10, maxSizeMegabytes: 100 } as const;

/** Paths that answer whether the API server works, and nothing else: the probes of kubelets and load balancers are anonymous. */
export const HEALTH_PATHS: readonly string[] = ['/livez', '/readyz', '/healthz'];

/** Flags that an author must not give, each with the reason and the way out. */
const REFUSED: readonly (readonly [flag: RegExp, reason: string])[] = [
  [
    /^(token|basic)-auth-file$/,
    'which reads passwords from a file that is never reloaded; use StructuredAuthentication',
  ],
  [/^insecure-(port|bind-address)$/, 'which serves without authentication; leave it out'],
  [/^kubelet-https$/, 'which was removed; leave it out'],
  [/^anonymous-auth$/, 'which the authentication of the control plane decides; give it anonymousPaths'],
  [
    /^authorization-(mode|config|webhook-.*|policy-file)$/,
    'which the authorization of the control plane decides; use StructuredAuthorization',
  ],
  [/^enable-admission-plugins$/, 'which the admission of the control plane decides; give it plugins'],
];
const BESIDE_AUTHENTICATION = /^oidc-/;
/** Flags that name a file of the node. */
export const NAMES_FILE = /(^|-)(file|config|path|kubeconfig)$|certificate-authority$/;

/** Folders that kubeadm mounts by itself. */
const OF_KUBEADM: readonly string[] = [KUBERNETES_PKI];

/** Where a program sees the files of its node, and what decides for it already. */
export interface FlagSurroundings {
  /** The flags that are set. */
  readonly flags: Flags;
  /** Paths that are mounted, beside those of kubeadm. */
  readonly mounted: readonly string[];
  /** Whether there is an AuthenticationConfiguration. */
  readonly hasAuthentication: boolean;
}

/** Returns what is wrong with a flag that an author adds. */
export function addedFlagProblem(flag: string, value: string, around: FlagSurroundings): string | undefined {
  if (!/^[a-z][a-z0-9-]*$/.test(flag))
    return 'which is no flag; write it without dashes before it, such as "max-requests-inflight"';
  const refused = REFUSED.find(([pattern]) => pattern.test(flag));
  if (refused) return refused[1];
  if (Object.hasOwn(around.flags, flag)) return `which is set to "${around.flags[flag]}"; leave it out`;
  if (around.hasAuthentication && BESIDE_AUTHENTICATION.test(flag))
    return 'which the API server refuses beside an AuthenticationConfiguration; give that an issuer';
  if (flag === 'disable-admission-plugins') {
    const guard = value.split(',').find((name) => SECURITY_PLUGINS.includes(name.trim()));
    if (guard !== undefined) return `which switches off ${guard.trim()}; leave it out`;
  }
  if (NAMES_FILE.test(flag) && value.startsWith('/') && !isBelow(value, [...OF_KUBEADM, ...around.mounted]))
    return `whose file "${value}" the program does not see in its container; put it below ${[...OF_KUBEADM, ...around.mounted].join(' or ')}`;
  return undefined;
}

/** Whether a path is one of some folders or files, or lies in one. */
export function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder.replace(/\/+$/, '')}/`));
}
