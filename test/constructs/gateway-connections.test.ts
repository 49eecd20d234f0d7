import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  type ClusterFacts,
  Defaults,
  GatewayController,
  type GatewayOptions,
  IngressController,
  Peer,
  PolicyProvider,
  SecureDeployment,
} from '../../src';

const IMAGE = `ghcr.io/acme/web@sha256:${'a1'.repeat(32)}`;
const at = (port: number) => ({ port, protocol: 'TCP' });
const CILIUM = { policyProvider: PolicyProvider.CILIUM };

function place(cluster?: ClusterFacts) {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  if (cluster) Defaults.of(chart).set({ cluster });
  const make = (id: string, ...numbers: number[]) =>
    new SecureDeployment(chart, id, {
      containers: [{ name: 'main', image: IMAGE, ports: numbers.map((number) => ({ number, name: `p${number}` })) }],
    });
  const specsOf = ({ node }: SecureDeployment, kind = 'NetworkPolicy') =>
    Testing.synth(chart)
      .filter((object) => object.kind === kind && object.metadata.name.startsWith(`shop-${node.id}-`))
      .map(({ spec }) => spec);
  const specOf = (workload: SecureDeployment, kind?: string) => specsOf(workload, kind)[0];
  return { chart, make, specOf, specsOf };
}

const NAME = 'app.kubernetes.io/name';
const COMPONENT = 'app.kubernetes.io/component';
const pods = (namespace: string, matchLabels: object) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
  podSelector: { matchLabels },
});

describe('a gateway', () => {
  test.each<[string, GatewayOptions, object]>([
    [
      'Envoy Gateway',
      { controller: GatewayController.ENVOY_GATEWAY },
      pods('envoy-gateway-system', {
        [NAME]: 'envoy',
        [COMPONENT]: 'proxy',
        'app.kubernetes.io/managed-by': 'envoy-gateway',
      }),
    ],
    [
      'one Gateway of Envoy Gateway, in its namespace mode',
      { controller: GatewayController.ENVOY_GATEWAY, namespaceName: 'edge', gatewayName: 'public' },
      pods('edge', {
        [NAME]: 'envoy',
        [COMPONENT]: 'proxy',
        'app.kubernetes.io/managed-by': 'envoy-gateway',
        'gateway.envoyproxy.io/owning-gateway-name': 'public',
      }),
    ],
    [
      'Istio',
      { controller: GatewayController.ISTIO, namespaceName: 'edge', gatewayName: 'public' },
      pods('edge', { 'gateway.networking.k8s.io/gateway-name': 'public' }),
    ],
    [
      'NGINX Gateway Fabric',
      { controller: GatewayController.NGINX_GATEWAY_FABRIC, namespaceName: 'edge', gatewayName: 'public' },
      pods('edge', { 'gateway.networking.k8s.io/gateway-name': 'public' }),
    ],
    ['Traefik', { controller: GatewayController.TRAEFIK }, pods('traefik', { [NAME]: 'traefik' })],
    ['Kong', { controller: GatewayController.KONG }, pods('kong', { [NAME]: 'gateway', [COMPONENT]: 'app' })],
    ['another one', { namespaceName: 'edge', labels: { app: 'edge' } }, pods('edge', { app: 'edge' })],
    [
      'Traefik elsewhere',
      { controller: GatewayController.TRAEFIK, namespaceName: 'edge', labels: { app: 'edge' } },
      pods('edge', { app: 'edge' }),
    ],
  ])('of %s is its pods, by options and by facts', (_, options, from) => {
    const [byOptions, byFacts] = [place(), place({ gateway: options })];
    const web = byOptions.make('web', 8080);
    web.connections.allowFrom(Peer.gateway(options));
    const other = byFacts.make('web', 8080);
    other.connections.allowFromGateway();
    const ingress = [{ from: [from], ports: [at(8080)] }];
    expect(byOptions.specOf(web).ingress).toEqual(ingress);
    expect(byFacts.specOf(other).ingress).toEqual(ingress);
  });

  test('completes the facts, unless it names another implementation or labels', () => {
    const { make, specOf } = place({
      gateway: { controller: GatewayController.ISTIO, namespaceName: 'edge', gatewayName: 'a' },
    });
    const web = make('web', 8080);
    web.connections.allowFrom(Peer.gateway({ gatewayName: 'b' }));
    web.connections.allowFrom(Peer.gateway({ controller: GatewayController.TRAEFIK }));
    expect(specOf(web).ingress.map(({ from }: any) => from)).toEqual([
      [pods('edge', { 'gateway.networking.k8s.io/gateway-name': 'b' })],
      [pods('traefik', { [NAME]: 'traefik' })],
    ]);
  });

  test.each<[string, GatewayOptions, string]>([
    [
      'nothing is known of it',
      {},
      'connection of "shop/web" is with a gateway: the pods that send its traffic differ by implementation; set cluster.gateway of Defaults, or use Peer.gateway() with a controller, or with namespaceName and labels',
    ],
    [
      'its Gateway is not known',
      { controller: GatewayController.ISTIO, namespaceName: 'edge' },
      'connection of "shop/web" is with a gateway: istio makes pods for each Gateway; give gatewayName and namespaceName, both of the Gateway',
    ],
    [
      'its namespace is not known',
      { controller: GatewayController.NGINX_GATEWAY_FABRIC, gatewayName: 'public' },
      'connection of "shop/web" is with a gateway: the pods of nginx-gateway-fabric are in the namespace of the Gateway; give it as namespaceName',
    ],
    [
      'no NetworkPolicy can name it',
      { controller: GatewayController.CILIUM },
      'connection of "shop/web" comes from the gateway of Cilium, which is no pod: no NetworkPolicy can allow it; set cluster.policyProvider of Defaults to PolicyProvider.CILIUM, and a CiliumNetworkPolicy allows it',
    ],
  ])('is an error where %s', (_, options, message) => {
    const { make, specOf } = place();
    const web = make('web', 8080);
    expect(() => web.connections.allowFrom(Peer.gateway(options))).toThrow(message);
    expect(specOf(web)).not.toHaveProperty('ingress');
  });

  test('of facts that do not say which pods it is is refused', () => {
    expect(() => place({ gateway: { controller: GatewayController.ISTIO } })).toThrow(
      'cluster.gateway does not say which pods it is: istio makes pods for each Gateway',
    );
  });

  test('and other parts of the cluster are no peers of plain workloads, which read no facts', () => {
    const { chart } = place();
    const plain = new kplus.Deployment(chart, 'plain', { containers: [{ image: IMAGE, portNumber: 80 }] });
    expect(() => plain.connections.allowFrom(Peer.gateway())).toThrow(
      'the peer "gateway" depends on Defaults, and only connections of Secure* workloads read them; name its pods or addresses',
    );
  });
});

