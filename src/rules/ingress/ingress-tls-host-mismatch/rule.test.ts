import { ingress } from '../../../../test/support/availability';
import { placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule as tlsMissing } from '../ingress-tls-missing/rule';
import { rule as wildcardHost } from '../ingress-wildcard-host/rule';
import { rule } from './rule';

const push =
  (tls: any, hosts: any[] = ['shop.example.com'], annotations: any = {}) =>
  ({ others }: World) => {
    const object = ingress();
    const [first] = object.spec.rules;
    object.metadata.annotations = annotations;
    others.push({ ...object, spec: { ...object.spec, tls, rules: hosts.map((host) => ({ ...first, host })) } });
  };
const on = (...hosts: any[]) => [{ hosts, secretName: 'web-tls' }];
const FIRST = ['Ingress /spec/rules/0/host'];

testRule(rule, {
  plus: [tlsMissing, wildcardHost],
  valid: {
    'the same host': push(on('shop.example.com')),
    'among others': push([...on('example.com'), ...on('www.example.com', 'shop.example.com')]),
    'under a wildcard': push(on('*.example.com')),
    'in another case': push(on('Shop.Example.com')),
    'an entry for all hosts': push([{ secretName: 'web-tls' }, ...on('example.com')]),
    'an entry with an empty list': push([{ hosts: [], secretName: 'web-tls' }]),
    'a managed certificate beside it': push(on('example.com'), ['shop.example.com'], {
      'alb.ingress.kubernetes.io/certificate-arn': 'arn:aws:acm:eu-central-1:111122223333:certificate/1',
    }),
  },
  invalid: {
    'another host': { change: push(on('www.example.com')), at: FIRST, mendedBy: 'none' },
    'a host that ends alike': { change: push(on('example.com')), at: FIRST },
    'a wildcard, two labels below': { change: push(on('*.example.com'), ['a.shop.example.com']), at: FIRST },
    'a wildcard, and the domain itself': { change: push(on('*.example.com'), ['example.com']), at: FIRST },
    'the second of two': {
      change: push(on('shop.example.com'), ['shop.example.com', 'www.example.com']),
      at: ['Ingress /spec/rules/1/host'],
    },
    'a wildcard that only one of its hosts is certified for': {
      change: push(on('shop.example.com'), ['*.example.com']),
      at: FIRST,
      also: ['ingress-wildcard-host'],
    },
  },
});

test('skips what other rules report', () => {
  const places = (tls: any, hosts: any[]) => {
    const world: any = { others: [] };
    push(tls, hosts)(world);
    return placesOf(rule, world.others);
  };
  expect(places(undefined, ['shop.example.com'])).toEqual([]);
  expect(places(on('shop.example.com'), [undefined, null, ''])).toEqual([]);
  expect(places(on('*.example.com'), ['*.example.com'])).toEqual([]);
});
