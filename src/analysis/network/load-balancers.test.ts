import { Manifest } from '../../model/manifest';
import { isInternal, isOpenToAllClients } from './load-balancers';

const service = (annotations: any, spec: any = {}) =>
  Manifest.fromJson({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop', annotations },
    spec: { type: 'LoadBalancer', ...spec },
  });
const aws = (name: string) => `service.beta.kubernetes.io/aws-load-balancer-${name}`;

test.each<[any, any, boolean]>([
  [null, {}, false],
  [{ [aws('internal')]: 'true' }, {}, true],
  [{ [aws('internal')]: 'false' }, {}, false],
  [{ [aws('scheme')]: 'internal' }, {}, true],
  [{ [aws('scheme')]: 'internet-facing' }, {}, false],
  [{ [aws('type')]: 'external' }, {}, true],
  [{ [aws('type')]: 'nlb' }, {}, false],
  [{ [aws('type')]: 'external', [aws('scheme')]: 'internet-facing' }, {}, false],
  [{}, { loadBalancerClass: 'service.k8s.aws/nlb' }, true],
  [{ [aws('scheme')]: 'internet-facing' }, { loadBalancerClass: 'service.k8s.aws/nlb' }, false],
  [{}, { loadBalancerClass: 'tailscale' }, true],
  [{}, { loadBalancerClass: 'example.com/public' }, false],
  [{ 'networking.gke.io/load-balancer-type': 'Internal' }, {}, true],
  [{ 'cloud.google.com/load-balancer-type': 'Internal' }, {}, true],
  [{ 'networking.gke.io/load-balancer-type': 'External' }, {}, false],
  [{ 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' }, {}, true],
  [{ 'service.kubernetes.io/qcloud-loadbalancer-internal-subnetid': 'subnet-1' }, {}, true],
  [{ 'service.kubernetes.io/qcloud-loadbalancer-internal-subnetid': '' }, {}, false],
  [{ 'example.com/internal': 'true' }, {}, false],
])('internal: %j %j', (annotations, spec, expected) => {
  expect(isInternal(service(annotations, spec))).toBe(expected);
});

test.each<[any, boolean]>([
  [undefined, true],
  [null, true],
  [[], true],
  ['x', true],
  [['x', 5, null], true],
  [['203.0.113.0/24'], false],
  [[' 203.0.113.0/24 '], false],
  [['203.0.113.0/24', '0.0.0.0/0'], true],
  [['203.0.113.0/24', '::/0'], true],
  [['0.0.0.0/1', '128.0.0.0/1'], true],
  [['10.0.0.0/8'], false],
])('open to all clients: %j', (loadBalancerSourceRanges, expected) => {
  expect(isOpenToAllClients(service({}, { loadBalancerSourceRanges }))).toBe(expected);
});

test('open to some clients, by the older annotation', () => {
  const annotations = (text: string) => ({ 'service.beta.kubernetes.io/load-balancer-source-ranges': text });
  expect(isOpenToAllClients(service(annotations('203.0.113.0/24, 198.51.100.0/24')))).toBe(false);
  expect(isOpenToAllClients(service(annotations('203.0.113.0/24,0.0.0.0/0')))).toBe(true);
  expect(isOpenToAllClients(service(annotations('')))).toBe(true);
  const ranges = { loadBalancerSourceRanges: ['0.0.0.0/0'] };
  expect(isOpenToAllClients(service(annotations('203.0.113.0/24'), ranges))).toBe(true);
});
