import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const digest = `@sha256:${'a1'.repeat(32)}`;
const NAME = 'kubernetes-dashboard';
const image = (name: string) => {
  return ({ spec }: World) => {
    spec.containers[0].image = `${name}${digest}`;
  };
};
const service = (selector: any) => (world: World) => {
  const metadata = { name: 'board', namespace: 'shop' };
  world.others = [{ apiVersion: 'v1', kind: 'Service', metadata, spec: { selector, ports: [{ port: 443 }] } }];
};
/** Kinds without a required selector, since the tests replace the labels of the pod. */
const kinds = ['Pod', 'Job', 'CronJob'];

testRule(rule, {
  valid: {
    'another dashboard': image('ghcr.io/acme/dashboard'),
    'a part in another path': image('ghcr.io/kubernetesui/dashboard/web'),
    'a name with the same prefix': image('ghcr.io/acme/kubernetes-dashboards'),
    'a label with the same prefix': ({ podMetadata }) => {
      podMetadata.labels['k8s-app'] = 'kubernetes-dashboard-2';
    },
    'another service': service({ app: 'dashboard' }),
    'a service without a selector': service(null),
    'its own account bound to its role': ({ roleBinding, role }) => {
      role.metadata.name = NAME;
      roleBinding.roleRef.name = NAME;
      roleBinding.subjects = [{ kind: 'ServiceAccount', name: NAME, namespace: NAME }];
    },
    'no subjects': ({ roleBinding, role }) => {
      role.metadata.name = NAME;
      roleBinding.roleRef.name = NAME;
      roleBinding.subjects = null;
    },
  },
  invalid: {
    'its image': { change: image('kubernetesui/dashboard:v2.7.0'), at: ['/containers/0/image'], mendedBy: 'none' },
    'a part of it, from a mirror': {
      change: image('mirror.example.com/kubernetesui/dashboard-metrics-scraper'),
      at: ['/containers/0/image'],
    },
    'its image of the first years': {
      change: image('registry.example.com/kubernetes-dashboard-amd64:v1.10.1'),
      at: ['/containers/0/image'],
    },
    'its image, label and account': {
      change: (world) => {
        image('kubernetesui/dashboard')(world);
        world.podMetadata.labels['k8s-app'] = NAME;
        world.spec.serviceAccountName = NAME;
      },
      at: ['/containers/0/image'],
    },
    'the label of the first years': {
      kinds,
      change: ({ podMetadata }) => {
        podMetadata.labels.app = NAME;
      },
      at: ['../metadata/labels'],
    },
    'only the label': {
      change: ({ podMetadata }) => {
        podMetadata.labels['app.kubernetes.io/name'] = NAME;
      },
      at: ['../metadata/labels'],
    },
    'its account, in another workload': {
      change: ({ spec }) => {
        spec.serviceAccountName = NAME;
      },
      at: ['/serviceAccountName'],
    },
    'its account, by the old field': {
      change: ({ spec }) => {
        delete spec.serviceAccountName;
        spec.serviceAccount = NAME;
      },
      at: ['/serviceAccount'],
      also: ['deprecated-field'],
    },
    'its service': { change: service({ 'k8s-app': NAME }), at: ['Service /spec/selector'] },
    'its role, bound to other accounts too': {
      change: ({ roleBinding, role }) => {
        role.metadata.name = NAME;
        roleBinding.roleRef.name = NAME;
        const own = { kind: 'ServiceAccount', name: NAME, namespace: NAME };
        roleBinding.subjects = [own, { kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'jane' }];
      },
      at: ['RoleBinding /subjects/1'],
    },
    'its cluster role, bound to another account': {
      change: ({ clusterRoleBinding, clusterRole }) => {
        clusterRole.metadata.name = NAME;
        clusterRoleBinding.roleRef.name = NAME;
      },
      at: ['ClusterRoleBinding /subjects/0'],
    },
  },
});
