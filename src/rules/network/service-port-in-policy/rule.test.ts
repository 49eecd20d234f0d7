import { service } from '../../../../test/support/availability';
import { findingsOf, placesOf } from '../../../../test/support/findings';
import { deployment, inNamespace, pods, policyFor, serviceFor } from '../../../../test/support/network';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

/** The pod of the world listens on 8080, behind port 80 of its Service. */
const allowing =
  (port: any) =>
  ({ spec, others }: World) => {
    spec.containers[0].ports = [{ name: 'http', containerPort: 8080 }];
    others.push(service(), policyFor('web', { ingress: [{ from: [inNamespace('ingress')], ports: [port] }] }));
  };
const PORT = 'NetworkPolicy /spec/ingress/0/ports/0/port';

testRule(rule, {
  valid: {
    'the port of the pod': allowing({ port: 8080 }),
    'its name': allowing({ port: 'http' }),
    'a port that is in neither': allowing({ port: 81 }),
  },
  invalid: {
    'the port of the Service': { change: allowing({ port: 80, protocol: 'TCP' }), at: [PORT], mendedBy: 'none' },
  },
});

const web = deployment('web', { ports: [{ name: 'main', containerPort: 8080 }] });
const silent = deployment('web');
const http = { name: 'http', port: 80, targetPort: 8080 };
const before = serviceFor('web', [http]);
const ingress = (...ports: any[]) => policyFor('web', { ingress: [{ ports }] });
const found = (...objects: any[]) => placesOf(rule, objects).map((place) => place.replace('medium ', ''));

test('what the pods and the Service say of the port', () => {
  expect(found(web, before, ingress({ port: 80 }))).toEqual([PORT]);
  expect(found(silent, before, ingress({ port: 80 }))).toEqual([PORT]);
  expect(found(web, serviceFor('web', [{ port: 80, targetPort: 'main' }]), ingress({ port: 80 }))).toEqual([PORT]);
  expect(found(web, serviceFor('web', [{ port: 80, targetPort: 'none' }]), ingress({ port: 80 }))).toEqual([]);
  expect(found(web, serviceFor('web', [{ port: 80 }]), ingress({ port: 80 }))).toEqual([]);
  expect(found(web, before, serviceFor('web', [{ port: 8000, targetPort: 80 }]), ingress({ port: 80 }))).toEqual([]);
  const both = deployment('web', { ports: [{ containerPort: 8080 }, { containerPort: 80 }] });
  expect(found(both, before, ingress({ port: 80 }))).toEqual([]);
  expect(found(web, { ...before, metadata: { name: 'web', namespace: 'other' } }, ingress({ port: 80 }))).toEqual([]);
});

test('the name of a port of the Service', () => {
  expect(found(web, before, ingress({ port: 'http' }))).toEqual([PORT]);
  expect(found(web, before, ingress({ port: 'main' }))).toEqual([]);
  expect(found(web, before, ingress({ port: 'other' }))).toEqual([]);
});

test('protocols, ranges and other ports of the rule', () => {
  expect(found(web, before, ingress({ port: 80, protocol: 'UDP' }))).toEqual([]);
  expect(found(web, before, ingress({ port: 80, endPort: 8080 }))).toEqual([]);
  expect(found(web, before, ingress({ port: 80, endPort: 80 }))).toEqual([PORT]);
  expect(found(web, before, ingress({ port: 80 }, { port: 8080 }))).toEqual([]);
  expect(found(web, before, ingress({ port: 9090 }, { port: 80 }))).toEqual([
    'NetworkPolicy /spec/ingress/0/ports/1/port',
  ]);
  expect(found(web, before, ingress({ protocol: 'TCP' }))).toEqual([]);
});

test('several workloads', () => {
  const all = policyFor('all', { ingress: [{ ports: [{ port: 80 }] }] });
  expect(found(web, before, all)).toEqual([PORT]);
  expect(found(web, before, all, deployment('api', { ports: [{ containerPort: 80 }] }))).toEqual([]);
  expect(found(web, before, all, deployment('api', { ports: [{ containerPort: 9000 }] }))).toEqual([PORT]);
  expect(found(web, before, all, deployment('api'))).toEqual([]);
});

test('egress', () => {
  const client = (...to: any[]) => policyFor('client', { egress: [{ to, ports: [{ port: 80 }] }] });
  const EGRESS = ['NetworkPolicy /spec/egress/0/ports/0/port'];
  const objects = [web, before, deployment('client')];
  expect(found(...objects, client(pods('web')))).toEqual(EGRESS);
  expect(found(...objects, client(pods('web', 'shop')))).toEqual(EGRESS);
  expect(found(...objects, client(pods('web'), { ipBlock: { cidr: '203.0.113.0/24' } }))).toEqual([]);
  expect(found(...objects, client(pods('web'), pods('elsewhere')))).toEqual([]);
  expect(found(...objects, policyFor('client', { egress: [{ ports: [{ port: 80 }] }] }))).toEqual([]);
  expect(found(web, before, client(pods('web')))).toEqual([]);
});

test('the message', () => {
  expect(findingsOf(rule, [web, before, ingress({ port: 80 })])[0]?.message).toBe(
    'policy "web" allows port "80" of service "web", whose pods receive its requests on TCP 8080; use the port of the pods',
  );
});
