import { findingsOf, placesOf } from '../../../../test/support/findings';
import { deployment, inNamespace, pods, policyFor, serviceFor } from '../../../../test/support/network';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule as servicePort } from '../service-port-in-policy/rule';
import { rule } from './rule';

const SQL = [{ port: 5432 }];
const to = (...peers: any[]) => ({ to: peers, ports: SQL });
const from = (...peers: any[]) => ({ from: peers, ports: SQL });
/** Another pod of the namespace, which denies all by default, may send to the pod of the world. */
const beside =
  (...ingress: any[]) =>
  ({ spec, others }: World) => {
    const metadata = { name: 'client', namespace: 'shop', labels: { app: 'client' } };
    const client = { apiVersion: 'v1', kind: 'Pod', metadata, spec: structuredClone(spec) };
    others.push(client, policyFor('client', { egress: [to(pods('web'))] }), policyFor('web', { ingress }));
  };

testRule(rule, {
  valid: {
    'both sides': beside(from(pods('client'))),
    'no rules': () => {},
  },
  invalid: {
    'egress alone': { change: beside(), at: ['NetworkPolicy /spec/egress/0/to/0'], mendedBy: 'none' },
    'ingress alone': {
      change: (world) => {
        beside()(world);
        world.others.splice(1, 2, policyFor('web', { ingress: [from(pods('client'))] }));
      },
      at: ['NetworkPolicy /spec/ingress/0/from/0'],
    },
  },
});

const places = (...objects: any[]) => placesOf(rule, objects);
const names = (...objects: any[]) =>
  findingsOf(rule, objects).map(({ objectRef, pointer }) => `${objectRef.name} ${pointer}`);

const web = deployment('web');
const db = deployment('db');
const EGRESS = ['web /spec/egress/0/to/0'];
const INGRESS = ['db /spec/ingress/0/from/0'];
const webTo = (...egress: any[]) => policyFor('web', { egress });
const dbFrom = (...ingress: any[]) => policyFor('db', { ingress });

describe('egress that the target denies', () => {
  test.each<[string, any[]]>([
    ['by a policy that allows nothing', [dbFrom()]],
    ['by the default deny', [policyFor('all', { ingress: [] })]],
    ['by a rule for others', [dbFrom(from(pods('api')))]],
    ['by a rule for another namespace', [dbFrom(from(pods('web', 'other')))]],
    ['by a rule for addresses', [dbFrom(from({ ipBlock: { cidr: '10.0.0.0/8' } }))]],
    ['on its ports', [dbFrom({ from: [pods('web')], ports: [{ port: 5433 }] })]],
    ['in its protocol', [dbFrom({ ports: [{ port: 5432, protocol: 'UDP' }] })]],
    ['by the name of a port that it does not have', [dbFrom({ ports: [{ port: 'sql' }] })]],
  ])('%s', (_, policies) => {
    expect(names(web, db, webTo(to(pods('db'))), ...policies)).toEqual(EGRESS);
  });

  test.each<[string, any[]]>([
    ['does not isolate', []],
    ['isolates its egress alone', [policyFor('db', { egress: [] })]],
    ['allows it', [dbFrom(from(pods('web')))]],
    [
      'allows it in another policy',
      [dbFrom(), { ...dbFrom(from(pods('web'))), metadata: { name: 'b', namespace: 'shop' } }],
    ],
    ['allows every peer', [dbFrom({ ports: SQL })]],
    ['allows every port', [dbFrom({ from: [{ namespaceSelector: {} }] })]],
    ['allows more ports', [dbFrom({ from: [pods('web')], ports: [{ port: 5000, endPort: 6000 }] })]],
  ])('not if it %s', (_, policies) => {
    expect(names(web, db, webTo(to(pods('db'))), ...policies)).toEqual([]);
  });

  test('in another namespace', () => {
    const far = deployment('db', { namespace: 'data' });
    const deny = policyFor('all', { ingress: [] }, 'data');
    expect(names(web, far, webTo(to(pods('db', 'data'))), deny)).toEqual(EGRESS);
    expect(names(web, far, webTo(to(inNamespace('data'))), deny)).toEqual(EGRESS);
    expect(names(web, far, webTo(to(pods('db'))), deny)).toEqual([]);
    expect(
      names(web, far, webTo(to(pods('db', 'data'))), policyFor('db', { ingress: [from(pods('web', 'shop'))] }, 'data')),
    ).toEqual([]);
  });

  test('of one peer of several', () => {
    const policy = webTo(to(pods('cache'), pods('db')), to(pods('db')), to(pods('gone')));
    expect(names(web, db, deployment('cache'), policy, dbFrom())).toEqual(['web /spec/egress/0/to/1']);
  });

  test('not if it works for one pair, or on one port', () => {
    const tier = (object: any) => {
      object.spec.template.metadata.labels.tier = 'data';
      return object;
    };
    const both = webTo(to({ podSelector: { matchLabels: { tier: 'data' } } }));
    const [first, second] = [tier(deployment('db')), tier(deployment('cache'))];
    expect(names(web, first, second, both, dbFrom(), policyFor('cache', { ingress: [from(pods('web'))] }))).toEqual([]);
    expect(names(web, first, second, both, dbFrom(), policyFor('cache', { ingress: [] }))).toEqual(EGRESS);
    const twoPorts = webTo(to(pods('db')), { to: [pods('db')], ports: [{ port: 80 }] });
    expect(names(web, db, twoPorts, dbFrom({ ports: [{ port: 80 }] }))).toEqual([]);
  });

  test('not for all pods, nor for itself', () => {
    expect(names(web, db, webTo(to({ podSelector: {} })), dbFrom())).toEqual([]);
    expect(names(web, db, webTo(to({ namespaceSelector: {} })), dbFrom())).toEqual([]);
    expect(names(web, webTo(to(pods('web'))), policyFor('all', { ingress: [] }))).toEqual([]);
  });

  test('not in the network of the node', () => {
    const onHost = deployment('db', { spec: { hostNetwork: true } });
    expect(names(web, onHost, webTo(to(pods('db'))), dbFrom())).toEqual([]);
    expect(names(deployment('web', { spec: { hostNetwork: true } }), db, webTo(to(pods('db'))), dbFrom())).toEqual([]);
  });

  test('not where policies of other kinds may allow it', () => {
    const cilium = {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'db', namespace: 'shop' },
      spec: { endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] },
    };
    expect(names(web, db, webTo(to(pods('db'))), dbFrom(), cilium)).toEqual([]);
  });
});

