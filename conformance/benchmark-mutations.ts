/** A flag that is made weak: the program, the flag, and its value; undefined removes it. */
export type FlagMutation = readonly [program: string, flag: string, value: string | undefined];

const API_SERVER = 'kube-apiserver';
const CONTROLLER_MANAGER = 'kube-controller-manager';
const PLUGINS = 'NodeRestriction,AlwaysPullImages,DenyServiceExternalIPs,EventRateLimit';
const WEAK_SUITE = 'TLS_RSA_WITH_AES_128_CBC_SHA';

const removed = (program: string, ...flags: string[]): FlagMutation[] =>
  flags.map((flag) => [program, flag, undefined]);
const without = (plugin: string): FlagMutation => [
  ...([API_SERVER, 'enable-admission-plugins'] as const),
  PLUGINS.split(',')
    .filter((each) => each !== plugin)
    .join(','),
];

/** Each flag that the benchmark asks for, missing or weak. */
export const FLAG_MUTATIONS: readonly FlagMutation[] = [
  [API_SERVER, 'authentication-config', undefined],
  [API_SERVER, 'token-auth-file', '/etc/kubernetes/tokens.csv'],
  ...PLUGINS.split(',').map(without),
  [API_SERVER, 'enable-admission-plugins', `${PLUGINS},AlwaysAdmit`],
  ...removed(API_SERVER, 'kubelet-client-certificate', 'kubelet-client-key', 'kubelet-certificate-authority'),
  [API_SERVER, 'authorization-mode', 'AlwaysAllow'],
  [API_SERVER, 'authorization-mode', 'Node,RBAC,AlwaysAllow'],
  [API_SERVER, 'authorization-mode', 'RBAC'],
  [API_SERVER, 'authorization-mode', 'Node'],
  ...removed(API_SERVER, 'authorization-mode'),
  [API_SERVER, 'disable-admission-plugins', 'ServiceAccount'],
  [API_SERVER, 'disable-admission-plugins', 'NamespaceLifecycle'],
  [API_SERVER, 'profiling', 'true'],
  ...removed(API_SERVER, 'profiling', 'audit-log-path', 'audit-log-maxage', 'audit-log-maxbackup', 'audit-log-maxsize'),
  [API_SERVER, 'audit-log-maxage', '29'],
  [API_SERVER, 'audit-log-maxbackup', '9'],
  [API_SERVER, 'audit-log-maxsize', '99'],
  [API_SERVER, 'audit-log-maxage', '0'],
  [API_SERVER, 'audit-log-path', '-'],
  [API_SERVER, 'service-account-lookup', 'false'],
  ...removed(API_SERVER, 'service-account-lookup', 'service-account-key-file', 'etcd-certfile', 'etcd-keyfile'),
  ...removed(API_SERVER, 'tls-cert-file', 'tls-private-key-file', 'client-ca-file', 'etcd-cafile'),
  ...removed(API_SERVER, 'encryption-provider-config', 'tls-cipher-suites', 'audit-policy-file'),
  [API_SERVER, 'audit-policy-file', ''],
  [API_SERVER, 'tls-cipher-suites', WEAK_SUITE],
  [API_SERVER, 'service-account-extend-token-expiration', 'true'],
  ...removed(API_SERVER, 'service-account-extend-token-expiration'),
  ...removed(CONTROLLER_MANAGER, 'terminated-pod-gc-threshold', 'profiling', 'use-service-account-credentials'),
  [CONTROLLER_MANAGER, 'terminated-pod-gc-threshold', '0'],
  [CONTROLLER_MANAGER, 'profiling', 'true'],
  [CONTROLLER_MANAGER, 'use-service-account-credentials', 'false'],
  ...removed(CONTROLLER_MANAGER, 'service-account-private-key-file', 'root-ca-file', 'bind-address'),
  [CONTROLLER_MANAGER, 'feature-gates', 'RotateKubeletServerCertificate=false'],
  [CONTROLLER_MANAGER, 'bind-address', '0.0.0.0'],
  [CONTROLLER_MANAGER, 'bind-address', '::1'],
  ...removed('kube-scheduler', 'profiling', 'bind-address'),
  ['kube-scheduler', 'profiling', 'true'],
  ['kube-scheduler', 'bind-address', '0.0.0.0'],
  ...removed('etcd', 'cert-file', 'key-file', 'client-cert-auth', 'peer-cert-file', 'peer-key-file'),
  ...removed('etcd', 'peer-client-cert-auth', 'trusted-ca-file'),
  ['etcd', 'client-cert-auth', 'false'],
  ['etcd', 'auto-tls', 'true'],
  ['etcd', 'auto-tls', 'false'],
  ['etcd', 'peer-client-cert-auth', 'false'],
  ['etcd', 'peer-auto-tls', 'true'],
  ['etcd', 'trusted-ca-file', '/etc/kubernetes/pki/ca.crt'],
];

const X509 = { clientCAFile: '/etc/kubernetes/pki/ca.crt' };
const KUBELET = 'KubeletConfiguration';

/** The same for fields: the kind, and the fields; undefined removes one. */
export const FIELD_MUTATIONS: readonly (readonly [kind: string, fields: object])[] = [
  [KUBELET, { authentication: { anonymous: { enabled: true }, webhook: { enabled: true }, x509: X509 } }],
  [KUBELET, { authentication: { anonymous: undefined, webhook: { enabled: true }, x509: X509 } }],
  [KUBELET, { authentication: { anonymous: { enabled: false }, webhook: { enabled: false }, x509: X509 } }],
  [KUBELET, { authentication: { anonymous: { enabled: false } } }],
  [KUBELET, { authorization: { mode: 'AlwaysAllow' } }],
  [KUBELET, { authorization: undefined }],
  [KUBELET, { readOnlyPort: 10255 }],
  [KUBELET, { readOnlyPort: undefined }],
  [KUBELET, { streamingConnectionIdleTimeout: '0s' }],
  [KUBELET, { makeIPTablesUtilChains: false }],
  [KUBELET, { eventRecordQPS: 0 }],
  [KUBELET, { eventRecordQPS: -1 }],
  [KUBELET, { serverTLSBootstrap: false }],
  [KUBELET, { serverTLSBootstrap: false, tlsCertFile: '/x', tlsPrivateKeyFile: '/y' }],
  [KUBELET, { rotateCertificates: false }],
  [KUBELET, { rotateCertificates: undefined }],
  [KUBELET, { featureGates: { RotateKubeletServerCertificate: false } }],
  [KUBELET, { tlsCipherSuites: undefined }],
  [KUBELET, { tlsCipherSuites: [WEAK_SUITE] }],
  [KUBELET, { podPidsLimit: undefined }],
  [KUBELET, { podPidsLimit: -1 }],
  [KUBELET, { seccompDefault: undefined }],
  [KUBELET, { seccompDefault: false }],
  ['KubeProxyConfiguration', { metricsBindAddress: '0.0.0.0:10249' }],
  ['KubeProxyConfiguration', { metricsBindAddress: undefined }],
];
