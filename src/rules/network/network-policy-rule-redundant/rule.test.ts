import { findingsOf } from '../../../../test/support/findings';
import { inNamespace, pods, policyFor } from '../../../../test/support/network';
import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const SQL = [{ port: 5432 }];
const from = (peers: any[], ports: any[] | undefined = SQL) => ({ from: peers, ports });
const block = (cidr: string, except?: string[]) => ({ ipBlock: { cidr, except } });
const named = (name: string, object: any) => ({ ...object, metadata: { ...object.metadata, name } });
const places = (...policies: any[]) =>
  findingsOf(rule, policies).map(({ objectRef, pointer }) => `${objectRef.name} ${pointer}`);
const ingress = (...rules: any[]) => places(policyFor('db', { ingress: rules }));
const SECOND = ['db /spec/ingress/1'];

testRule(rule, {
  valid: {
    'one rule': ({ others }) => others.push(policyFor('web', { ingress: [from([pods('client')])] })),
  },
  invalid: {
    'two equal rules': {
      change: ({ others }) =>
        others.push(policyFor('web', { ingress: [from([pods('client')]), from([pods('client')])] })),
      at: ['NetworkPolicy /spec/ingress/1'],
      mendedBy: 'none',
    },
  },
});

describe('a rule is covered by one', () => {
  test.each<[string, any, any]>([
    ['for every peer', { ports: SQL }, from([pods('web')])],
    ['for every port', from([pods('web')], []), from([pods('web')])],
    ['for everything', {}, from([block('10.0.0.0/8')])],
    ['for more peers', from([pods('api'), pods('web')]), from([pods('web')])],
    ['for fewer labels', from([{ podSelector: {} }]), from([pods('web')])],
    ['for every namespace', from([{ namespaceSelector: {} }]), from([pods('web'), pods('api', 'other')])],
    ['for more ports', from([pods('web')], [{ port: 80 }, { port: 5000, endPort: 6000 }]), from([pods('web')])],
    ['for a whole protocol', from([pods('web')], [{ protocol: 'TCP' }]), from([pods('web')], [{ port: 'sql' }])],
    ['for more addresses', from([block('10.0.0.0/8')]), from([block('10.1.0.0/16', ['10.1.1.0/24'])])],
  ])('%s', (_, whole, part) => {
    expect(ingress(whole, part)).toEqual(SECOND);
    expect(ingress(part, whole)).toEqual(['db /spec/ingress/0']);
  });
});

test.each<[string, any, any]>([
  ['by the name of the namespace', from([pods('web', 'shop')]), from([pods('web')])],
  ['as halves of a block', from([block('10.0.0.0/9'), block('10.128.0.0/9')]), from([block('10.0.0.0/8')])],
  ['in another order', from([pods('web'), pods('api')]), from([pods('api'), pods('web')])],
])('of two rules for the same %s, the later one is reported', (_, one, other) => {
  expect([ingress(one, other), ingress(other, one)]).toEqual([SECOND, SECOND]);
});

describe('a rule is not covered by one', () => {
  test.each<[string, any, any]>([
    ['for other pods', from([pods('api')]), from([pods('web')])],
    ['for more labels', from([{ podSelector: { matchLabels: { app: 'web', tier: 'a' } } }]), from([pods('web')])],
    ['for another namespace', from([pods('web', 'other')]), from([pods('web')])],
    ['for other ports', from([pods('web')], [{ port: 5433 }]), from([pods('web')])],
    ['for another protocol', from([pods('web')], [{ port: 5432, protocol: 'UDP' }]), from([pods('web')])],
    ['for the name of a port', from([pods('web')], [{ port: 'sql' }]), from([pods('web')])],
    ['for a hole in a block', from([block('10.0.0.0/8', ['10.1.0.0/16'])]), from([block('10.0.0.0/8')])],
    ['for all addresses', from([block('0.0.0.0/0')]), from([pods('web')])],
    ['for the namespace', from([inNamespace('shop')]), from([block('10.0.0.0/8')])],
    ['for one of its peers', from([pods('web')]), from([pods('web'), pods('api')], [{ port: 5432 }])],
    ['for one of its ports', from([pods('web'), pods('api')]), from([pods('web')], [{ port: 5432 }, { port: 80 }])],
  ])('%s', (_, whole, part) => {
    expect(ingress(whole, part)).not.toContain('db /spec/ingress/1');
  });

  test('in the other direction', () => {
    expect(places(policyFor('db', { ingress: [{}], egress: [{}] }))).toEqual([]);
  });

  test('that is not in force', () => {
    const policy = policyFor('db', { ingress: [from([pods('web')])], egress: [] });
    policy.spec.policyTypes = ['Egress'];
    expect(places(policy, named('other', policyFor('db', { ingress: [from([pods('web')])] })))).toEqual([]);
  });
});

describe('a rule of another policy', () => {
  const own = policyFor('db', { ingress: [from([pods('web')])] });

  test('for the same pods covers it', () => {
    expect(places(named('wide', policyFor('db', { ingress: [from([{ podSelector: {} }])] })), own)).toEqual([
      'db /spec/ingress/0',
    ]);
    expect(places(own, named('same', own))).toEqual(['same /spec/ingress/0']);
  });

  test('for other pods, or in another namespace, does not', () => {
    expect(places(policyFor('all', { ingress: [{}] }), own)).toEqual([]);
    expect(places(policyFor('db', { ingress: [{}] }, 'other'), own)).toEqual([]);
  });
});

test('three equal rules leave one', () => {
  const one = from([pods('web')]);
  expect(ingress(one, one, one)).toEqual(['db /spec/ingress/1', 'db /spec/ingress/2']);
});

test('compares the first 200 rules of many', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => from([pods(`web-${index % 150}`)]));
  const started = performance.now();
  expect(ingress(...many)).toHaveLength(50);
  expect(performance.now() - started).toBeLessThan(20_000);
});

test('the message', () => {
  const [inside] = findingsOf(rule, [policyFor('db', { ingress: [{}, from([pods('web')])] })]);
  expect(inside?.message).toBe(
    'ingress rule 2 of policy "db" allows nothing that rule 1 does not allow for the same pods; remove one of the two',
  );
  const [beside] = findingsOf(rule, [
    named('wide', policyFor('db', { egress: [{}] })),
    policyFor('db', { egress: [{ to: [pods('web')] }] }),
  ]);
  expect(beside?.message).toBe(
    'egress rule 1 of policy "db" allows nothing that rule 1 of policy "wide" does not allow for the same pods; remove one of the two',
  );
});
