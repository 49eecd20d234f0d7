import type { Program } from '../../src/analysis/cluster/flags/program-flags';
import type { Cases } from './rule-tester';
import type { World } from './world';

/** Flags by name; `undefined` omits one. */
export interface FlagChange {
  readonly [flag: string]: string | undefined;
}

const PKI = '/etc/kubernetes/pki';
/** Admission plugins that are not on by default. */
const PLUGINS = ['NodeRestriction', 'AlwaysPullImages', 'DenyServiceExternalIPs', 'EventRateLimit'];
const SUITES = 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384';

/** The flags of kubeadm, and further ones that the CIS benchmark requires. */
const FLAGS: { readonly [program in Program]: FlagChange } = {
  'kube-apiserver': {
    'anonymous-auth': 'false',
    'authorization-mode': 'Node,RBAC',
    'enable-admission-plugins': PLUGINS.join(','),
    'client-ca-file': `${PKI}/ca.crt`,
    'etcd-cafile': `${PKI}/etcd/ca.crt`,
    'etcd-certfile': `${PKI}/apiserver-etcd-client.crt`,
    'etcd-keyfile': `${PKI}/apiserver-etcd-client.key`,
    'etcd-servers': 'https://127.0.0.1:2379',
    'kubelet-certificate-authority': `${PKI}/ca.crt`,
    'kubelet-client-certificate': `${PKI}/apiserver-kubelet-client.crt`,
    'kubelet-client-key': `${PKI}/apiserver-kubelet-client.key`,
    'service-account-key-file': `${PKI}/sa.pub`,
    'tls-cert-file': `${PKI}/apiserver.crt`,
    'tls-private-key-file': `${PKI}/apiserver.key`,
    'encryption-provider-config': '/etc/kubernetes/hardening/encryption.yaml',
    'audit-policy-file': '/etc/kubernetes/hardening/audit-policy.yaml',
    'audit-log-path': '/var/log/kubernetes/audit/audit.log',
    'audit-log-maxage': '30',
    'audit-log-maxbackup': '10',
    'audit-log-maxsize': '100',
    profiling: 'false',
    'service-account-extend-token-expiration': 'false',
    'tls-cipher-suites': SUITES,
  },
  'kube-controller-manager': {
    'bind-address': '127.0.0.1',
    profiling: 'false',
    'terminated-pod-gc-threshold': '1000',
    'use-service-account-credentials': 'true',
    'service-account-private-key-file': `${PKI}/sa.key`,
    'root-ca-file': `${PKI}/ca.crt`,
  },
  'kube-scheduler': { 'bind-address': '127.0.0.1', profiling: 'false' },
  etcd: {
    'cert-file': `${PKI}/etcd/server.crt`,
    'key-file': `${PKI}/etcd/server.key`,
    'client-cert-auth': 'true',
    'trusted-ca-file': `${PKI}/etcd/ca.crt`,
    'peer-cert-file': `${PKI}/etcd/peer.crt`,
    'peer-key-file': `${PKI}/etcd/peer.key`,
    'peer-client-cert-auth': 'true',
    'peer-trusted-ca-file': `${PKI}/etcd/ca.crt`,
    'listen-client-urls': 'https://127.0.0.1:2379,https://10.0.0.1:2379',
    'listen-peer-urls': 'https://10.0.0.1:2380',
    'listen-metrics-urls': 'http://127.0.0.1:2381',
  },
  kubelet: {},
  'kube-proxy': {},
};

/** The command line of a program that passes; what is changed comes first. */
export function commandLine(program: Program, change: FlagChange = {}): string[] {
  return [program, ...flagsOf(program, change).map(([flag, value]) => `--${flag}=${value}`)];
}

function flagsOf(program: Program, change: FlagChange): [string, string][] {
  const given = Object.keys(change);
  const rest = Object.entries(FLAGS[program]).filter(([flag]) => !given.includes(flag));
  return [...Object.entries(change), ...rest].flatMap(([flag, value]): [string, string][] =>
    value === undefined ? [] : [[flag, value]],
  );
}

/** The container runs a program, with other flags than those that pass. */
export function runs(program: Program, change: FlagChange = {}, rest: object = {}) {
  return ({ spec, podMetadata }: World): void => {
    podMetadata.labels.tier = 'control-plane';
    Object.assign(spec.containers[0], { command: commandLine(program, change), ...rest });
  };
}

