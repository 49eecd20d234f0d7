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
const FOLDER = '/etc/kubernetes/hardening';
const HARDENING = { name: 'hardening', hostPath: FOLDER, mountPath: FOLDER, readOnly: true, pathType: 'Directory' };
const LOGS = { name: 'audit', hostPath: '/var/log/audit', mountPath: '/var/log/audit', pathType: 'DirectoryOrCreate' };
const POLICY = { 'audit-policy-file': `${FOLDER}/audit.yaml`, 'audit-log-path': '/var/log/audit/audit.log' };
const ENCRYPTION = { 'encryption-provider-config': `${FOLDER}/encryption.yaml` };
const kms = (endpoint: string) => ({
  apiVersion: CONFIG,
  kind: 'EncryptionConfiguration',
  resources: [{ resources: ['secrets'], providers: [{ kms: { apiVersion: 'v2', name: 'vault', endpoint } }] }],
});
const at = (index: number) => [`ClusterConfiguration /apiServer/extraArgs/${index}/value`];

testRule(rule, {
  valid: {
    'files and logs in folders': adds(cluster(POLICY, [HARDENING, LOGS])),
    'what kubeadm mounts': adds(cluster({ 'kubelet-certificate-authority': '/etc/kubernetes/pki/ca.crt' })),
    'logs at the standard output': adds(cluster({ ...POLICY, 'audit-log-path': '-' }, [HARDENING])),
    'no path': adds(cluster({ 'request-timeout': '300s', 'runtime-config': 'a=/b' })),
    'the socket of a key service': adds(
      cluster(ENCRYPTION, [HARDENING, { ...LOGS, name: 'kms', mountPath: '/run/kms' }]),
      kms('unix:///run/kms/vault.sock'),
    ),
  },
  invalid: {
    'nothing is mounted': { change: adds(cluster(POLICY)), at: [...at(0), ...at(1)], mendedBy: 'none' },
    'a folder of a longer name': {
      change: adds(cluster({ 'audit-policy-file': `${FOLDER}2/audit.yaml`, 'audit-log-path': '-' }, [HARDENING])),
      at: at(0),
    },
    'a log that cannot be written': {
      change: adds(cluster(POLICY, [HARDENING, { ...LOGS, readOnly: true }])),
      at: at(1),
    },
    'the log alone': {
      change: adds(
        cluster(POLICY, [HARDENING, { ...LOGS, mountPath: '/var/log/audit/audit.log', pathType: 'FileOrCreate' }]),
      ),
      at: at(1),
      severity: 'low',
    },
    'settings that the program can change': {
      change: adds(cluster(POLICY, [{ ...HARDENING, readOnly: false }, LOGS])),
      at: at(0),
      severity: 'low',
    },
    'the socket is not mounted': {
      change: adds(cluster(ENCRYPTION, [HARDENING]), kms('unix:///run/kms/vault.sock')),
      at: at(0),
    },
  },
});

test('a static pod names the flag', () => {
  const container = {
    ...{ name: 'kube-apiserver', image: 'registry.k8s.io/kube-apiserver' },
    command: [
      'kube-apiserver',
      '--client-ca-file=/etc/kubernetes/pki/ca.crt',
      '--audit-policy-file',
      '/etc/audit.yaml',
    ],
    volumeMounts: [{ name: 'certs', mountPath: '/etc/kubernetes/pki', readOnly: true }],
  };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [container] } };
  expect(placesOf(rule, [pod])).toEqual(['medium Pod /spec/containers/0/command/2']);
});
