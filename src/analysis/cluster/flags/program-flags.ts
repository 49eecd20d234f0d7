import { type Patch, patchAway } from '../../../json/patch';
import { minorVersion, NEWEST_VERSION } from '../../../kubernetes/kubernetes-version';
import type { ContainerView } from '../../../model/manifest';

/** A program of the cluster whose flags are known. */
export type Program =
  | 'etcd'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-proxy'
  | 'kube-scheduler'
  | 'kubelet';

/** A flag as a file has it. */
export interface WrittenFlag {
  readonly value: string;
  /** JSON Pointer from the root of the object. */
  readonly pointer: string;
  /** What the file calls it, such as `--profiling` or `etcd.external.caFile`. */
  readonly label: string;
}

/** A flag of a command line, or of the arguments that kubeadm passes on. */
export interface GivenFlag extends WrittenFlag {
  readonly name: string;
  /** JSON Pointers of all that the flag takes, from the root of the object. */
  readonly places: readonly string[];
}

/** A path that a program sees in its container. */
export interface Mount {
  readonly path: string;
  readonly isReadOnly: boolean;
}

/** The flags of one program, as one file sets them. */
export interface ProgramFlags {
  readonly program: Program;
  /** Who has the flags, for a message, such as `container "etcd"`. */
  readonly owner: string;
  /** Version of Kubernetes, if the file says it. */
  readonly kubernetesVersion?: string;
  /** The flags in their order, also those that are given again. */
  readonly given: readonly GivenFlag[];
  /** The flags by name, with what else sets one: variables of etcd, fields of kubeadm. */
  readonly written: ReadonlyMap<string, WrittenFlag>;
  /** What is used where the file has no flag, beside the defaults of the program. */
  readonly defaults: { readonly [flag: string]: string };
  /** Whether another file has the other settings, so that a missing flag means nothing. */
  readonly isPart: boolean;
  readonly mounts: readonly Mount[];
  /** What runs the program; undefined for a file of kubeadm. */
  readonly container?: ContainerView;
  /** Whether the program uses the network of its node. */
  readonly isOnHostNetwork: boolean;
  /** Whether the kubelet asks the program for its health at an address that is not the loopback address. */
  readonly isProbedFromOutside: boolean;
  /** JSON Pointer of what has the flags, for one that is missing. */
  readonly pointer: string;
  /** Returns the patches that set a flag; empty where the file does not set it as a flag. */
  put(flag: string, value: string): Patch[];
  /** Returns the patches that remove a flag that is written. */
  remove(flag: string): Patch[];
}

/**
 * Flags with a list or a map, which add up when they are given more than once; of the others the last one counts.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/staging/src/k8s.io/component-base/cli/flag/map_string_bool.go
 */
const ADDING_UP: readonly string[] = [
  ...['admission-control', 'allow-metric-labels', 'allowed-unsafe-sysctls', 'api-audiences', 'authorization-mode'],
  ...['authorization-always-allow-paths', 'cluster-dns', 'controllers', 'cors-allowed-origins'],
  ...['cpu-manager-policy-options', 'disable-admission-plugins', 'disabled-metrics', 'emulated-version'],
  ...['enable-admission-plugins', 'enforce-node-allocatable', 'etcd-servers', 'etcd-servers-overrides'],
  ...['eviction-hard', 'eviction-minimum-reclaim', 'eviction-soft', 'eviction-soft-grace-period', 'feature-gates'],
  ...['ipvs-exclude-cidrs', 'kube-reserved', 'kubelet-preferred-address-types', 'manifest-url-header'],
  ...['min-compatibility-version', 'node-labels', 'nodeport-addresses', 'oidc-required-claim', 'oidc-signing-algs'],
  ...['qos-reserved', 'register-with-taints', 'requestheader-allowed-names', 'requestheader-extra-headers-prefix'],
  ...['requestheader-group-headers', 'requestheader-uid-headers', 'requestheader-username-headers', 'reserved-memory'],
  ...['runtime-config', 'strict-transport-security-directives', 'system-reserved', 'tls-cipher-suites'],
  ...['tls-curve-preferences', 'topology-manager-policy-options', 'vmodule', 'watch-cache-sizes'],
];

/** Flags that add up too, but a comma does not part their values. */
const ONE_BY_ONE: readonly string[] = ['service-account-issuer', 'service-account-key-file', 'tls-sni-cert-key'];

/** Whether a flag may be given more than once, and all its values count. */
export function addsUp(flag: string): boolean {
  return ADDING_UP.includes(flag) || ONE_BY_ONE.includes(flag);
}

/** Flags that are true or false; these take no second word. */
const BOOLEAN: readonly string[] = [
  ...['anonymous-auth', 'auto-tls', 'client-cert-auth', 'kubelet-https', 'peer-auto-tls', 'peer-client-cert-auth'],
  ...['profiling', 'service-account-extend-token-expiration', 'service-account-lookup'],
  'use-service-account-credentials',
];

/** Whether a flag is true or false. */
export function isBoolean(flag: string): boolean {
  return BOOLEAN.includes(flag);
}

/** Returns the name of a flag: programs take `_` for `-`. */
export function flagName(written: string): string {
  return written.replaceAll('_', '-');
}

/** Returns flags in their order, by name. */
export function flagsByName(flags: readonly GivenFlag[]): Map<string, WrittenFlag> {
  const byName = new Map<string, WrittenFlag>();
  for (const { name, value, pointer, label } of flags) {
    const earlier = byName.get(name);
    const isMore = earlier !== undefined && ADDING_UP.includes(name);
    byName.set(name, { value: isMore ? `${earlier.value},${value}` : value, pointer, label });
  }
  return byName;
}

/** Returns the paths that mounts of volumes show: of a container, or of kubeadm. */
export function mountsOf(volumes: unknown): Mount[] {
  if (!Array.isArray(volumes)) return [];
  return volumes.map((volume) => ({ path: String(volume?.mountPath ?? ''), isReadOnly: volume?.readOnly === true }));
}

/** Returns the patches that remove flags: from the end, so that the indexes of the others stay valid. */
export function removed(flags: readonly GivenFlag[]): Patch[] {
  return flags
    .flatMap(({ places }) => places)
    .reverse()
    .flatMap(patchAway);
}

/** Returns the value that a program uses for a flag; undefined where that is its own default. */
export function flagValue({ written, defaults }: ProgramFlags, flag: string): string | undefined {
  return written.get(flag)?.value ?? (Object.hasOwn(defaults, flag) ? defaults[flag] : undefined);
}

/** Returns the Kubernetes version in a text, such as `v1.36.2` or `stable-1.36`; undefined if there is none. */
export function versionIn(text: unknown): string | undefined {
  const [, minor] = /(?:^|:|-)v?1\.(\d{1,3})(?:\.\d+)?(?:$|[-+@.])/.exec(String(text ?? '')) ?? [];
  if (minor === undefined) return undefined;
  return Number(minor) > minorVersion(NEWEST_VERSION) ? NEWEST_VERSION : `1.${minor}`;
}
