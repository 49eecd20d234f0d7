import { type Patch, patchAway, patchTo } from '../../json/patch';
import { escapeSegment, valueAt } from '../../json/pointer';
import { KUBERNETES_PKI } from './component-flags';
import { flagsByName, type Program, type ProgramFlags, versionIn, type WrittenFlag } from './program-flags';

/** Where a ClusterConfiguration has the flags of each program. */
const EXTRA_ARGS: { readonly [program in Program]?: string } = {
  'kube-apiserver': '/apiServer/extraArgs',
  'kube-controller-manager': '/controllerManager/extraArgs',
  'kube-scheduler': '/scheduler/extraArgs',
  etcd: '/etcd/local/extraArgs',
};
const KUBELET_ARGS = '/nodeRegistration/kubeletExtraArgs';

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
function kubeadmDefaults(pki: string, hasAuthorizationFile: boolean): { readonly [program in Program]?: object } {
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
  const pki = typeof config.certificatesDir === 'string' ? config.certificatesDir : KUBERNETES_PKI;
  const external = config.etcd?.external ?? undefined;
  return Object.entries(EXTRA_ARGS).flatMap(([name, at]) => {
    const program = name as Program;
    if (program === 'etcd' && external !== undefined) return [];
    const given = argsAt(config, at);
    const isExternal = program === 'kube-apiserver' && external !== undefined;
    const written = flagsByName([...(isExternal ? externalEtcd(external) : []), ...given]);
    const defaults = kubeadmDefaults(pki, written.has('authorization-config'))[program] as { [flag: string]: string };
    return {
      ...flagsAt(config, program, at, written),
      defaults,
      kubernetesVersion: versionIn(config.kubernetesVersion),
    };
  });
}

/** Returns the flags of the kubelet that an InitConfiguration or a JoinConfiguration adds. */
export function kubeletFlags(config: any): ProgramFlags {
  const written = flagsByName(argsAt(config, KUBELET_ARGS));
  return { ...flagsAt(config, 'kubelet', KUBELET_ARGS, written), isPart: true };
}

function flagsAt(config: any, program: Program, at: string, written: ReadonlyMap<string, WrittenFlag>): ProgramFlags {
  const isList = !isMap(config, at);
  const placesOf = (flag: string) => argsAt(config, at).filter(([name]) => name === flag);
  return {
    ...{ program, owner: `${program} of ${String(config.kind)}`, written, defaults: {}, pointer: at },
    ...{ isPart: false, isOnHostNetwork: true, isProbedFromOutside: false },
    put: (flag, value) => {
      const [place, ...more] = placesOf(flag);
      if (more.length > 0 || (place === undefined && written.has(flag))) return [];
      if (place) return patchTo(config, place[1].pointer, value);
      if (!isList) return patchTo(config, `${at}/${escapeSegment(flag)}`, value);
      const isThere = Array.isArray(valueAt(config, at));
      const list: Patch[] = isThere ? [] : patchTo(config, at, []);
      return [...list, { op: 'add', path: `${at}/-`, value: { name: flag, value } }];
    },
    remove: (flag) =>
      placesOf(flag)
        .reverse()
        .flatMap(([, { pointer }]) => patchAway(isList ? pointer.replace(/\/value$/, '') : pointer)),
  };
}

/** Whether arguments are a map: before v1beta4, where nothing else is written. */
function isMap(config: any, at: string): boolean {
  const args = valueAt(config, at) ?? undefined;
  return args === undefined ? /\/v1(alpha|beta[1-3]$)/.test(String(config.apiVersion)) : !Array.isArray(args);
}

function argsAt(config: any, at: string): [string, WrittenFlag][] {
  const args: any = valueAt(config, at) ?? {};
  if (typeof args !== 'object') return [];
  const flag = (name: string, value: unknown, pointer: string): [string, WrittenFlag] => [
    name,
    { value: String(value ?? ''), pointer, label: `--${name}` },
  ];
  return Array.isArray(args)
    ? args.map((arg, index) => flag(String(arg?.name), arg?.value, `${at}/${index}/value`))
    : Object.entries(args).map(([name, value]) => flag(name, value, `${at}/${escapeSegment(name)}`));
}

function externalEtcd(external: any): [string, WrittenFlag][] {
  return Object.entries(EXTERNAL_ETCD).map(([flag, field]) => [
    flag,
    { value: String(external[field] ?? ''), pointer: `/etcd/external/${field}`, label: `etcd.external.${field}` },
  ]);
}
