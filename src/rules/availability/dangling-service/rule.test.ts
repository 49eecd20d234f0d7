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
    'another namespace': { change: leads({}, 'other'), at },
    headless: { change: leads({ clusterIP: 'None', selector: { app: 'db' } }), at },
  },
});
