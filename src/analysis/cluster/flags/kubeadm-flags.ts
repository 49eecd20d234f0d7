import { type Patch, patchTo } from '../../../json/patch';
import { escapeSegment, valueAt } from '../../../json/pointer';
import { type Flags, KUBERNETES_PKI } from '../component-flags';
import {
  flagName,
  flagsByName,
  type GivenFlag,
  type Mount,
  mountsOf,
  type Program,
  type ProgramFlags,
  removed,
  versionIn,
  type WrittenFlag,
} from './program-flags';

/** Where a ClusterConfiguration has each program. */
const COMPONENTS: readonly (readonly [program: Program, pointer: string])[] = [
  ['kube-apiserver', '/apiServer'],
  ['kube-controller-manager', '/controllerManager'],
  ['kube-scheduler', '/scheduler'],
  ['etcd', '/etcd/local'],
];
/** The programs of the control plane. */
export const CONTROL_PLANE: readonly Program[] = COMPONENTS.map(([program]) => program);
const KUBELET_ARGS = '/nodeRegistration/kubeletExtraArgs';

/** What kubeadm mounts by itself; the certificates of the system are there under different paths. */
const MOUNTED: readonly string[] = [
  ...[KUBERNETES_PKI, '/etc/ssl/certs', '/etc/pki/ca-trust', '/etc/pki/tls/certs', '/etc/ca-certificates'],
  ...['/usr/share/ca-certificates', '/usr/local/share/ca-certificates', '/usr/libexec/kubernetes/kubelet-plugins'],
  ...['/etc/kubernetes/controller-manager.conf', '/etc/kubernetes/scheduler.conf', '/var/lib/etcd'],
];

/** Fields of an external etcd that become flags of the API server. */
const EXTERNAL_ETCD: { readonly [flag: string]: string } = {
  'etcd-cafile': 'caFile',
  'etcd-certfile': 'certFile',
  'etcd-keyfile': 'keyFile',
  'etcd-servers': 'endpoints',
};

/**
 * Flags that kubeadm sets by itself, of those that rules judge.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.0/cmd/kubeadm/app/phases/controlplane/manifests.go
 */
function kubeadmDefaults(pki: string, hasAuthorizationFile: boolean): { readonly [program in Program]?: Flags } {
  return {
    'kube-apiserver': {
      'client-ca-file': `${pki}/ca.crt`,
      'enable-admission-plugins': 'NodeRestriction',
      'etcd-cafile': `${pki}/etcd/ca.crt`,
      'etcd-certfile': `${pki}/apiserver-etcd-client.crt`,
      'etcd-keyfile': `${pki}/apiserver-etcd-client.key`,
      'etcd-servers': 'https://127.0.0.1:2379',
      'kubelet-client-certificate': `${pki}/apiserver-kubelet-client.crt`,
      'kubelet-client-key': `${pki}/apiserver-kubelet-client.key`,
      'service-account-key-file': `${pki}/sa.pub`,
      'tls-cert-file': `${pki}/apiserver.crt`,
      'tls-private-key-file': `${pki}/apiserver.key`,
      ...(hasAuthorizationFile ? {} : { 'authorization-mode': 'Node,RBAC' }),
    },
    'kube-controller-manager': {
      'bind-address': '127.0.0.1',
      'root-ca-file': `${pki}/ca.crt`,
      'service-account-private-key-file': `${pki}/sa.key`,
      'use-service-account-credentials': 'true',
    },
    'kube-scheduler': { 'bind-address': '127.0.0.1' },
    etcd: {
      'cert-file': `${pki}/etcd/server.crt`,
      'client-cert-auth': 'true',
      'key-file': `${pki}/etcd/server.key`,
      'listen-client-urls': 'https://127.0.0.1:2379',
      'listen-metrics-urls': 'http://127.0.0.1:2381',
      'listen-peer-urls': 'https://127.0.0.1:2380',
      'peer-cert-file': `${pki}/etcd/peer.crt`,
      'peer-client-cert-auth': 'true',
      'peer-key-file': `${pki}/etcd/peer.key`,
      'peer-trusted-ca-file': `${pki}/etcd/ca.crt`,
      'trusted-ca-file': `${pki}/etcd/ca.crt`,
    },
  };
}

