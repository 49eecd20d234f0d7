import { ingress, route, service } from '../../../../test/support/availability';
import { findingsOf, placesOf } from '../../../../test/support/findings';
import { deployment, inNamespace, pods, policyFor, serviceFor } from '../../../../test/support/network';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const BACKEND = 'Ingress /spec/rules/0/http/paths/0/backend/service/name';

/** The pod of the world listens on 8080, its namespace denies all, and an object leads to it. */
const led =
  (...objects: any[]) =>
  ({ spec, others }: World) => {
    spec.containers[0].ports = [{ name: 'http', containerPort: 8080 }];
    others.push(service(), ...objects);
  };
const fromController = policyFor('web', { ingress: [{ from: [inNamespace('ingress')], ports: [{ port: 8080 }] }] });

testRule(rule, {
  valid: {
    'nothing leads to the pod': led(),
    'the controller may connect': led(ingress(), fromController),
    'the Service is not among the objects': ({ others }) => {
      others.push(ingress());
    },
  },
  invalid: {
    'an Ingress': { change: led(ingress()), at: [BACKEND], mendedBy: 'none' },
    'a route of a Gateway': { change: led(route()), at: ['HTTPRoute /spec/rules/0/backendRefs/0/name'] },
  },
});

const PORTS = [{ name: 'http', containerPort: 8080 }];
const web = (spec: any = {}) => deployment('web', { ports: PORTS, spec });
const http = { name: 'http', port: 80, targetPort: 8080 };
const opened = (type: string, spec: any = {}) => serviceFor('web', [http], { type, ...spec });
const plain = serviceFor('web', [http]);
const DENY = policyFor('all', { ingress: [] });
const rules = (...list: any[]) => policyFor('web', { ingress: list });
const found = (...objects: any[]) => placesOf(rule, objects).map((place) => place.replace('medium ', ''));
const ON_SERVICE = ['Service /spec/type'];

describe('a Service', () => {
  test.each(['LoadBalancer', 'NodePort'])('of type %s', (type) => {
    expect(found(web(), opened(type), DENY)).toEqual(ON_SERVICE);
    expect(found(web(), opened(type))).toEqual([]);
    expect(found(web(), opened(type), policyFor('all', { egress: [] }))).toEqual([]);
    expect(found(web(), opened(type), policyFor('other', { ingress: [] }))).toEqual([]);
    expect(found(web({ hostNetwork: true }), opened(type), DENY)).toEqual([]);
  });

  test('inside the cluster is no entrance', () => {
    expect(found(web(), plain, DENY)).toEqual([]);
  });

  test('with an internal load balancer, or one for some clients, is an entrance', () => {
    expect(found(web(), opened('LoadBalancer', { loadBalancerSourceRanges: ['203.0.113.0/24'] }), DENY)).toEqual(
      ON_SERVICE,
    );
    expect(found(web(), opened('LoadBalancer', { loadBalancerClass: 'service.k8s.aws/nlb' }), DENY)).toEqual(
      ON_SERVICE,
    );
  });

  test.each<[string, any, boolean]>([
    ['every peer', { ports: [{ port: 8080 }] }, true],
    ['every peer and port', {}, true],
    ['addresses', { from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }, true],
    ['a proxy in another namespace', { from: [inNamespace('ingress')] }, true],
    ['pods of the own namespace', { from: [{ podSelector: {} }] }, false],
    ['the port of the Service', { ports: [{ port: 80 }] }, false],
    ['another protocol', { ports: [{ port: 8080, protocol: 'UDP' }] }, false],
    ['a name that the pod does not have', { ports: [{ port: 'web' }] }, false],
    ['a range of ports that ends before', { ports: [{ port: 80, endPort: 8079 }] }, false],
  ])('whose policy allows %s', (_, each, isOpen) => {
    expect(found(web(), opened('LoadBalancer'), DENY, rules(each))).toEqual(isOpen ? [] : ON_SERVICE);
  });

  test('with one port of two', () => {
    const ports = [http, { name: 'admin', port: 81, targetPort: 9090 }];
    const [finding] = findingsOf(rule, [
      web(),
      serviceFor('web', ports, { type: 'NodePort' }),
      rules({ ports: [{ port: 8080 }] }),
      DENY,
    ]);
    expect(finding?.message).toBe(
      'service "web" leads to deployment "web" on TCP 9090, where no request from outside the cluster is allowed under policy "web" and policy "all"; add an ingress rule for this port',
    );
  });

  test('before a workload that is open and one that is not', () => {
    const both = serviceFor('web', [http], { type: 'NodePort', selector: { tier: 'front' } });
    const inTier = (object: any) => {
      object.spec.template.metadata.labels.tier = 'front';
      return object;
    };
    const other = inTier(deployment('other', { ports: PORTS }));
    expect(found(inTier(web()), other, both, policyFor('other', { ingress: [] }))).toEqual(ON_SERVICE);
    const job = { ...other, apiVersion: 'batch/v1', kind: 'Job' };
    job.spec = { template: { ...other.spec.template, spec: { ...other.spec.template.spec, restartPolicy: 'Never' } } };
    expect(found(inTier(web()), job, both, policyFor('other', { ingress: [] }))).toEqual([]);
  });
});

