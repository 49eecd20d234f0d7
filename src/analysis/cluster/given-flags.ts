import { addTo } from '../../json/group-by';
import type { ContainerView, Manifest } from '../../model/manifest';

/** One value of a flag, and where it is given. */
export interface GivenValue {
  readonly value: string;
  /** JSON Pointer from the root of the object. */
  readonly pointer: string;
}

/** A path that a program sees in its container. */
export interface GivenMount {
  readonly path: string;
  readonly isReadOnly: boolean;
}

/** A program of the control plane whose flags an object gives. */
export interface GivenProgram {
  /** Such as `kube-apiserver`. */
  readonly name: string;
  /** The values of each flag, without dashes, in their order: the last one counts, but for lists. */
  readonly flags: ReadonlyMap<string, readonly GivenValue[]>;
  readonly mounts: readonly GivenMount[];
  /** Whether kubeadm adds flags, mounts and probes. */
  readonly isOfKubeadm: boolean;
  /** The container of a static pod. */
  readonly container?: ContainerView;
}

export const CLUSTER_CONFIGURATION = 'kubeadm.k8s.io/ClusterConfiguration';

/** Where kubeadm's file has each program. */
const COMPONENTS: readonly (readonly [program: string, pointer: string])[] = [
  ['kube-apiserver', '/apiServer'],
  ['kube-controller-manager', '/controllerManager'],
  ['kube-scheduler', '/scheduler'],
  ['etcd', '/etcd/local'],
];
const PROGRAMS = COMPONENTS.map(([program]) => program);

/** What kubeadm mounts by itself; the certificates of the system are there under different paths. */
const OF_KUBEADM: readonly string[] = [
  ...['/etc/kubernetes/pki', '/etc/ssl/certs', '/etc/pki/ca-trust', '/etc/pki/tls/certs', '/etc/ca-certificates'],
  ...['/usr/share/ca-certificates', '/usr/local/share/ca-certificates', '/usr/libexec/kubernetes/kubelet-plugins'],
  ...['/etc/kubernetes/controller-manager.conf', '/etc/kubernetes/scheduler.conf', '/var/lib/etcd'],
];

/** Returns the programs that a ClusterConfiguration of kubeadm or a static pod is about. */
export function givenPrograms(manifest: Manifest): GivenProgram[] {
  if (manifest.groupKind === CLUSTER_CONFIGURATION) return ofKubeadm(manifest);
  if (manifest.groupKind !== 'Pod') return [];
  return manifest.podTemplates.flatMap(({ containers }) => containers.flatMap((container) => ofContainer(container)));
}

/** The value that counts; undefined where none is given. */
export function flagOf({ flags }: GivenProgram, flag: string): GivenValue | undefined {
  return flags.get(flag)?.at(-1);
}

function ofKubeadm(config: Manifest): GivenProgram[] {
  const folder: unknown = config.value('/certificatesDir');
  const own = [...OF_KUBEADM, ...(typeof folder === 'string' && folder !== '' ? [folder] : [])];
  return COMPONENTS.flatMap(([name, pointer]) => {
    const component = config.value(pointer);
    if (!component) return [];
    const volumes: any[] = component.extraVolumes ?? [];
    return [
      {
        name,
        flags: extraArgs(component.extraArgs ?? {}, `${pointer}/extraArgs`),
        mounts: [
          ...own.map((path) => ({ path, isReadOnly: true })),
          ...volumes.map(({ mountPath = '', readOnly }) => ({ path: mountPath, isReadOnly: readOnly === true })),
        ],
        isOfKubeadm: true,
      },
    ];
  });
}

/** A map before v1beta4, and a list from then on. */
function extraArgs(args: any, pointer: string): Map<string, GivenValue[]> {
  const flags = new Map<string, GivenValue[]>();
  const listed: [string, unknown, string][] = Array.isArray(args)
    ? args.map(({ name = '', value }, index) => [name, value, `${pointer}/${index}/value`])
    : Object.entries(args).map(([name, value]) => [name, value, `${pointer}/${name}`]);
  for (const [name, value, at] of listed) addTo(flags, name, { value: String(value ?? ''), pointer: at });
  return flags;
}

function ofContainer(container: ContainerView): GivenProgram[] {
  const words = ['command', 'args'].flatMap((field) =>
    ((container.value(`/${field}`) ?? []) as string[]).map((word, index) => ({
      word,
      pointer: `${container.path}/${field}/${index}`,
    })),
  );
  const name = words[0]?.word.slice(words[0].word.lastIndexOf('/') + 1) ?? '';
  if (!PROGRAMS.includes(name)) return [];
  const flags = new Map<string, GivenValue[]>();
  words.forEach(({ word, pointer }, index) => {
    const [, flag, , value] = /^--?([A-Za-z][\w-]*)(=([\s\S]*))?$/.exec(word) ?? [];
    if (flag === undefined) return;
    const next = words[index + 1]?.word;
    const given = value ?? (next === undefined || next.startsWith('-') ? 'true' : next);
    const key = flag.replaceAll('_', '-');
    addTo(flags, key, { value: given, pointer });
  });
  const mounts: any[] = container.value('/volumeMounts') ?? [];
  return [
    {
      name,
      flags,
      mounts: mounts.map(({ mountPath = '', readOnly }) => ({ path: mountPath, isReadOnly: readOnly === true })),
      isOfKubeadm: false,
      container,
    },
  ];
}
