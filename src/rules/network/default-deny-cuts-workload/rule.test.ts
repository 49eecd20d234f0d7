import { service } from '../../../../test/support/availability';
import { findingsOf, placesOf } from '../../../../test/support/findings';
import { boundToPod } from '../../../../test/support/grants';
import { deployment, inNamespace, policyFor, serviceFor } from '../../../../test/support/network';
import { testRule } from '../../../../test/support/rule-tester';
import { rule as apiServer } from '../api-server-unreachable/rule';
import { rule } from './rule';

const PLACE = '../metadata/labels';
const CLIENTS = [{ from: [{ podSelector: {} }], ports: [{ port: 8080 }] }];

testRule(rule, {
  valid: {
    'neither a Service nor a token': () => {},
    'a policy for the pod': ({ others }) => {
      others.push(service(), policyFor('web', { ingress: CLIENTS }));
    },
  },
  invalid: {
    'a Service': {
      change: ({ others }) => {
        others.push(service());
      },
      at: [PLACE],
      mendedBy: 'none',
    },
    'a token': {
      change: (world) => {
        boundToPod(world);
        world.spec.automountServiceAccountToken = true;
      },
      at: [PLACE],
      also: ['service-account-token-automount'],
      severity: 'low',
    },
  },
});

const cache = (automountServiceAccountToken = false, spec: any = {}) =>
  deployment('cache', { spec: { automountServiceAccountToken, ...spec } });
const before = serviceFor('cache', [{ port: 6379 }]);
const DENY = policyFor('all', { ingress: [], egress: [] });
const DNS = { to: [inNamespace('kube-system')], ports: [{ port: 53, protocol: 'UDP' }] };
const found = (...objects: any[]) => placesOf(rule, objects);
const at = (severity: string) => [`${severity} Deployment /spec/template/metadata/labels`];

test('what is expected counts in its direction', () => {
  expect(found(cache(), before, DENY)).toEqual(at('medium'));
  expect(found(cache(), before, policyFor('all', { ingress: [] }))).toEqual(at('medium'));
  expect(found(cache(), before, policyFor('all', { egress: [] }))).toEqual([]);
  expect(found(cache(true), policyFor('all', { egress: [] }))).toEqual(at('low'));
  expect(found(cache(true), policyFor('all', { ingress: [] }))).toEqual([]);
  expect(found(cache(true), before, DENY)).toEqual(at('medium'));
});

test('DNS alone is no traffic', () => {
  expect(found(cache(), before, policyFor('all', { ingress: [], egress: [DNS] }))).toEqual(at('medium'));
  expect(found(cache(), before, policyFor('all', { ingress: [], egress: [DNS, { ports: [{ port: 443 }] }] }))).toEqual(
    [],
  );
});

test('a policy that allows something, or is for the pod', () => {
  expect(found(cache(), before, policyFor('all', { ingress: CLIENTS }))).toEqual([]);
  expect(found(cache(), before, DENY, policyFor('cache', { ingress: CLIENTS }))).toEqual([]);
  expect(found(cache(), before, DENY, policyFor('cache', { egress: [DNS] }))).toEqual([]);
  expect(found(cache(), before, DENY, policyFor('cache', { ingress: [] }))).toEqual([]);
  expect(found(cache(), before, DENY, policyFor('other', { ingress: CLIENTS }))).toEqual(at('medium'));
});

test('a deny elsewhere, and pods that none isolates', () => {
  expect(found(cache(), before)).toEqual([]);
  expect(found(cache(), before, policyFor('all', { ingress: [] }, 'other'))).toEqual([]);
  expect(found(cache(true, { hostNetwork: true }), before, DENY)).toEqual([]);
  const calico = {
    apiVersion: 'projectcalico.org/v3',
    kind: 'NetworkPolicy',
    metadata: { name: 'cache', namespace: 'shop' },
    spec: { selector: "app == 'cache'", ingress: [{ action: 'Allow' }] },
  };
  expect(found(cache(), before, DENY, calico)).toEqual([]);
});

test('an API server out of reach follows from it', () => {
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'cache', namespace: 'shop' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'shop' }],
  };
  const objects = [cache(true), DENY, binding];
  expect(apiServer.meta.impliedBy).toEqual([rule.meta.id]);
  expect(findingsOf(apiServer, objects).map(({ pointer }) => pointer)).toEqual(
    findingsOf(rule, objects).map(({ pointer }) => pointer),
  );
  expect(findingsOf(rule, objects)[0]?.message).toBe(
    'pod is cut off by policy "all" for all pods of the namespace, and no other policy allows it any traffic, although it mounts a token of the API server; add a policy for it',
  );
});
