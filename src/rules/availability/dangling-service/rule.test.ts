import { service } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['Service /spec/selector'];
const leads =
  (spec: any, namespace = 'shop') =>
  ({ others }: World): void => {
    others.push({ ...service(), metadata: { name: 'web', namespace }, spec: { ...service().spec, ...spec } });
  };

testRule(rule, {
  valid: {
    'no Service': () => {},
    'its pods': leads({}),
    'pods with more labels': ({ podMetadata, others }) => {
      podMetadata.labels.tier = 'front';
      others.push(service());
    },
    'one pod of a stateful set': {
      change: leads({ selector: { 'statefulset.kubernetes.io/pod-name': 'web-0' } }),
      kinds: ['StatefulSet'],
    },
    'the pods of a job': { change: leads({ selector: { 'job-name': 'web' } }), kinds: ['Job'] },
    'the pods of an indexed position': {
      change: leads({ selector: { app: 'web', 'apps.kubernetes.io/pod-index': '0' } }),
      kinds: ['StatefulSet'],
    },
    'the pods of a DeploymentConfig': ({ spec, others }) => {
      const template = { metadata: { labels: { app: 'api' } }, spec: structuredClone(spec) };
      others.push(
        {
          apiVersion: 'apps.openshift.io/v1',
          kind: 'DeploymentConfig',
          metadata: { name: 'api', namespace: 'shop' },
          spec: { replicas: 1, selector: { app: 'api' }, template },
        },
        { ...service(), spec: { ...service().spec, selector: { deploymentconfig: 'api' } } },
      );
    },
    'no selector': leads({ selector: undefined }),
    'an empty selector': leads({ selector: {} }),
    'null for the selector': leads({ selector: null }),
    'an ExternalName Service': {
      change: leads({ type: 'ExternalName', externalName: 'db.example.com', selector: { app: 'db' } }),
      also: ['service-external-name'],
    },
    "another API's kind Service": ({ others }) => {
      const spec = { selector: { app: 'db' } };
      others.push({
        apiVersion: 'example.com/v1',
        kind: 'Service',
        metadata: { name: 'web', namespace: 'shop' },
        spec,
      });
    },
  },
  invalid: {
    'other labels': { change: leads({ selector: { app: 'db' } }), at, mendedBy: 'none' },
    'one label that the pods lack': { change: leads({ selector: { app: 'web', track: 'stable' } }), at },
    'the start of a value': { change: leads({ selector: { app: 'we' } }), at },
    'a key in another case': { change: leads({ selector: { App: 'web' } }), at },
    'a pod of another stateful set': {
      change: leads({ selector: { 'statefulset.kubernetes.io/pod-name': 'db-0' } }),
      at,
      kinds: ['StatefulSet', 'Deployment', 'Pod'],
    },
    'another namespace': { change: leads({}, 'other'), at },
    headless: { change: leads({ clusterIP: 'None', selector: { app: 'db' } }), at },
  },
});
