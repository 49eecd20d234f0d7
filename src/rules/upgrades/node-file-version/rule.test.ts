import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const file =
  (apiVersion: string, kind: string, content: any = {}) =>
  (world: World): void => {
    world.others.push({ apiVersion, kind, ...content });
  };
const anonymous = { anonymous: { enabled: false } };
const config = 'apiserver.config.k8s.io';
const node = {
  authorizers: [
    { name: 'node', type: 'Node' },
    { name: 'rbac', type: 'RBAC' },
  ],
};

testRule(rule, {
  valid: {
    'the newest of kubeadm': file('kubeadm.k8s.io/v1beta4', 'ResetConfiguration'),
    'v1beta4 since 1.31': { change: file('kubeadm.k8s.io/v1beta4', 'ResetConfiguration'), version: '1.31' },
    'v1beta3 until 1.36': { change: file('kubeadm.k8s.io/v1beta3', 'JoinConfiguration'), version: '1.36' },
    'a version that the releases before 1.28 had': {
      change: file('kubelet.config.k8s.io/v1', 'CredentialProviderConfig', { providers: [] }),
      version: '1.26',
    },
    'a beta that is still read': file(`${config}/v1beta1`, 'AuthorizationConfiguration', node),
    'another kind of the group': file('kubelet.config.k8s.io/v1alpha1', 'ImagePulledRecord'),
  },
  invalid: {
    'v1beta4 of kubeadm, which 1.30 refuses as experimental': {
      change: file('kubeadm.k8s.io/v1beta4', 'JoinConfiguration'),
      version: '1.30',
      at: ['JoinConfiguration /apiVersion'],
      mendedBy: 'force',
    },
    'v1beta3 of kubeadm, which 1.37 does not read': {
      change: file('kubeadm.k8s.io/v1beta3', 'JoinConfiguration'),
      at: ['JoinConfiguration /apiVersion'],
      mendedBy: 'force',
    },
    'arguments of kubeadm, which are no map any more': {
      change: file('kubeadm.k8s.io/v1beta3', 'ClusterConfiguration', {
        scheduler: { extraArgs: { profiling: 'false' } },
      }),
      at: ['ClusterConfiguration /apiVersion'],
      mendedBy: 'none',
    },
    'v1 of an AuthenticationConfiguration before 1.34': {
      change: file(`${config}/v1`, 'AuthenticationConfiguration', anonymous),
      version: '1.33',
      at: ['AuthenticationConfiguration /apiVersion'],
      mendedBy: 'force',
    },
    'any version of it before 1.29': {
      change: file(`${config}/v1`, 'AuthenticationConfiguration', anonymous),
      version: '1.28',
      at: ['AuthenticationConfiguration /apiVersion'],
      mendedBy: 'none',
    },
    'v1 of an AuthorizationConfiguration before 1.32': {
      change: file(`${config}/v1`, 'AuthorizationConfiguration', node),
      version: '1.31',
      at: ['AuthorizationConfiguration /apiVersion'],
      mendedBy: 'force',
    },
  },
});
