import { Severity } from '../../../engine/severity';
import { atLeast } from '../../../kubernetes/kubernetes-version';

const { HIGH, MEDIUM, LOW } = Severity;

/** A requirement for one field of a configuration file. */
export interface FieldCheck {
  readonly pointer: string;
  readonly source: string;
  readonly severity: Severity;
  readonly isFine: (value: any, config: any, kubernetesVersion: string) => boolean;
  /** The required change; follows the semicolon in the message. */
  readonly must: string;
}

const WEAK_CIPHER = /^TLS_RSA_|_RC4_|_3DES_|_CBC_/;

/** @see https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/ for the defaults of absent fields */
const KUBELET: readonly FieldCheck[] = [
  {
    ...{ pointer: '/authentication/anonymous/enabled', source: 'CIS 4.2.1', severity: HIGH, must: 'set it to false' },
    isFine: (value) => value !== true,
  },
  {
    ...{ pointer: '/authorization/mode', source: 'CIS 4.2.2', severity: HIGH, must: 'set it to "Webhook"' },
    isFine: (value) => (value ?? 'Webhook') === 'Webhook',
  },
  {
    ...{ pointer: '/authentication/webhook/enabled', source: 'CIS 4.2.2', severity: MEDIUM, must: 'set it to true' },
    isFine: (value) => value !== false,
  },
  {
    ...{ pointer: '/authentication/x509/clientCAFile', source: 'CIS 4.2.3', severity: MEDIUM },
    ...{ must: 'set it to the certificate authority of the cluster' },
    isFine: (value) => Boolean(value),
  },
  {
    ...{ pointer: '/readOnlyPort', source: 'CIS 4.2.4', severity: HIGH, must: 'set it to 0' },
    isFine: (value) => (value ?? 0) === 0,
  },
  {
    ...{ pointer: '/streamingConnectionIdleTimeout', source: 'CIS 4.2.5', severity: LOW, must: 'set it to "5m"' },
    isFine: (value, _, version) => atLeast(version, '1.34') || !/^(0[hms]*)+$/.test(String(value ?? '4h')),
  },
  {
    ...{ pointer: '/makeIPTablesUtilChains', source: 'CIS 4.2.6', severity: MEDIUM, must: 'set it to true' },
    isFine: (value) => value !== false,
  },
  {
    ...{ pointer: '/eventRecordQPS', source: 'CIS 4.2.8', severity: LOW, must: 'set it to a number above zero' },
    isFine: (value) => (value ?? 50) > 0,
  },
  {
    ...{ pointer: '/serverTLSBootstrap', source: 'CIS 4.2.9', severity: MEDIUM },
    ...{ must: 'set it to true, or give tlsCertFile and tlsPrivateKeyFile' },
    isFine: (value, config) => value === true || Boolean(config.tlsCertFile && config.tlsPrivateKeyFile),
  },
  {
    ...{ pointer: '/rotateCertificates', source: 'CIS 4.2.10', severity: MEDIUM, must: 'set it to true' },
    isFine: (value) => value === true,
  },
  {
    ...{ pointer: '/featureGates/RotateKubeletServerCertificate', source: 'CIS 4.2.11', severity: MEDIUM },
    ...{ must: 'remove it' },
    isFine: (value) => value !== false,
  },
  {
    ...{ pointer: '/tlsCipherSuites', source: 'CIS 4.2.12', severity: MEDIUM, must: 'remove weak suites' },
    isFine: (value) => !(Array.isArray(value) && value.some((suite) => WEAK_CIPHER.test(String(suite)))),
  },
  {
    ...{ pointer: '/tlsMinVersion', source: 'CIS 4.2.12', severity: MEDIUM, must: 'set it to "VersionTLS12" or newer' },
    isFine: (value) => value !== 'VersionTLS10' && value !== 'VersionTLS11',
  },
  {
    ...{
      pointer: '/podPidsLimit',
      source: 'CIS 4.2.13',
      severity: LOW,
      must: 'set it to 4096 or another limit that the nodes support',
    },
    isFine: (value) => (value ?? -1) > 0,
  },
  {
    ...{ pointer: '/seccompDefault', source: 'CIS 4.2.14', severity: MEDIUM, must: 'set it to true' },
    isFine: (value, _, version) => value === true || !atLeast(version, '1.25'),
  },
  {
    ...{ pointer: '/staticPodURL', source: 'NSA/CISA N4', severity: MEDIUM, must: 'remove it' },
    isFine: (value) => !value,
  },
];

const KUBE_PROXY: readonly FieldCheck[] = [
  {
    ...{ pointer: '/metricsBindAddress', source: 'CIS 4.3.1', severity: LOW, must: 'set it to "127.0.0.1:10249"' },
    isFine: (value) => /^(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?$/.test(value || '127.0.0.1:10249'),
  },
];

/** The fields of each configuration kind. */
export const SETTINGS: { readonly [type: string]: readonly FieldCheck[] } = {
  'kubelet.config.k8s.io/KubeletConfiguration': KUBELET,
  'kubeproxy.config.k8s.io/KubeProxyConfiguration': KUBE_PROXY,
};
