import { Severity } from '../../../engine/severity';

const { HIGH, MEDIUM, LOW } = Severity;

/** A requirement for one flag. */
export interface Check {
  readonly flag: string;
  /** Section of the CIS benchmarks 2.0.1 and 1.12, which number these alike, or another source. */
  readonly source: string;
  readonly severity: Severity;
  /** Whether a value is secure; undefined means that the flag is absent. */
  readonly isFine: (value: string | undefined) => boolean;
  /** The required change; follows the semicolon in the message. */
  readonly must: string;
  /** Another flag that replaces this one. */
  readonly unless?: string;
  /** Another flag without which this one has no effect. */
  readonly onlyWith?: string;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
/** Ciphers without forward secrecy or without authenticated encryption. */
const WEAK_CIPHER = /^TLS_RSA_|_RC4_|_3DES_|_CBC_/;
/** Security plugins that are enabled by default. */
const GUARDS = [
  'CertificateApproval',
  'CertificateSigning',
  'CertificateSubjectRestriction',
  'LimitRanger',
  'MutatingAdmissionWebhook',
  'NamespaceLifecycle',
  'PodSecurity',
  'ResourceQuota',
  'ServiceAccount',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionWebhook',
];

const items = (value: string | undefined) => (value ?? '').split(',').map((item) => item.trim());

const absent = (flag: string, source: string, severity: Severity): Check => ({
  ...{ flag, source, severity, must: `remove --${flag}` },
  isFine: (value) => value === undefined,
});
const present = (flag: string, source: string, severity: Severity, unless?: string): Check => ({
  ...{ flag, source, severity, unless, must: `set --${flag}` },
  isFine: (value) => value !== undefined && value !== '',
});
const exactly = (flag: string, wanted: string, source: string, severity: Severity, unless?: string): Check => ({
  ...{ flag, source, severity, unless, must: `set --${flag} to "${wanted}"` },
  isFine: (value) => value?.toLowerCase() === wanted,
});
const never = (flag: string, bad: string, source: string, severity: Severity): Check => ({
  ...{ flag, source, severity, must: `remove --${flag}` },
  isFine: (value) => value?.toLowerCase() !== bad,
});
const lists = (flag: string, item: string, source: string, severity: Severity, unless?: string): Check => ({
  ...{ flag, source, severity, unless, must: `add "${item}" to --${flag}` },
  isFine: (value) => items(value).includes(item),
});
const listsNone = (flag: string, bad: readonly string[], source: string, severity: Severity): Check => ({
  ...{
    flag,
    source,
    severity,
    must: `remove ${bad.length === 1 ? `"${bad[0]}"` : 'the security plugins'} from --${flag}`,
  },
  isFine: (value) => !items(value).some((item) => bad.includes(item)),
});
/** Zero means no limit. */
const atLeast = (flag: string, least: number, source: string): Check => ({
  ...{ flag, source, severity: LOW, must: `set --${flag} to ${least} or more` },
  onlyWith: 'audit-log-path',
  isFine: (value) => value !== undefined && (value === '0' || Number(value) >= least),
});
const loopback = (source: string): Check => ({
  ...{ flag: 'bind-address', source, severity: MEDIUM, must: 'set --bind-address to "127.0.0.1"' },
  isFine: (value) => value !== undefined && LOOPBACK.includes(value),
});
const strongTls = (source: string): Check[] => [
  {
    ...{ flag: 'tls-cipher-suites', source, severity: MEDIUM, must: 'remove weak suites from --tls-cipher-suites' },
    isFine: (value) => !items(value).some((suite) => WEAK_CIPHER.test(suite)),
  },
  {
    ...{ flag: 'tls-min-version', source, severity: MEDIUM, must: 'set --tls-min-version to "VersionTLS12" or newer' },
    isFine: (value) => value !== 'VersionTLS10' && value !== 'VersionTLS11',
  },
];

const API_SERVER: readonly Check[] = [
  exactly('anonymous-auth', 'false', 'CIS 1.2.1', MEDIUM, 'authentication-config'),
  absent('token-auth-file', 'CIS 1.2.2', HIGH),
  absent('basic-auth-file', 'CIS 1.2.2', HIGH),
  {
    ...{ flag: 'insecure-port', source: 'NSA/CISA N4', severity: HIGH, must: 'remove --insecure-port' },
    isFine: (value) => value === undefined || value === '0',
  },
  absent('insecure-bind-address', 'NSA/CISA N4', HIGH),
  never('kubelet-https', 'false', 'NSA/CISA N6', HIGH),
  lists('enable-admission-plugins', 'DenyServiceExternalIPs', 'CIS 1.2.3', LOW),
  present('kubelet-client-certificate', 'CIS 1.2.4', MEDIUM),
  present('kubelet-client-key', 'CIS 1.2.4', MEDIUM),
  present('kubelet-certificate-authority', 'CIS 1.2.5', MEDIUM),
  {
    ...{ flag: 'authorization-mode', source: 'CIS 1.2.6', severity: HIGH, unless: 'authorization-config' },
    ...{ must: 'set --authorization-mode to "Node,RBAC"' },
    isFine: (value) =>
      ['Node', 'RBAC'].every((mode) => items(value).includes(mode)) && !items(value).includes('AlwaysAllow'),
  },
  lists('enable-admission-plugins', 'EventRateLimit', 'CIS 1.2.9', LOW),
  listsNone('enable-admission-plugins', ['AlwaysAdmit'], 'CIS 1.2.10', HIGH),
  lists('enable-admission-plugins', 'AlwaysPullImages', 'CIS 1.2.11', LOW),
  listsNone('disable-admission-plugins', GUARDS, 'CIS 1.2.13', HIGH),
  lists('enable-admission-plugins', 'NodeRestriction', 'CIS 1.2.14', HIGH),
  exactly('profiling', 'false', 'CIS 1.2.15', LOW),
  present('audit-log-path', 'CIS 1.2.16', MEDIUM, 'audit-webhook-config-file'),
  atLeast('audit-log-maxage', 30, 'CIS 1.2.17'),
  atLeast('audit-log-maxbackup', 10, 'CIS 1.2.18'),
  atLeast('audit-log-maxsize', 100, 'CIS 1.2.19'),
  never('service-account-lookup', 'false', 'CIS 1.2.21', HIGH),
  present('service-account-key-file', 'CIS 1.2.22', MEDIUM),
  present('etcd-certfile', 'CIS 1.2.23', HIGH),
  present('etcd-keyfile', 'CIS 1.2.23', HIGH),
  present('tls-cert-file', 'CIS 1.2.24', MEDIUM),
  present('tls-private-key-file', 'CIS 1.2.24', MEDIUM),
  present('client-ca-file', 'CIS 1.2.25', HIGH),
  present('etcd-cafile', 'CIS 1.2.26', HIGH),
  present('encryption-provider-config', 'CIS 1.2.27', MEDIUM),
  ...strongTls('CIS 1.2.29'),
  exactly('service-account-extend-token-expiration', 'false', 'CIS 1.2.30', LOW),
  present('audit-policy-file', 'CIS 3.2.1', MEDIUM),
];

const CONTROLLER_MANAGER: readonly Check[] = [
  {
    ...{ flag: 'terminated-pod-gc-threshold', source: 'CIS 1.3.1', severity: LOW },
    ...{ must: 'set --terminated-pod-gc-threshold to a number above zero' },
    isFine: (value) => value === undefined || Number(value) > 0,
  },
  exactly('profiling', 'false', 'CIS 1.3.2', LOW),
  exactly('use-service-account-credentials', 'true', 'CIS 1.3.3', MEDIUM),
  present('service-account-private-key-file', 'CIS 1.3.4', MEDIUM),
  present('root-ca-file', 'CIS 1.3.5', MEDIUM),
  listsNone('feature-gates', ['RotateKubeletServerCertificate=false'], 'CIS 1.3.6', MEDIUM),
  loopback('CIS 1.3.7'),
  ...strongTls('NSA/CISA N6'),
];

const SCHEDULER: readonly Check[] = [
  exactly('profiling', 'false', 'CIS 1.4.1', LOW, 'config'),
  loopback('CIS 1.4.2'),
  ...strongTls('NSA/CISA N6'),
];

const ETCD: readonly Check[] = [
  present('cert-file', 'CIS 2.1', HIGH),
  present('key-file', 'CIS 2.1', HIGH),
  exactly('client-cert-auth', 'true', 'CIS 2.2', HIGH),
  never('auto-tls', 'true', 'CIS 2.3', HIGH),
  present('peer-cert-file', 'CIS 2.4', HIGH),
  present('peer-key-file', 'CIS 2.4', HIGH),
  exactly('peer-client-cert-auth', 'true', 'CIS 2.5', HIGH),
  never('peer-auto-tls', 'true', 'CIS 2.6', HIGH),
  {
    ...{ flag: 'trusted-ca-file', source: 'CIS 2.7', severity: MEDIUM },
    ...{ must: 'set --trusted-ca-file to a certificate authority of etcd alone' },
    isFine: (value) => value !== undefined && value !== '' && value !== '/etc/kubernetes/pki/ca.crt',
  },
  {
    ...{ flag: 'listen-client-urls', source: 'NSA/CISA N4', severity: HIGH },
    ...{ must: 'use https in --listen-client-urls' },
    isFine: (value) => items(value).every((url) => !/^http:\/\/(?!(localhost|127\.0\.0\.1|\[::1\])(:|$))/.test(url)),
  },
];

/** The flags of each program. etcd with a configuration file is not judged. */
export const PROGRAMS: { readonly [program: string]: { checks: readonly Check[]; env?: string; file?: string } } = {
  'kube-apiserver': { checks: API_SERVER },
  'kube-controller-manager': { checks: CONTROLLER_MANAGER },
  'kube-scheduler': { checks: SCHEDULER },
  etcd: { checks: ETCD, env: 'ETCD_', file: 'config-file' },
};
