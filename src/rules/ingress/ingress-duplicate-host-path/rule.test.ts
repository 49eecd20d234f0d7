import { ingress } from '../../../../test/support/availability';
import { findingsOf, placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule as wildcardHost } from '../ingress-wildcard-host/rule';
import { rule } from './rule';

interface Options {
  readonly name?: string;
  readonly namespace?: string;
  readonly host?: any;
  readonly paths?: readonly [path: any, type?: string][];
  readonly className?: string;
  readonly annotations?: any;
}

function make({ name = 'other', namespace = 'shop', host = 'shop.example.com', paths = [['/']], ...rest }: Options) {
  const object = ingress();
  const { backend } = object.spec.rules[0].http.paths[0];
  return {
    ...object,
    metadata: { name, namespace, annotations: rest.annotations },
    spec: {
      ingressClassName: rest.className ?? 'public',
      tls: [{ secretName: 'web-tls' }],
      rules: [{ host, http: { paths: paths.map(([path, pathType = 'Prefix']) => ({ path, pathType, backend })) } }],
    },
  };
}
/** Another Ingress beside one for all of shop.example.com. */
const beside =
  (options: Options) =>
  ({ others }: World) => {
    others.push(ingress(), make(options));
  };
const SECOND = ['Ingress /spec/rules/0/http/paths/0/path'];
const HOST = ['Ingress /spec/rules/0/host'];

testRule(rule, {
  plus: [wildcardHost],
  valid: {
    'one alone': ({ others }) => {
      others.push(ingress());
    },
    'another host': beside({ host: 'www.example.com' }),
    'another host, in another namespace': beside({ host: 'www.example.com', namespace: 'ops' }),
    'another path': beside({ paths: [['/api']] }),
    'a path that begins alike': beside({ paths: [['/api'], ['/apis'], ['/api/v1']] }),
    'exactly that path': beside({ paths: [['/', 'Exact']] }),
    'exactly another path': beside({
      paths: [
        ['/a', 'Exact'],
        ['/a/', 'Exact'],
      ],
    }),
    'a path in another case': beside({ paths: [['/Api'], ['/api']] }),
    'another class': beside({ className: 'internal' }),
    'another class, in another namespace': beside({ className: 'internal', namespace: 'ops' }),
    'a canary': beside({ annotations: { 'nginx.ingress.kubernetes.io/canary': 'true' } }),
    'a minion': beside({ namespace: 'ops', annotations: { 'nginx.org/mergeable-ingress-type': 'minion' } }),
  },
  invalid: {
    'the same': { change: beside({}), at: SECOND, mendedBy: 'none' },
    'the same, of another type that is none': {
      change: beside({ paths: [['/', 'ImplementationSpecific']] }),
      at: SECOND,
    },
    'the same host in capitals': { change: beside({ host: 'Shop.Example.com' }), at: SECOND },
    'an absent path': { change: beside({ paths: [[undefined]] }), at: SECOND },
    'the same, in another namespace': { change: beside({ namespace: 'ops' }), at: SECOND },
    'another path, in another namespace': { change: beside({ namespace: 'ops', paths: [['/api']] }), at: HOST },
    'twice in one': {
      change: ({ others }) => {
        others.push(make({ paths: [['/api'], ['/'], ['/api/']] }));
      },
      at: ['Ingress /spec/rules/0/http/paths/2/path'],
    },
    'twice exactly': {
      change: ({ others }) => {
        others.push(
          make({
            paths: [
              ['/a', 'Exact'],
              ['/a', 'Exact'],
            ],
          }),
        );
      },
      at: ['Ingress /spec/rules/0/http/paths/1/path'],
    },
    'every host, twice': {
      change: ({ others }) => {
        others.push(make({ host: null }), make({ name: 'third', host: '' }));
      },
      at: SECOND,
      also: ['ingress-wildcard-host'],
    },
    'a canary by the wrong word': {
      change: beside({ annotations: { 'nginx.ingress.kubernetes.io/canary': 'false' } }),
      at: SECOND,
    },
  },
});

test('the message names the first Ingress', () => {
  const all = [make({ name: 'a' }), make({ name: 'b' }), make({ name: 'c', namespace: 'ops' })];
  expect(findingsOf(rule, all).map(({ objectRef, message }) => [objectRef.name, message.split('; ')[0]])).toEqual([
    ['b', 'ingress "b" claims "shop.example.com/", which ingress "a" already has'],
    ['c', 'ingress "c" claims "shop.example.com/", which ingress "a" of namespace "shop" already has'],
  ]);
});

test('the rule about wildcards reports every host in two namespaces', () => {
  const all = [make({ host: null, paths: [['/a']] }), make({ host: null, namespace: 'ops', paths: [['/b']] })];
  expect(placesOf(rule, all)).toEqual([]);
});

test('the time is linear in the number of objects', () => {
  const all = Array.from({ length: 3000 }, (_, index) => make({ name: `web-${index}`, paths: [[`/${index}`], ['/']] }));
  expect(placesOf(rule, all)).toHaveLength(2999);
});