describe('an Ingress', () => {
  const kong = [
    deployment('kong'),
    serviceFor('kong', [http], { type: 'LoadBalancer' }),
    policyFor('kong', { ingress: [{}] }),
  ];

  test.each<[string, any[], boolean]>([
    ['a pod of the namespace that is not among the objects', [rules({ from: [pods('gateway')] })], true],
    ['all pods of the namespace', [rules({ from: [{ podSelector: {} }] })], true],
    ['a pod that clients outside reach', [rules({ from: [pods('kong')] }), ...kong], true],
    ['a pod that they do not reach', [rules({ from: [pods('client')] }), deployment('client')], false],
    ['the port of the Service', [rules({ from: [inNamespace('ingress')], ports: [{ port: 80 }] })], false],
  ])('whose policy allows %s', (_, objects, isOpen) => {
    expect(found(web(), plain, ingress(), DENY, ...objects)).toEqual(isOpen ? [] : [BACKEND]);
  });

  test('asks for the port that it leads to', () => {
    const two = serviceFor('web', [http, { name: 'metrics', port: 9090 }]);
    const metrics = rules({ from: [inNamespace('monitoring')], ports: [{ port: 9090 }] });
    expect(found(web(), two, ingress(), metrics)).toEqual([BACKEND]);
    expect(found(web(), two, ingress(), rules({ ports: [{ port: 8080 }] }))).toEqual([]);
  });

  test('in the notation of older versions', () => {
    const old = ingress();
    old.apiVersion = 'extensions/v1beta1';
    old.spec = { backend: { serviceName: 'web', servicePort: 80 } };
    const two = serviceFor('web', [http, { name: 'metrics', port: 9090 }]);
    expect(found(web(), two, old, rules({ ports: [{ port: 9090 }] }))).toEqual(['Ingress /spec/backend/serviceName']);
    expect(found(web(), two, old, rules({ ports: [{ port: 8080 }] }))).toEqual([]);
  });

  test('is reported once for a port', () => {
    const twice = ingress();
    twice.spec.rules[0].http.paths.push({ ...twice.spec.rules[0].http.paths[0], path: '/shop' });
    expect(found(web(), plain, twice, DENY)).toEqual([BACKEND]);
  });

  test('whose pods have policies of other kinds too', () => {
    const cilium = (kind: string, namespace?: string) => ({
      apiVersion: 'cilium.io/v2',
      kind,
      metadata: { name: 'web', ...(namespace && { namespace }) },
      spec: { endpointSelector: {}, ingress: [{ fromEntities: ['ingress'] }] },
    });
    expect(found(web(), plain, ingress(), DENY, cilium('CiliumNetworkPolicy', 'shop'))).toEqual([]);
    expect(found(web(), plain, ingress(), DENY, cilium('CiliumClusterwideNetworkPolicy'))).toEqual([]);
    expect(found(web(), plain, ingress(), DENY, cilium('CiliumNetworkPolicy', 'other'))).toEqual([BACKEND]);
  });
});
