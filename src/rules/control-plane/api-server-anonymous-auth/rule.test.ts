import { clusterFile, file, kubeadm, runs } from '../../../../test/support/control-plane';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const authentication = (anonymous: any) => ({
  ...{ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AuthenticationConfiguration', anonymous },
});

testRule(rule, {
  kinds: ['Pod'],
  valid: {
    'no anonymous requests': runs('kube-apiserver'),
    'a file': runs('kube-apiserver', { 'anonymous-auth': undefined, 'authentication-config': '/x' }),
    'false in capitals': runs('kube-apiserver', { 'anonymous-auth': 'False' }),
    'kubeadm with a file': kubeadm('kube-apiserver', { 'anonymous-auth': undefined, 'authentication-config': '/x' }),
    'health paths': file(authentication({ enabled: true, conditions: [{ path: '/livez' }, { path: '/readyz' }] })),
    'what a join needs': file(
      authentication({
        enabled: true,
        conditions: [{ path: '/healthz' }, { path: '/api/v1/namespaces/kube-public/configmaps/cluster-info' }],
      }),
    ),
    'none by the file': file(authentication({ enabled: false })),
    'a file that leaves it to the flag': file(authentication(undefined), clusterFile('kube-apiserver', {})),
    'a file before it could say so': {
      change: file({ ...authentication(undefined), apiVersion: 'apiserver.config.k8s.io/v1beta1' }),
      version: '1.31',
    },
  },
  invalid: {
    'by default': {
      change: runs('kube-apiserver', { 'anonymous-auth': undefined }),
      at: ['/containers/0/command'],
      mendedBy: 'none',
    },
    'by the flag': { change: runs('kube-apiserver', { 'anonymous-auth': 'true' }), at: ['/containers/0/command/1'] },
    'a flag without a value': {
      change: runs('kube-apiserver', { 'anonymous-auth': '' }),
      at: ['/containers/0/command/1'],
    },
    'kubeadm by default': {
      change: kubeadm('kube-apiserver', { 'anonymous-auth': undefined }),
      at: ['ClusterConfiguration /apiServer/extraArgs'],
    },
    'a file before it could say so': {
      change: kubeadm(
        'kube-apiserver',
        { 'anonymous-auth': undefined, 'authentication-config': '/x' },
        { kubernetesVersion: 'v1.31.4' },
      ),
      also: ['known-vulnerable-component', 'kubernetes-version-unsupported'],
      at: ['ClusterConfiguration /apiServer/extraArgs'],
    },
    'the image says the version': {
      change: runs(
        'kube-apiserver',
        { 'anonymous-auth': undefined, 'authentication-config': '/x' },
        { image: `registry.k8s.io/kube-apiserver:v1.31.4@sha256:${'a1'.repeat(32)}` },
      ),
      also: ['known-vulnerable-component', 'kubernetes-version-unsupported'],
      at: ['/containers/0/command'],
    },
    'a file that does not say': {
      change: file(authentication(undefined)),
      at: ['AuthenticationConfiguration /anonymous'],
    },
    'a file without conditions': {
      change: file(authentication({ enabled: true })),
      at: ['AuthenticationConfiguration /anonymous/conditions'],
      mendedBy: 'fill',
    },
    'a path that is more than health': {
      change: file(authentication({ enabled: true, conditions: [{ path: '/livez' }, { path: '/api' }] })),
      at: ['AuthenticationConfiguration /anonymous/conditions'],
      mendedBy: 'none',
    },
  },
});