describe('ingress that the source denies', () => {
  test.each<[string, any[]]>([
    ['by a policy that allows nothing', [webTo()]],
    ['by the default deny', [policyFor('all', { egress: [] })]],
    ['by a rule for others', [webTo(to(pods('cache')))]],
    ['by a rule for addresses', [webTo({ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] })]],
  ])('%s', (_, policies) => {
    expect(names(web, db, dbFrom(from(pods('web'))), ...policies)).toEqual(INGRESS);
  });

  test.each<[string, any[]]>([
    ['does not isolate', []],
    ['allows it', [webTo(to(pods('db')))]],
    ['allows every peer', [webTo({ ports: SQL })]],
  ])('not if it %s', (_, policies) => {
    expect(names(web, db, dbFrom(from(pods('web'))), ...policies)).toEqual([]);
  });

  test('beside wide egress on other ports', () => {
    expect(
      names(web, db, dbFrom(from(pods('web'))), webTo({ to: [{ podSelector: {} }], ports: [{ port: 80 }] })),
    ).toEqual(INGRESS);
  });
});

test('a Service port is the cause', () => {
  const listening = deployment('db', { ports: [{ containerPort: 5432 }] });
  const policy = webTo({ to: [pods('db')], ports: [{ port: 80 }] });
  const objects = [
    web,
    listening,
    serviceFor('db', [{ port: 80, targetPort: 5432 }]),
    policy,
    dbFrom(from(pods('web'))),
  ];
  expect(names(...objects)).toEqual(EGRESS);
  expect(placesOf(servicePort, objects)).toHaveLength(1);
  expect(rule.meta.impliedBy).toEqual([servicePort.meta.id]);
});

test('the message', () => {
  expect(findingsOf(rule, [web, db, webTo(to(pods('db'))), dbFrom()])[0]?.message).toBe(
    'policy "web" lets deployment "web" connect to deployment "db" on TCP 5432, which no ingress rule under policy "db" allows; add an ingress rule for it, or remove this peer',
  );
  expect(places(web, db, webTo(to(pods('db'))), dbFrom())).toEqual(['medium NetworkPolicy /spec/egress/0/to/0']);
});
