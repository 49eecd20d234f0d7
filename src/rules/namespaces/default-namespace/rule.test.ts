import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const configMap = (metadata: any) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata });
const push = (object: any) => (world: World) => {
  world.others.push(object);
};

testRule(rule, {
  valid: {
    'another namespace': push(configMap({ name: 'settings', namespace: 'shop' })),
    'another name with the same prefix': push(configMap({ name: 'settings', namespace: 'default-apps' })),
    'the name in another case, which is not valid': push(configMap({ name: 'settings', namespace: 'Default' })),
    'the Service of the API': push({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'kubernetes' } }),
    'the Endpoints of the API': {
      change: push({
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: { name: 'kubernetes', namespace: 'default' },
      }),
      also: ['deprecated-field'],
    },
    'the EndpointSlice of the API': push({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'kubernetes', namespace: 'default' },
    }),
    'a cluster-scoped object': push({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fast' },
    }),
    'a cluster-scoped object with a namespace': push({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'high', namespace: 'default' },
    }),
    'a custom object without a namespace': push({
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: 'widget' },
    }),
  },
  invalid: {
    absent: {
      change: push(configMap({ name: 'settings' })),
      at: ['ConfigMap /metadata/namespace'],
      mendedBy: 'none',
    },
    null: { change: push(configMap({ name: 'settings', namespace: null })), at: ['ConfigMap /metadata/namespace'] },
    empty: { change: push(configMap({ name: 'settings', namespace: '' })), at: ['ConfigMap /metadata/namespace'] },
    'by name': {
      change: push(configMap({ name: 'settings', namespace: 'default' })),
      at: ['ConfigMap /metadata/namespace'],
    },
    'another Service': {
      change: push({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'kubernetes-web' } }),
      at: ['Service /metadata/namespace'],
    },
    'another kind named kubernetes': {
      change: push(configMap({ name: 'kubernetes' })),
      at: ['ConfigMap /metadata/namespace'],
    },
    'the default service account': {
      change: push({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default', namespace: 'default' },
        automountServiceAccountToken: false,
      }),
      at: ['ServiceAccount /metadata/namespace'],
    },
    'a custom object in default': {
      change: push({
        apiVersion: 'example.com/v1',
        kind: 'Widget',
        metadata: { name: 'widget', namespace: 'default' },
      }),
      at: ['Widget /metadata/namespace'],
    },
    'with a generated name': {
      change: push(configMap({ generateName: 'settings-' })),
      at: ['ConfigMap /metadata/namespace'],
    },
  },
});
