import { ingress, service } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const BACKEND = '/spec/rules/0/http/paths/0/backend';
const at = (place: string) => [`Ingress ${place}`];

/** Adds the Service, and an Ingress with one change. */
const before =
  (change: (ingress: any, backend: any, service: any) => void) =>
  ({ others }: World): void => {
    others.push(service(), ingress());
    change(others[1], others[1].spec.rules[0].http.paths[0].backend, others[0]);
  };
/** The same in the form before networking.k8s.io/v1. */
const old = (backend: any, and: (ingress: any) => void = () => {}) =>
  before((each) => {
    each.apiVersion = 'networking.k8s.io/v1beta1';
    each.spec.rules[0].http.paths[0].backend = backend;
    and(each);
  });
const kinds = ['Deployment'];
const version = '1.18'; // which does not yet warn of the old form

testRule(rule, {
  kinds,
  valid: {
    'no Ingress': () => {},
    'a port by name': before(() => {}),
    'a port by number': before((_, backend) => {
      backend.service.port = { number: 80 };
    }),
    'no port, which the API server refuses': before((_, backend) => {
      backend.service.port = null;
    }),
    'a resource backend': before((each) => {
      each.spec.rules[0].http.paths[0].backend = { resource: { apiGroup: 'example.com', kind: 'Bucket', name: 'a' } };
    }),
    'a default backend': {
      change: before((each, backend) => {
        each.spec.defaultBackend = structuredClone(backend);
      }),
      also: ['ingress-default-backend'],
    },
    'an action of the AWS controller': before((_, backend) => {
      backend.service = { name: 'ssl-redirect', port: { name: 'use-annotation' } };
    }),
    'rules and paths without content': {
      change: before((each) => {
        each.spec.rules.push(
          { host: 'a.example.com', http: null },
          { host: 'b.example.com', http: { paths: [{ backend: null }] } },
        );
      }),
      also: ['ingress-tls-host-mismatch'],
    },
    'an ExternalName Service without ports': {
      change: before((_, __, each) => {
        each.spec = { type: 'ExternalName', externalName: 'shop.example.com' };
      }),
      also: ['service-external-name'],
    },
  },
  invalid: {
    'a Service that does not exist': {
      change: before((_, backend) => {
        backend.service.name = 'api';
      }),
      at: at(`${BACKEND}/service/name`),
      mendedBy: 'none',
    },
    'the start of its name': {
      change: before((_, backend) => {
        backend.service.name = 'we';
      }),
      at: at(`${BACKEND}/service/name`),
    },
    'a Service of another namespace': {
      change: before((_, __, each) => {
        each.metadata.namespace = 'other';
      }),
      at: at(`${BACKEND}/service/name`),
    },
    'a port by another name': {
      change: before((_, backend) => {
        backend.service.port.name = 'https';
      }),
      at: at(`${BACKEND}/service/port`),
      mendedBy: 'none',
    },
    'the port of the pods': {
      change: before((_, backend) => {
        backend.service.port = { number: 8080 };
      }),
      at: at(`${BACKEND}/service/port`),
    },
    'a Service without ports': {
      change: before((_, __, each) => {
        each.spec.ports = null;
      }),
      at: at(`${BACKEND}/service/port`),
    },
    'the default backend': {
      change: before((each) => {
        each.spec.defaultBackend = { service: { name: 'fallback', port: { number: 80 } } };
      }),
      at: at('/spec/defaultBackend/service/name'),
      also: ['ingress-default-backend'],
    },
    'the second path': {
      change: before((each, backend) => {
        const path = { path: '/api', pathType: 'Prefix', backend: structuredClone(backend) };
        path.backend.service.name = 'api';
        each.spec.rules[0].http.paths.push(path);
      }),
      at: at('/spec/rules/0/http/paths/1/backend/service/name'),
    },
    'the old form, a missing name': {
      change: old({ serviceName: 'api', servicePort: 80 }),
      at: at(`${BACKEND}/serviceName`),
      version,
    },
    'the old form, a missing port': {
      change: old({ serviceName: 'web', servicePort: 'https' }),
      at: at(`${BACKEND}/servicePort`),
      version,
    },
    'the old form, the default backend': {
      change: old({ serviceName: 'web', servicePort: 80 }, (each) => {
        each.spec.backend = { serviceName: 'web', servicePort: 81 };
      }),
      at: at('/spec/backend/servicePort'),
      version,
      also: ['ingress-default-backend'],
    },
  },
});
