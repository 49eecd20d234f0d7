import { findingsOf, placesOf } from '../../../../test/support/findings';
import { boundToPod } from '../../../../test/support/grants';
import { deployment, inNamespace, policyFor } from '../../../../test/support/network';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const block = (cidr: string) => ({ ipBlock: { cidr } });
const also = ['service-account-token-automount'];
/** The world has a policy that denies all. */
const holding =
  (...rules: any[]) =>
  (world: World) => {
    const { spec, others } = world;
    boundToPod(world);
    spec.automountServiceAccountToken = true;
    others.push(policyFor('web', { egress: rules }));
  };
const PLACE = '../metadata/labels';

testRule(rule, {
  valid: {
    'no token': () => {},
    'the address of the API server': {
      change: holding({ to: [block('10.96.0.1/32')], ports: [{ port: 443 }] }),
      also,
    },
  },
  invalid: {
    'no egress': { change: holding(), at: [PLACE], also, mendedBy: 'none' },
    'another port': { change: holding({ to: [block('10.96.0.1/32')], ports: [{ port: 80 }] }), at: [PLACE], also },
  },
});

const FINDING = ['medium Deployment /spec/template/metadata/labels'];
const controller = (spec: any = {}) =>
  deployment('controller', { spec: { serviceAccountName: 'controller', ...spec } });
const egress = (...rules: any[]) => policyFor('controller', { egress: rules });
const account = (automountServiceAccountToken?: boolean) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'controller', namespace: 'shop' },
  automountServiceAccountToken,
});
const binding = (
  subject: any = { kind: 'ServiceAccount', name: 'controller', namespace: 'shop' },
  kind = 'RoleBinding',
) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: { name: 'controller', ...(kind === 'RoleBinding' && { namespace: 'shop' }) },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
  subjects: [subject],
});
const found = (...objects: any[]) => placesOf(rule, objects);

test.each<[string, any]>([
  ['every peer', { ports: [{ port: 443 }] }],
  ['everything', {}],
  ['the endpoints', { to: [block('192.0.2.10/32')], ports: [{ port: 6443 }] }],
  ['all addresses', { to: [block('0.0.0.0/0')] }],
  ['addresses of IPv6', { to: [block('fd00::1/128')], ports: [{ port: 443, protocol: 'TCP' }] }],
  ['a range of ports', { to: [block('10.0.0.0/8')], ports: [{ port: 1, endPort: 1023 }] }],
])('%s', (_, rule) => {
  expect(found(controller(), egress(rule), binding())).toEqual([]);
});

test.each<[string, any]>([
  [
    'pods of the control plane, which no selector matches',
    { to: [inNamespace('kube-system')], ports: [{ port: 6443 }] },
  ],
  ['every pod', { to: [{ namespaceSelector: {} }] }],
  ['another port', { to: [block('10.0.0.0/8')], ports: [{ port: 5432 }] }],
  ['another protocol', { to: [block('10.0.0.0/8')], ports: [{ port: 443, protocol: 'UDP' }] }],
  ['a port by a name, which no address has', { to: [block('10.0.0.0/8')], ports: [{ port: 'https' }] }],
])('not by %s', (_, rule) => {
  expect(found(controller(), egress(rule), binding())).toEqual(FINDING);
});

test('the token and the bindings count', () => {
  const deny = egress();
  expect(found(controller(), deny)).toEqual([]);
  expect(found(controller(), deny, binding({ kind: 'ServiceAccount', name: 'other', namespace: 'shop' }))).toEqual([]);
  expect(found(controller(), deny, binding(undefined, 'ClusterRoleBinding'))).toEqual(FINDING);
  expect(found(controller(), deny, binding({ kind: 'Group', name: 'system:serviceaccounts:shop' }))).toEqual(FINDING);
  expect(found(controller(), deny, binding(), account(false))).toEqual([]);
  expect(found(controller({ automountServiceAccountToken: true }), deny, binding(), account(false))).toEqual(FINDING);
  const volumes = [{ name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }];
  expect(found(controller({ automountServiceAccountToken: false, volumes }), deny, binding())).toEqual(FINDING);
});

test('where policies do not isolate', () => {
  expect(found(controller({ hostNetwork: true }), egress(), binding())).toEqual([]);
  expect(found(controller(), policyFor('controller', { ingress: [] }), binding())).toEqual([]);
  expect(found(controller(), policyFor('other', { egress: [] }), binding())).toEqual([]);
  const entities = {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'controller', namespace: 'shop' },
    spec: { endpointSelector: {}, egress: [{ toEntities: ['kube-apiserver'] }] },
  };
  expect(found(controller(), egress(), binding(), entities)).toEqual([]);
});

test('the ports of another distribution', () => {
  const objects = [controller(), egress({ to: [block('10.0.0.0/8')], ports: [{ port: 16443 }] }), binding()];
  expect(findingsOf(rule.withOptions({ ports: ['16443'] }), objects)).toEqual([]);
  expect(() => findingsOf(rule.withOptions({ ports: ['https'] }), objects)).toThrow('"https" is not a port');
  expect(findingsOf(rule, objects)[0]?.message).toBe(
    'pod has a token and permissions of account "controller", and under policy "controller" it reaches no address on TCP 443 or 6443; add an egress rule to the addresses of the API server',
  );
});
