import { CIPHER_SUITES, OLDEST_TLS } from '../../../analysis/cluster/tls';

export const PORT = 10_250;
/** Folder of the certificate authority of kubelets. */
export const AUTHORITY = '/kubelet-authority';
/** Folder of the certificate of metrics-server. */
export const CERTIFICATE = '/certificate';

const ARGS = [
  `--secure-port=${PORT}`,
  '--kubelet-preferred-address-types=InternalIP',
  '--kubelet-use-node-status-port',
  '--metric-resolution=15s',
  `--kubelet-certificate-authority=${AUTHORITY}/ca.crt`,
  `--tls-cert-file=${CERTIFICATE}/tls.crt`,
  `--tls-private-key-file=${CERTIFICATE}/tls.key`,
  `--tls-min-version=${OLDEST_TLS}`,
  `--tls-cipher-suites=${CIPHER_SUITES.join(',')}`,
];
const flagOf = (arg: string) => arg.split('=')[0] ?? '';

/** Returns the arguments of metrics-server; those of the author take the place of its own. */
export function argsWith(args: readonly string[]): string[] {
  return [...ARGS.filter((own) => !args.some((arg) => flagOf(arg) === flagOf(own))), ...args];
}

/** Returns what is wrong with arguments of the author. */
export function argsProblem(args: readonly string[]): string | undefined {
  for (const arg of args) {
    const flag = flagOf(arg);
    if (!/^--[a-z][a-z0-9-]*$/.test(flag)) return `has the argument "${arg}"; write it as "--flag=value"`;
    if (/insecure/.test(flag))
      return `has the argument "${flag}", with which it trusts any kubelet; leave it out, and let the cluster sign the certificates of kubelets (serverTLSBootstrap)`;
    if (flag !== '--metric-resolution' && ARGS.some((own) => flagOf(own) === flag))
      return `has the argument "${flag}", which is decided here; leave it out`;
  }
  return undefined;
}
