import { service } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule as deprecatedField } from '../../upgrades/deprecated-field/rule';
import { rule as nodePort } from '../node-port-service/rule';
import { rule } from './rule';

const push =
  (spec: any) =>
  ({ others }: World) => {
    others.push({ ...service(), spec: { ...service().spec, ...spec } });
  };
const PLACE = ['Service /spec/externalIPs'];

testRule(rule, {
  plus: [deprecatedField, nodePort],
  valid: {
    absent: push({}),
    'an empty list, as cdk8s-plus writes it': push({ externalIPs: [] }),
    null: push({ externalIPs: null }),
    'no list': push({ externalIPs: '203.0.113.7' }),
    'a name outside': push({ externalName: 'example.com' }),
  },
  invalid: {
    'one address': {
      change: push({ externalIPs: ['203.0.113.7'] }),
      at: PLACE,
      also: ['deprecated-field'],
      mendedBy: 'force',
    },
    'several, of both families': {
      change: push({ externalIPs: ['203.0.113.7', '2001:db8::7'] }),
      at: PLACE,
      also: ['deprecated-field'],
    },
    'on a Service with ports on the nodes': {
      change: push({ type: 'NodePort', externalIPs: ['203.0.113.7'] }),
      at: PLACE,
      also: ['deprecated-field', 'node-port-service'],
    },
  },
});
