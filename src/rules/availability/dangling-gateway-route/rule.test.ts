import { route, service } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const REF = '/spec/rules/0/backendRefs/0';
/** Adds the Service, and a route to it with one change. */
const to =
  (change: (ref: any, route: any, service: any) => void, kind = 'HTTPRoute') =>
  ({ others }: World): void => {
    others.push(service(), route(kind));
    change(others[1].spec.rules[0].backendRefs[0], others[1], others[0]);
  };
const mirror = (name: string) => [{ type: 'RequestMirror', requestMirror: { backendRef: { name, port: 80 } } }];
const at = (place: string, kind = 'HTTPRoute') => [`${kind} ${place}`];

testRule(rule, {
  kinds: ['Deployment'],
  valid: {
    'no route': () => {},
    'its Service': to(() => {}),
    'kind and group written': to((ref) => {
      Object.assign(ref, { kind: 'Service', group: '' });
    }),
    'another kind': to((ref) => {
      Object.assign(ref, { kind: 'Bucket', group: 'example.com', name: 'files' });
    }),
    'a Service of another group': to((ref) => {
      Object.assign(ref, { group: 'serving.knative.dev', name: 'files' });
    }),
    'a Service of another namespace': to((ref, _, each) => {
      ref.namespace = 'other';
      each.metadata.namespace = 'other';
    }),
    'a rule that redirects': to((_, each) => {
      each.spec.rules = [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }] }];
    }),
    'a mirror to its Service': to((_, each) => {
      each.spec.rules[0].filters = mirror('web');
    }),
    'rules and refs that are not objects': to((_, each) => {
      each.spec.rules.push(null, { backendRefs: [null, {}], filters: [null] }, { backendRefs: 'web' });
    }),
  },
  invalid: {
    'a Service that does not exist': {
      change: to((ref) => {
        ref.name = 'api';
      }),
      at: at(`${REF}/name`),
      mendedBy: 'none',
    },
    'a Service of another namespace without a namespace in the ref': {
      change: to((_, __, each) => {
        each.metadata.namespace = 'other';
      }),
      at: at(`${REF}/name`),
    },
    'its Service with another namespace in the ref': {
      change: to((ref) => {
        ref.namespace = 'other';
      }),
      at: at(`${REF}/name`),
    },
    'a port that the Service does not have': {
      change: to((ref) => {
        ref.port = 8080;
      }),
      at: at(`${REF}/port`),
    },
    'the second rule': {
      change: to((ref, each) => {
        each.spec.rules.push({ backendRefs: [ref, { name: 'api', port: 80 }] });
      }),
      at: at('/spec/rules/1/backendRefs/1/name'),
    },
    'a mirror to a missing Service': {
      change: to((_, each) => {
        each.spec.rules[0].filters = mirror('shadow');
      }),
      at: at('/spec/rules/0/filters/0/requestMirror/backendRef/name'),
    },
    'a mirror of one backend to a missing Service': {
      change: to((ref) => {
        ref.filters = mirror('shadow');
      }),
      at: at(`${REF}/filters/0/requestMirror/backendRef/name`),
    },
    ...Object.fromEntries(
      ['GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'].map((kind) => [
        `a ${kind}`,
        {
          change: to((ref) => {
            ref.name = 'api';
          }, kind),
          at: at(`${REF}/name`, kind),
        },
      ]),
    ),
  },
});
