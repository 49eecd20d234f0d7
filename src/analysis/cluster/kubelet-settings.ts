import { fieldLines } from '../../kubernetes/api/table';
import { atLeast, minorVersion, NEWEST_VERSION } from '../../kubernetes/kubernetes-version';
import { CIPHER_SUITES, OLDEST_TLS } from './tls';

/** What differs between hardened kubelets. */
export interface KubeletChoices {
  readonly kubernetesVersion: string;
  readonly podPidsLimit: number;
  readonly protectKernelDefaults: boolean;
}

/** After this time the kubelet closes an idle connection. */
export const IDLE_TIMEOUT = '5m0s';

/**
 * Returns the fields of a hardened kubelet.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
 */
export function hardenedKubelet({ kubernetesVersion, podPidsLimit, protectKernelDefaults }: KubeletChoices) {
  return {
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: '/etc/kubernetes/pki/ca.crt' },
    },
    authorization: { mode: 'Webhook' },
    readOnlyPort: 0,
    healthzBindAddress: '127.0.0.1',
    ...{ rotateCertificates: true, serverTLSBootstrap: true },
    ...{ tlsMinVersion: OLDEST_TLS, tlsCipherSuites: CIPHER_SUITES },
    // From 1.34 on it has no effect.
    ...(atLeast(kubernetesVersion, '1.34') ? {} : { streamingConnectionIdleTimeout: IDLE_TIMEOUT }),
    ...{ protectKernelDefaults, makeIPTablesUtilChains: true, seccompDefault: true, podPidsLimit },
    ...{ eventRecordQPS: 50, eventBurst: 100, allowedUnsafeSysctls: [], failSwapOn: true },
    ...{ enableProfilingHandler: false, enableDebugFlagsHandler: false, enableContentionProfiling: false },
    ...{ enableSystemLogHandler: false, enableSystemLogQuery: false },
    ...{ containerLogMaxSize: '50Mi', containerLogMaxFiles: 5 },
    // Given thresholds take the place of all defaults, so these are repeated beside pid.available.
    evictionHard: {
      ...{ 'memory.available': '100Mi', 'nodefs.available': '10%', 'nodefs.inodesFree': '5%' },
      ...{ 'imagefs.available': '15%', 'imagefs.inodesFree': '5%', 'pid.available': '10%' },
    },
  };
}

/** The values that rules put in the place of weaker ones. */
export const HARDENED_KUBELET = hardenedKubelet({
  ...{ kubernetesVersion: NEWEST_VERSION, podPidsLimit: 4096, protectKernelDefaults: true },
});

/** Settings of the kernel without which a kubelet with `protectKernelDefaults` does not start. */
export const KERNEL_SETTINGS: { readonly [name: string]: number } = {
  'vm.overcommit_memory': 1,
  'vm.panic_on_oom': 0,
  'kernel.panic': 10,
  'kernel.panic_on_oops': 1,
  'kernel.keys.root_maxkeys': 1_000_000,
  'kernel.keys.root_maxbytes': 25_000_000,
};

/**
 * The version from which a kubelet knows a field, if it is newer than a given version. A kubelet that does not know one ignores
 * it, and logs one line.
 */
export function newerKubeletField(field: string, kubernetesVersion: string): string | undefined {
  const line = fieldLines('file.kubelet.v1beta1.KubeletConfiguration')?.find(({ name }) => name === field);
  return line && line.since > minorVersion(kubernetesVersion) ? `1.${line.since}` : undefined;
}

/** Reads the settings of a file in `/etc/sysctl.d`; the last line counts. */
export function sysctlValues(lines: readonly string[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const line of lines) {
    const [, name, value = ''] = /^\s*-?([\w./-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined) values.set(name.replaceAll('/', '.'), value);
  }
  return values;
}