/** Returns the flags of the programs that kubeadm runs by a ClusterConfiguration. */
export function clusterFlags(config: any): ProgramFlags[] {
  const folder = config.certificatesDir;
  const pki = typeof folder === 'string' && folder !== '' ? folder : KUBERNETES_PKI;
  const external = config.etcd?.external ?? undefined;
  return COMPONENTS.flatMap(([program, component]) => {
    if (program === 'etcd' && external !== undefined) return [];
    const also = program === 'kube-apiserver' && external !== undefined ? externalEtcd(external) : [];
    const flags = flagsAt(config, program, `${component}/extraArgs`, also);
    const volumes = mountsOf(valueAt(config, `${component}/extraVolumes`));
    return {
      ...flags,
      defaults: kubeadmDefaults(pki, flags.written.has('authorization-config'))[program] ?? {},
      mounts: [...[...MOUNTED, pki].map((path): Mount => ({ path, isReadOnly: true })), ...volumes],
      kubernetesVersion: versionIn(config.kubernetesVersion),
    };
  });
}

/** Returns the flags of the kubelet that an InitConfiguration or a JoinConfiguration adds. */
export function kubeletFlags(config: any): ProgramFlags {
  return { ...flagsAt(config, 'kubelet', KUBELET_ARGS), isPart: true };
}

function flagsAt(
  config: any,
  program: Program,
  pointer: string,
  also: readonly (readonly [flag: string, written: WrittenFlag])[] = [],
): ProgramFlags {
  const given = argsAt(config, pointer);
  const written = new Map([...also, ...flagsByName(given)]);
  const named = (flag: string) => given.filter(({ name }) => name === flag);
  return {
    ...{ program, owner: `${program} of ${String(config.kind)}`, given, written, defaults: {}, pointer, mounts: [] },
    ...{ isPart: false, isOnHostNetwork: true, isProbedFromOutside: false },
    put: (flag, value) => {
      const [own, ...more] = named(flag);
      if (more.length > 0 || (own === undefined && written.has(flag))) return [];
      if (own) return patchTo(config, own.pointer, value);
      if (isMap(config, pointer)) return patchTo(config, `${pointer}/${escapeSegment(flag)}`, value);
      const isThere = Array.isArray(valueAt(config, pointer));
      const list: Patch[] = isThere ? [] : patchTo(config, pointer, []);
      return [...list, { op: 'add', path: `${pointer}/-`, value: { name: flag, value } }];
    },
    remove: (flag) => removed(named(flag)),
  };
}

/** Whether arguments are a map: before v1beta4, where nothing else is written. */
function isMap(config: any, at: string): boolean {
  const args = valueAt(config, at) ?? undefined;
  return args === undefined ? /\/v1(alpha|beta[1-3]$)/.test(String(config.apiVersion)) : !Array.isArray(args);
}

function argsAt(config: any, at: string): GivenFlag[] {
  const args: any = valueAt(config, at) ?? {};
  if (typeof args !== 'object') return [];
  const flag = (written: string, given: unknown, pointer: string, place: string): GivenFlag => {
    const name = flagName(written);
    return { name, value: String(given ?? ''), pointer, label: `--${name}`, places: [place] };
  };
  return Array.isArray(args)
    ? args.map((arg, index) => flag(String(arg?.name), arg?.value, `${at}/${index}/value`, `${at}/${index}`))
    : Object.entries(args).map(([name, value]) => {
        const place = `${at}/${escapeSegment(name)}`;
        return flag(name, value, place, place);
      });
}

function externalEtcd(external: any): [string, WrittenFlag][] {
  return Object.entries(EXTERNAL_ETCD).map(([flag, field]) => [
    flag,
    { value: String(external[field] ?? ''), pointer: `/etcd/external/${field}`, label: `etcd.external.${field}` },
  ]);
}
