import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

/** A service in front of the pod. */
function serve(ports: any, spec: any = {}) {
  return ({ others }: World) => {
    const metadata = { name: 'web', namespace: 'shop' };
    others.push({ apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: { app: 'web' }, ports, ...spec } });
  };
}

/** Lets the container listen. */
function listen(...ports: readonly any[]) {
  return ({ spec }: World) => {
    spec.containers[0].ports = ports;
  };
}

testRule(rule, {
  valid: {
    'other ports': listen({ containerPort: 2222 }, { containerPort: 220 }, { containerPort: 8022 }),
    'not TCP': listen({ containerPort: 22, protocol: 'UDP' }),
    'null for the number': listen({ containerPort: null }),
    'a service of other ports': serve([{ port: 80, targetPort: 8022 }]),
    'a service of that name': serve([{ port: 80, targetPort: 'ssh' }]),
    'a service that is not TCP': serve([{ port: 22, protocol: 'SCTP' }]),
    'a service for what is elsewhere': serve([{ port: 22 }], { selector: null }),
    'a service with an empty selector': serve([{ port: 22 }], { selector: {} }),
    'a name for what is elsewhere': {
      change: serve([{ port: 22 }], { type: 'ExternalName', externalName: 'git.example.com' }),
      also: ['service-external-name'],
    },
    'a service without ports': serve(null, { clusterIP: 'None' }),
    'a service whose ports are no ports': serve([null, '22', {}]),
    'a service whose ports are no list': serve({ port: 22 }),
    'a service whose selector is none': serve([{ port: 22 }], { selector: 7 }),
  },
  invalid: {
    'on a container': {
      change: listen({ containerPort: 8080 }, { containerPort: 22 }),
      at: ['/containers/0/ports/1/containerPort'],
      mendedBy: 'none',
    },
    'on an init container, by word of TCP': {
      change: ({ spec }) => {
        spec.initContainers[0].ports = [{ containerPort: 22, protocol: 'TCP' }];
      },
      at: ['/initContainers/0/ports/0/containerPort'],
      mendedBy: 'none',
    },
    'on an ephemeral container': {
      change: ({ spec }) => {
        const ports = [{ containerPort: 22, protocol: null }];
        spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug', ports }];
      },
      at: ['/ephemeralContainers/0/ports/0/containerPort'],
      mendedBy: 'none',
    },
    'by a service': {
      change: serve([{ port: 80 }, { port: 22, targetPort: 8022 }, { port: 2222 }]),
      at: ['Service /spec/ports/1/port', 'Service /spec/ports/2/port'],
      mendedBy: 'none',
    },
    'by a service under another number': {
      change: serve([
        { port: 80, targetPort: 22 },
        { port: 81, targetPort: 2222, protocol: 'TCP' },
      ]),
      at: ['Service /spec/ports/0/targetPort', 'Service /spec/ports/1/targetPort'],
      mendedBy: 'none',
    },
  },
});
