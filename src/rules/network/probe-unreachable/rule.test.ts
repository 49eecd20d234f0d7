import { placesOf } from '../../../../test/support/findings';
import { deployment, inNamespace, policyFor } from '../../../../test/support/network';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const MODE = 'istio.io/dataplane-mode';
const PROBE = { httpGet: { path: '/ready', port: 8080 } };
const from = (cidr: string, ports: any[] = [{ port: 8080 }]) => ({ from: [{ ipBlock: { cidr } }], ports });
const PODS = { from: [inNamespace('shop')], ports: [{ port: 8080 }] };
const KUBELET = from('169.254.7.127/32');

const inMesh =
  (...rules: any[]) =>
  ({ spec, podMetadata, others }: World) => {
    spec.containers[0].readinessProbe = PROBE;
    podMetadata.labels = { ...podMetadata.labels, [MODE]: 'ambient' };
    others.push(policyFor('web', { ingress: rules }));
  };

testRule(rule, {
  valid: {
    'a rule for the address': inMesh(PODS, KUBELET),
    'no mesh': ({ spec, others }) => {
      spec.containers[0].readinessProbe = PROBE;
      others.push(policyFor('web', { ingress: [PODS] }));
    },
    'no probe': (world) => {
      inMesh(PODS)(world);
      delete world.spec.containers[0].readinessProbe;
    },
  },
  invalid: {
    'a rule for pods alone': {
      change: inMesh(PODS),
      at: ['/containers/0/readinessProbe/httpGet/port'],
      mendedBy: 'none',
    },
    'no rule': { change: inMesh(), at: ['/containers/0/readinessProbe/httpGet/port'] },
  },
});

const POINTER = 'medium Deployment /spec/template/spec/containers/0/readinessProbe/httpGet/port';
const namespace = (mode?: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', labels: mode ? { [MODE]: mode } : {} },
});
/** A Deployment with a probe; its pods may have a label of their own. */
function web(probe: any = PROBE, mode?: string): any {
  const made = deployment('web', { ports: [{ containerPort: 8080, name: 'http' }] });
  made.spec.template.spec.containers[0].readinessProbe = probe;
  if (mode) made.spec.template.metadata.labels[MODE] = mode;
  return made;
}
const found = (rules: any[], made = web(), labels: string | undefined = 'ambient') =>
  placesOf(rule, [namespace(labels), made, policyFor('web', { ingress: rules })]);

test.each<[string, any[], boolean]>([
  ['the address', [KUBELET], false],
  ['a block with the address', [from('169.254.0.0/16')], false],
  ['the address, on every port', [{ from: [{ ipBlock: { cidr: '169.254.7.127/32' } }] }], false],
  ['the address of IPv6', [from('fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128')], false],
  ['every peer', [{ ports: [{ port: 8080 }] }], false],
  ['everything', [{}], false],
  ['the port by its name', [from('169.254.7.127/32', [{ port: 'http' }])], false],
  ['another address', [from('169.254.7.126/32')], true],
  [
    'a block without the address',
    [{ from: [{ ipBlock: { cidr: '169.254.0.0/16', except: ['169.254.7.0/24'] } }] }],
    true,
  ],
  ['another port', [from('169.254.7.127/32', [{ port: 9090 }])], true],
  ['another protocol', [from('169.254.7.127/32', [{ port: 8080, protocol: 'UDP' }])], true],
  ['every pod', [{ from: [{ namespaceSelector: {} }] }], true],
])('ingress from %s', (_, rules, isFound) => {
  expect(found(rules)).toEqual(isFound ? [POINTER] : []);
});

test.each<[string, string | undefined, string | undefined, boolean]>([
  ['the namespace alone', 'ambient', undefined, true],
  ['the pods alone', undefined, 'ambient', true],
  ['the namespace, and not the pods', 'ambient', 'none', false],
  ['neither', undefined, undefined, false],
  ['another mode', 'other', undefined, false],
])('in the mesh is %s', (_, ofNamespace, ofPods, isFound) => {
  const made = web(PROBE, ofPods);
  const policy = policyFor('web', { ingress: [PODS] });
  expect(placesOf(rule, [namespace(ofNamespace), made, policy])).toEqual(isFound ? [POINTER] : []);
});

test.each<[string, any, string[]]>([
  ['tcpSocket', { tcpSocket: { port: 8080 } }, ['/readinessProbe/tcpSocket/port']],
  ['grpc', { grpc: { port: 9000 } }, ['/readinessProbe/grpc/port']],
  ['a name', { httpGet: { port: 'http' } }, ['/readinessProbe/httpGet/port']],
  ['a command', { exec: { command: ['true'] } }, []],
  ['another host', { httpGet: { host: '192.0.2.1', port: 80 } }, []],
  ['a name that is not there', { httpGet: { port: 'admin' } }, []],
])('a probe with %s', (_, probe, places) => {
  expect(found([PODS], web(probe))).toEqual(
    places.map((place) => `medium Deployment /spec/template/spec/containers/0${place}`),
  );
});

test('a policy of another kind may allow it', () => {
  const calico = {
    apiVersion: 'projectcalico.org/v3',
    kind: 'NetworkPolicy',
    metadata: { name: 'probes', namespace: 'shop' },
    spec: { selector: 'all()', ingress: [{ action: 'Allow' }] },
  };
  expect(placesOf(rule, [namespace('ambient'), web(), policyFor('web', { ingress: [PODS] }), calico])).toEqual([]);
});
