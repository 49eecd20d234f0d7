import { escapeSegment, valueAt } from '../../../json/pointer';
import type { Program } from '../../../kubernetes/components/components';
import type { ContainerView } from '../../../model/manifest';

/** A flag or a feature gate that an object sets. */
export interface Setting {
  readonly name: string;
  /** As text; undefined where there is none. */
  readonly value: string | undefined;
  /** JSON Pointer: from the container, or from the settings. */
  readonly pointer: string;
}

/** Where kubeadm's ClusterConfiguration has the flags of each program. */
export const EXTRA_ARGS: readonly (readonly [program: Program, pointer: string])[] = [
  ['kube-apiserver', '/apiServer/extraArgs'],
  ['kube-controller-manager', '/controllerManager/extraArgs'],
  ['kube-scheduler', '/scheduler/extraArgs'],
];

/** Where files of nodes have flags of the kubelet, or feature gates as a map. */
export const NODE_FILES: {
  readonly [type: string]: { readonly program: Program; readonly args?: string; readonly gates?: string };
} = {
  'kubeadm.k8s.io/InitConfiguration': { program: 'kubelet', args: '/nodeRegistration/kubeletExtraArgs' },
  'kubeadm.k8s.io/JoinConfiguration': { program: 'kubelet', args: '/nodeRegistration/kubeletExtraArgs' },
  'kubelet.config.k8s.io/KubeletConfiguration': { program: 'kubelet', gates: '/featureGates' },
  'kubeproxy.config.k8s.io/KubeProxyConfiguration': { program: 'kube-proxy', gates: '/featureGates' },
};

/** Returns the flags of a command line. Words that stand alone are values, or words of a shell. */
export function commandLineFlags(container: ContainerView): Setting[] {
  return ['command', 'args'].flatMap((list) => {
    const words: readonly unknown[] = container.value(`/${list}`) ?? [];
    return words.flatMap((word, index) => {
      const [, name, , value] = /^--([A-Za-z][\w-]*)(=([\s\S]*))?$/.exec(String(word)) ?? [];
      const next = words[index + 1];
      const given = value ?? (typeof next === 'string' && !next.startsWith('-') ? next : undefined);
      return name === undefined ? [] : [{ name: flagName(name), value: given, pointer: `/${list}/${index}` }];
    });
  });
}

/** Returns extra arguments of kubeadm: a map, or from v1beta4 on a list. */
export function extraArgs(settings: unknown, at: string): Setting[] {
  const args = valueAt(settings, at);
  if (Array.isArray(args)) {
    return args.flatMap(({ name, value }: any, index) =>
      typeof name === 'string' ? [{ name: flagName(name), value: String(value), pointer: `${at}/${index}` }] : [],
    );
  }
  return settingsMap(settings, at).map((each) => ({ ...each, name: flagName(each.name) }));
}

/** Returns the flags or gates of a map. */
export function settingsMap(settings: unknown, at: string): Setting[] {
  return Object.entries(valueAt(settings, at) ?? {}).map(([name, value]) => ({
    ...{ name, value: String(value), pointer: `${at}/${escapeSegment(name)}` },
  }));
}

/** Returns the gates that a flag sets: `A=true,B=false`, or with the name of a component, `kube:A=true`. */
export function gatesOf({ name, value, pointer }: Setting): Setting[] {
  if (name !== 'feature-gates') return [];
  return (value ?? '').split(',').flatMap((item) => {
    const [, gate, given] = /^(?:kube:)?\s*(\w+)\s*=\s*(\w+)\s*$/.exec(item.trim()) ?? [];
    return gate === undefined ? [] : [{ name: gate, value: given, pointer }];
  });
}

/** Programs take `_` for `-`. */
function flagName(name: string): string {
  return name.replaceAll('_', '-');
}
