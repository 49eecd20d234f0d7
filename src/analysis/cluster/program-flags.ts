import type { Patch } from '../../json/patch';
import { minorVersion, NEWEST_VERSION } from '../../kubernetes/kubernetes-version';

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

/** The flags of one program, as one file sets them. */
export interface ProgramFlags {
  readonly program: Program;
  /** Who has the flags, for a message, such as `container "etcd"`. */
  readonly owner: string;
  /** Version of Kubernetes, if the file says it. */
  readonly kubernetesVersion?: string;
  readonly written: ReadonlyMap<string, WrittenFlag>;
  /** What is used where the file has no flag, beside the defaults of the program. */
  readonly defaults: { readonly [flag: string]: string };
  /** Whether another file has the other settings, so that a missing flag means nothing. */
  readonly isPart: boolean;
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

/** Flags that add up when they are given more than once; of the others the last one counts. */
const ADDING_UP: readonly string[] = [
  ...['authorization-mode', 'disable-admission-plugins', 'enable-admission-plugins', 'feature-gates'],
  'tls-cipher-suites',
];

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

/** Returns flags in the order of the command line, by name. */
export function flagsByName(
  flags: Iterable<readonly [name: string, flag: WrittenFlag]>,
): ReadonlyMap<string, WrittenFlag> {
  const byName = new Map<string, WrittenFlag>();
  for (const [name, flag] of flags) {
    const earlier = byName.get(name);
    const value = earlier && ADDING_UP.includes(name) ? `${earlier.value},${flag.value}` : flag.value;
    byName.set(name, { ...flag, value });
  }
  return byName;
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