describe('the Envoy of Cilium', () => {
  test.each<[string, Peer]>([
    ['gateway', Peer.gateway({ controller: GatewayController.CILIUM })],
    ['ingress controller', Peer.ingressController({ controller: IngressController.CILIUM })],
  ])(
    'is allowed as %s by the entity ingress, and the NetworkPolicy isolates both directions all the same',
    (_, peer) => {
      const { chart, make, specOf, specsOf } = place(CILIUM);
      const web = make('web', 8080);
      web.connections.allowFrom(peer);
      const { podSelector, ...rest } = specOf(web);
      expect(rest).toEqual({ policyTypes: ['Ingress', 'Egress'] });
      expect(specsOf(web, 'CiliumNetworkPolicy')).toEqual([
        {
          endpointSelector: podSelector,
          ingress: [{ fromEntities: ['ingress'], toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }] }],
        },
      ]);
      const policy = Testing.synth(chart).find(({ kind }) => kind === 'CiliumNetworkPolicy');
      expect([policy.apiVersion, policy.metadata.namespace]).toEqual(['cilium.io/v2', 'shop']);
    },
  );

  test('is an error as ingress controller where Cilium does not enforce the policies', () => {
    const { make } = place({ ingressController: { controller: IngressController.CILIUM } });
    expect(() => make('web', 8080).connections.allowFromIngressController()).toThrow(
      'comes from the ingress controller of Cilium, which is no pod',
    );
  });
});

test('presets of ingress controllers are their pods', () => {
  const { make, specOf } = place();
  const web = make('web', 8080);
  web.connections.allowFrom(Peer.ingressController({ controller: IngressController.TRAEFIK }));
  web.connections.allowFrom(Peer.ingressController({ controller: IngressController.KONG, namespaceName: 'edge' }));
  expect(specOf(web).ingress.map(({ from }: any) => from)).toEqual([
    [pods('traefik', { [NAME]: 'traefik' })],
    [pods('edge', { [NAME]: 'gateway', [COMPONENT]: 'app' })],
  ]);
});