const FIELD: readonly (readonly [program: Program, field: string])[] = [
  ['kube-apiserver', 'apiServer'],
  ['kube-controller-manager', 'controllerManager'],
  ['kube-scheduler', 'scheduler'],
];

/** A file of kubeadm that passes, with other flags of one program. */
export function clusterFile(program: Program, change: FlagChange, rest: any = {}): any {
  const isMap = rest.apiVersion === 'kubeadm.k8s.io/v1beta3';
  const args = (of: Program) => {
    const flags = flagsOf(of, of === program ? change : {});
    return { extraArgs: isMap ? Object.fromEntries(flags) : flags.map(([name, value]) => ({ name, value })) };
  };
  return {
    ...{ apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration' },
    ...Object.fromEntries(FIELD.map(([of, field]) => [field, args(of)])),
    ...{ etcd: { local: args('etcd') }, ...rest },
  };
}

/** A file of kubeadm, with other flags of one program than those that pass. */
export function kubeadm(program: Program, change: FlagChange, rest: object = {}) {
  return ({ others }: World): void => {
    others.push(clusterFile(program, change, rest));
  };
}

/** The same as before v1beta4, where flags are a map. */
export function olderKubeadm(program: Program, change: FlagChange) {
  return kubeadm(program, change, { apiVersion: 'kubeadm.k8s.io/v1beta3' });
}

const KUBELET = {
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  authentication: { x509: { clientCAFile: `${PKI}/ca.crt` } },
  rotateCertificates: true,
  serverTLSBootstrap: true,
  seccompDefault: true,
  podPidsLimit: 4096,
  tlsCipherSuites: SUITES.split(','),
};

/** Settings of a kubelet that pass, with other fields. */
export function kubeletFile(change: object = {}): any {
  return { ...structuredClone(KUBELET), ...change };
}

export function kubelet(change: object) {
  return file(kubeletFile(change));
}

/** A file of a node. */
export function file(...files: readonly any[]) {
  return ({ others }: World): void => {
    others.push(...files);
  };
}

/** A file of kubeadm for a node. */
export function nodeFile(kind: 'InitConfiguration' | 'JoinConfiguration', fields: object): any {
  return { apiVersion: 'kubeadm.k8s.io/v1beta4', kind, ...fields };
}

/** Flags that a file of kubeadm gives the kubelet. */
export function kubeletArgs(flags: { readonly [flag: string]: string }) {
  const kubeletExtraArgs = Object.entries(flags).map(([name, value]) => ({ name, value }));
  return file(nodeFile('JoinConfiguration', { nodeRegistration: { kubeletExtraArgs } }));
}

/** A file in a ConfigMap. JSON is YAML. */
export function inConfigMap(key: string, content: any) {
  return ({ others }: World): void => {
    const data = { [key]: typeof content === 'string' ? content : JSON.stringify(content) };
    others.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop' }, data });
  };
}

/** The cases of a rule about an admission plugin that is not on by default. */
export function pluginCases(plugin: string): Cases {
  const flag = 'enable-admission-plugins';
  const rest = PLUGINS.filter((each) => each !== plugin).join(',');
  return {
    kinds: ['Pod'],
    valid: {
      'the plugin': runs('kube-apiserver'),
      'with spaces': runs('kube-apiserver', { [flag]: PLUGINS.join(', ') }),
      'in a second flag': runs('kube-apiserver', { [flag]: rest }, { args: [`--${flag}=${plugin}`] }),
      'another program': runs('kube-scheduler'),
    },
    invalid: {
      'without it': {
        change: runs('kube-apiserver', { [flag]: rest }),
        at: ['/containers/0/command/1'],
        mendedBy: 'none',
      },
      'a name that contains it': {
        change: runs('kube-apiserver', { [flag]: `${rest},${plugin}2` }),
        at: ['/containers/0/command/1'],
      },
      'in kubeadm': {
        change: kubeadm('kube-apiserver', { [flag]: rest }),
        at: ['ClusterConfiguration /apiServer/extraArgs/0/value'],
      },
    },
  };
}
