import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const CONFIG = 'apiserver.config.k8s.io/v1';
const cluster = (flags: any, volumes: any[] = [], rest: any = {}) => ({
  apiVersion: 'kubeadm.k8s.io/v1beta4',
  kind: 'ClusterConfiguration',
  apiServer: {
    extraArgs: Object.entries(flags).map(([name, value]) => ({ name, value })),
    extraVolumes: volumes,
  },
  ...rest,
});
const adds =
  (...objects: any[]) =>
  ({ others }: World): void => {
    others.push(...objects);
  };
const PKI = '/etc/kubernetes/pki';
const POLICY = { 'audit-policy-file': `${PKI}/audit.yaml` };
const AUTHORITY = { 'kubelet-certificate-authority': `${PKI}/ca.crt` };
const kubelet = (content: any) => ({
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  serverTLSBootstrap: true,
  ...content,
});
const kubeadm = (kind: string, content: any) => ({ apiVersion: 'kubeadm.k8s.io/v1beta4', kind, ...content });
const sysctl = (...lines: string[]) => ({ apiVersion: 'files.cdk8s-hardened/v1', kind: 'SysctlConfiguration', lines });
const KERNEL = [
  ...['vm.overcommit_memory = 1', 'vm.panic_on_oom=0', 'kernel/panic = 10', 'kernel.panic_on_oops = 1'],
  ...['kernel.keys.root_maxkeys = 1000000', 'kernel.keys.root_maxbytes = 25000000'],
];
const OFF = { 'anonymous-auth': 'false' };
const at = (index = 0) => [`ClusterConfiguration /apiServer/extraArgs/${index}/value`];

testRule(rule, {
  valid: {
    'a log': adds(cluster({ ...POLICY, 'audit-log-path': '-' })),
    'certificates of the cluster on kubelets': adds(cluster(AUTHORITY), kubelet({})),
    'given certificates': adds(
      cluster(AUTHORITY),
      kubelet({ serverTLSBootstrap: false, tlsCertFile: '/a', tlsPrivateKeyFile: '/b' }),
    ),
    'no anonymous requests': adds(
      cluster(OFF),
      kubeadm('InitConfiguration', { patches: { directory: '/etc/kubernetes/kubeadm/patches' } }),
      kubeadm('JoinConfiguration', {
        discovery: { file: { kubeConfigPath: '/etc/kubernetes/kubeadm/discovery.conf' } },
      }),
    ),
    'settings of the kernel': adds(
      cluster({}),
      kubelet({ protectKernelDefaults: true }),
      sysctl('# kernel', ...KERNEL),
    ),
    'a kubelet without the texts of its node': adds(cluster({}), kubelet({ protectKernelDefaults: true })),
  },
  invalid: {
    'no log': { change: adds(cluster(POLICY)), at: at(), mendedBy: 'none' },
    'certificates that kubelets sign': {
      change: adds(cluster(AUTHORITY), kubelet({ serverTLSBootstrap: false })),
      at: at(),
    },
    'anonymous requests of which nothing is said': {
      change: adds(cluster({ 'authentication-config': `${PKI}/a.yaml` }), {
        apiVersion: CONFIG,
        kind: 'AuthenticationConfiguration',
      }),
      at: at(),
    },
    'anonymous probes': { change: adds(cluster(OFF), kubeadm('InitConfiguration', {})), at: at() },
    'anonymous nodes': {
      change: adds(cluster(OFF), kubeadm('JoinConfiguration', { discovery: { bootstrapToken: { token: 'a' } } })),
      at: at(),
    },
    'no settings of the kernel': {
      change: adds(kubelet({ protectKernelDefaults: true }), { ...sysctl(), kind: 'TmpfilesConfiguration' }),
      at: ['KubeletConfiguration /protectKernelDefaults'],
      severity: 'low',
    },
    'one setting is another': {
      change: adds(kubelet({ protectKernelDefaults: true }), sysctl(...KERNEL, 'kernel.panic = 0')),
      at: ['KubeletConfiguration /protectKernelDefaults'],
      severity: 'low',
    },
  },
});

test('the probes of a static pod', () => {
  const container = (probe: any) => ({
    ...{ name: 'kube-apiserver', image: 'a', command: ['kube-apiserver', '--anonymous-auth=false'] },
    livenessProbe: probe,
  });
  const pod = (probe: any) => ({
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } },
    spec: { containers: [container(probe)] },
  });
  expect(placesOf(rule, [pod({ httpGet: { port: 6443 } })])).toEqual(['medium Pod /spec/containers/0/command/1']);
  expect(placesOf(rule, [pod({ tcpSocket: { port: 6443 } })])).toEqual([]);
});