describe('the ports of an entrance', () => {
  const PORTS = [8080, 8443, 9090];

  /** A workload that both reach, behind two Services, of which one has a second port. */
  function entrance(cluster: ClusterFacts = {}) {
    const made = place({ gateway: { controller: GatewayController.TRAEFIK }, ...cluster });
    const web = made.make('web', ...PORTS);
    const service = (name: string, ports: kplus.ServicePort[]) =>
      new kplus.Service(made.chart, name, { metadata: { name }, selector: web, ports });
    service('front', [
      { port: 80, targetPort: 8080, name: 'http' },
      { port: 443, targetPort: 8443, name: 'https' },
    ]);
    service('admin', [{ port: 80, targetPort: 9090 }]);
    web.connections.allowFromIngressController();
    web.connections.allowFromGateway();
    const ports = () => made.specOf(web).ingress.map((rule: any) => rule.ports);
    return { ...made, web, ports };
  }

  const ingressTo = (chart: Chart, spec: object) =>
    new ApiObject(chart, 'ingress', { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', spec } as any);
  const tls = { tls: [{ hosts: ['a.example.com'], secretName: 'tls' }] };
  const backend = (name: string, port: object) => ({ service: { name, port } });
  const routeTo = (chart: Chart, kind: string, backendRefs: object[], id = 'route') =>
    new ApiObject(chart, id, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind,
      spec: { parentRefs: [{ name: 'public', namespace: 'edge' }], rules: [{ backendRefs }] },
    } as any);

  test('are those of all Services where no Ingress and no route leads to one of them', () => {
    const { chart, ports } = entrance();
    routeTo(chart, 'HTTPRoute', [{ name: 'other', port: 80 }]);
    expect(ports()).toEqual([PORTS.map(at), PORTS.map(at)]);
  });

  test.each<[string, object]>([
    [
      'a rule names by number',
      {
        ...tls,
        rules: [
          {
            host: 'a.example.com',
            http: { paths: [{ path: '/', pathType: 'Prefix', backend: backend('front', { number: 443 }) }] },
          },
        ],
      },
    ],
    ['the default backend names by name', { ...tls, defaultBackend: backend('front', { name: 'https' }) }],
  ])('are that alone which %s, for the ingress controller', (_, spec) => {
    const { chart, ports } = entrance();
    ingressTo(chart, spec);
    expect(ports()).toEqual([[at(8443)], PORTS.map(at)]);
  });

  test.each(['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'])(
    'are those that a %s leads to, for the gateway',
    (kind) => {
      const { chart, ports } = entrance();
      routeTo(chart, kind, [{ name: 'front', port: 80 }]);
      routeTo(chart, kind, [{ name: 'admin', port: 80 }], 'second');
      expect(ports()).toEqual([PORTS.map(at), [at(8080), at(9090)]]);
    },
  );

  test('are not those of a route that is for the mesh, or of another namespace', () => {
    const { chart, ports } = entrance();
    new ApiObject(chart, 'mesh', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      spec: {
        parentRefs: [{ kind: 'Service', group: '', name: 'front' }],
        rules: [{ backendRefs: [{ name: 'front', port: 80 }] }],
      },
    } as any);
    routeTo(chart, 'HTTPRoute', [{ name: 'front', namespace: 'else', port: 80 }]);
    expect(ports()[1]).toEqual(PORTS.map(at));
  });

  test('are written to the CiliumNetworkPolicy of the gateway of Cilium too', () => {
    const { chart, web, specOf } = entrance({ ...CILIUM, gateway: { controller: GatewayController.CILIUM } });
    routeTo(chart, 'HTTPRoute', [{ name: 'front', port: 443 }]);
    expect(specOf(web, 'CiliumNetworkPolicy').ingress).toEqual([
      { fromEntities: ['ingress'], toPorts: [{ ports: [{ port: '8443', protocol: 'TCP' }] }] },
    ]);
    expect(specOf(web).ingress[0].ports).toEqual(PORTS.map(at));
  });

  test('leave what a patch adds to the rules', () => {
    const { chart, web, specOf } = entrance();
    const policy = web.node.findChild('NetworkPolicy') as ApiObject;
    policy.addJsonPatch(JsonPatch.add('/spec/ingress/0/from/-', { podSelector: { matchLabels: { app: 'debug' } } }));
    ingressTo(chart, { ...tls, defaultBackend: backend('front', { number: 80 }) });
    const [rule] = specOf(web).ingress;
    expect(rule.ports).toEqual([at(8080)]);
    expect(rule.from).toHaveLength(2);
  });
});
