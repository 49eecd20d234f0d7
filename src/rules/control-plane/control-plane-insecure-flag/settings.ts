import type { Severity } from '../../../engine/severity';
import { valueAt } from '../../../json/pointer';
import { groupOf, typeOf } from '../../../kubernetes/workload-kinds';
import { PROGRAMS } from './flags';
import { SETTINGS } from './kubelet';

export const CLUSTER_CONFIGURATION = 'kubeadm.k8s.io/ClusterConfiguration';

/** One insecure field of a configuration file. */
export interface Weakness {
  readonly pointer: string;
  /** What the field says, after "has". */
  readonly what: string;
  readonly source: string;
  readonly severity: Severity;
  readonly must: string;
}

/** Returns what is insecure in a configuration file of the kubelet, of kube-proxy or of kubeadm. */
export function weaknessesOf(config: any, kubernetesVersion: string): Weakness[] {
  const { apiVersion, kind } = config ?? {};
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return [];
  const type = typeOf(groupOf(apiVersion), kind);
  if (type === CLUSTER_CONFIGURATION) return flagsOf(config);
  const checks = Object.hasOwn(SETTINGS, type) ? (SETTINGS[type] ?? []) : [];
  return checks.flatMap(({ pointer, source, severity, isFine, must }) => {
    const value = valueAt(config, pointer) ?? undefined;
    if (isFine(value, config, kubernetesVersion)) return [];
    const field = pointer.slice(1).replaceAll('/', '.');
    const what = value === undefined ? `no ${field}` : `${field} ${JSON.stringify(value)}`;
    return [{ pointer, what, source, severity, must }];
  });
}

/** Where kubeadm's file has the flags of each program: `extraArgs` are a map, or from v1beta4 on a list. */
const EXTRA_ARGS: { readonly [program: string]: string } = {
  'kube-apiserver': '/apiServer/extraArgs',
  'kube-controller-manager': '/controllerManager/extraArgs',
  'kube-scheduler': '/scheduler/extraArgs',
  etcd: '/etcd/local/extraArgs',
};

/** Judges the flags that the file sets. What it leaves out, kubeadm sets. */
function flagsOf(config: any): Weakness[] {
  return Object.entries(EXTRA_ARGS).flatMap(([program, at]) => {
    const extraArgs = valueAt(config, at) ?? {};
    const listed: [unknown, any, string][] = Array.isArray(extraArgs)
      ? extraArgs.map((arg, index) => [arg?.name, arg?.value, `${at}/${index}/value`])
      : Object.entries(extraArgs).map(([name, value]) => [name, value, `${at}/${name}`]);
    const flags = new Map(listed.map(([name, value, pointer]) => [name, { value, pointer }]));
    return (PROGRAMS[program]?.checks ?? []).flatMap(({ flag, source, severity, isFine, must, unless }) => {
      const found = flags.get(flag);
      const isDecided = unless !== undefined && flags.has(unless);
      if (!found || isDecided || isFine(String(found.value ?? ''))) return [];
      const what = `--${flag} ${JSON.stringify(found.value)} of ${program}`;
      return [{ pointer: found.pointer, what, source, severity, must }];
    });
  });
}
