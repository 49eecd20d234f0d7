import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const service = (externalName: any, rest: any = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'api', namespace: 'shop' },
  spec: { type: 'ExternalName', externalName, ...rest },
});
const push =
  (externalName: any, rest: any = {}) =>
  ({ others }: World) => {
    others.push(service(externalName, rest));
  };
const PLACE = ['Service /spec/externalName'];

testRule(rule, {
  valid: {
    'no such Service': () => {},
    'a name that its type has no use for': push('localhost', { type: 'ClusterIP', ports: [{ port: 80 }] }),
    'a name, and no type': push('localhost', { type: undefined, ports: [{ port: 80 }] }),
    'no name': push(null),
    'no text': push(5),
  },
  invalid: {
    'this machine': { change: push('localhost'), at: PLACE, severity: 'high', mendedBy: 'none' },
    'this machine, in capitals': { change: push('LOCALHOST.'), at: PLACE, severity: 'high' },
    'a name below it': { change: push('admin.localhost'), at: PLACE, severity: 'high' },
    'its address': { change: push('127.0.0.1'), at: PLACE, severity: 'high' },
    'another address of it': { change: push('127.255.255.254'), at: PLACE, severity: 'high' },
    'its address of IPv6': { change: push('::1'), at: PLACE, severity: 'high' },
    'its address of IPv6, written at length': { change: push('0:0:0:0:0:0:0:1'), at: PLACE, severity: 'high' },
    'another address': { change: push('10.0.0.1'), at: PLACE, severity: 'high' },
    'another address of IPv6': { change: push('2001:db8::7'), at: PLACE, severity: 'high' },
    'a service of another namespace': { change: push('database.ops.svc.cluster.local'), at: PLACE },
    'a service of another namespace, with a dot at the end': {
      change: push('Database.Ops.svc.cluster.local.'),
      at: PLACE,
    },
    'a pod of another namespace': { change: push('web-0.database.ops.svc.cluster.local'), at: PLACE },
    'a service of the own namespace': {
      change: push('database.shop.svc.cluster.local'),
      at: PLACE,
      severity: 'info',
    },
    '§4.40: a name outside': { change: push('api.example.com'), at: PLACE, severity: 'info' },
    'a name with the same end': { change: push('notlocalhost'), at: PLACE, severity: 'info' },
    'a name that begins alike': { change: push('localhost.example.com'), at: PLACE, severity: 'info' },
    'a name that begins like an address': { change: push('127.0.0.1.example.com'), at: PLACE, severity: 'info' },
    'a name that ends like one of the cluster': {
      change: push('database.ops.svc.mycluster.local'),
      at: PLACE,
      severity: 'info',
    },
  },
});

test('another domain of the cluster', () => {
  const named = rule.withOptions({ clusterDomains: ['k8s.example.com'] });
  expect(placesOf(named, [service('db.ops.svc.k8s.example.com')])).toEqual([`medium ${PLACE[0]}`]);
  expect(placesOf(named, [service('db.ops.svc.cluster.local')])).toEqual([`info ${PLACE[0]}`]);
});
