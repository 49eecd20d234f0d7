/** Ingress controllers whose pods this library knows. */
export enum IngressController {
  /** `app.kubernetes.io/name: ingress-nginx`, `app.kubernetes.io/component: controller` in `ingress-nginx`. */
  INGRESS_NGINX = 'ingress-nginx',
  /** `app.kubernetes.io/name: traefik` in `traefik`. */
  TRAEFIK = 'traefik',
  /** `app.kubernetes.io/name: gateway`, `app.kubernetes.io/component: app` in `kong`, as the chart `kong/ingress` makes them. */
  KONG = 'kong',
  /** The Envoy of Cilium on each node. It is no pod: only a CiliumNetworkPolicy can allow it. */
  CILIUM = 'cilium',
}

/** Implementations of the Gateway API whose pods this library knows. */
export enum GatewayController {
  /** The proxies of Envoy Gateway in `envoy-gateway-system`, or in the namespace of the Gateway in its namespace mode. */
  ENVOY_GATEWAY = 'envoy-gateway',
  /** The proxies that Istio makes for a Gateway, in its namespace: `namespaceName` and `gatewayName` are needed. */
  ISTIO = 'istio',
  /** The pods that version 2 makes for a Gateway, in its namespace: `namespaceName` and `gatewayName` are needed. */
  NGINX_GATEWAY_FABRIC = 'nginx-gateway-fabric',
  /** `app.kubernetes.io/name: traefik` in `traefik`. */
  TRAEFIK = 'traefik',
  /** `app.kubernetes.io/name: gateway`, `app.kubernetes.io/component: app` in `kong`, as the chart `kong/ingress` makes them. */
  KONG = 'kong',
  /** The Envoy of Cilium on each node. It is no pod: only a CiliumNetworkPolicy can allow it. */
  CILIUM = 'cilium',
}

/** Identifies an ingress controller. */
export interface IngressControllerOptions {
  /**
   * The ingress controller.
   *
   * @default IngressController.INGRESS_NGINX
   */
  readonly controller?: IngressController;
  /**
   * Namespace of the ingress controller.
   *
   * @default - that of the controller, such as `ingress-nginx`
   */
  readonly namespaceName?: string;
  /**
   * Labels of its pods.
   *
   * @default - those of the controller; for ingress-nginx `app.kubernetes.io/name: ingress-nginx`, `app.kubernetes.io/component: controller`
   */
  readonly labels?: { readonly [key: string]: string };
}

/**
 * Identifies the pods that send the traffic of a Gateway: those of its data plane, not those of the controller. They differ
 * by implementation.
 *
 * @see https://gateway-api.sigs.k8s.io/implementations/
 */
export interface GatewayOptions {
  /**
   * The implementation.
   *
   * @default - none: `namespaceName` and `labels` say which pods they are
   */
  readonly controller?: GatewayController;
  /**
   * Namespace of the pods.
   *
   * @default - that of the implementation, if it has one
   */
  readonly namespaceName?: string;
  /**
   * Name of the Gateway, where the implementation makes pods for each.
   *
   * @default - all Gateways of Envoy Gateway; for Istio and NGINX Gateway Fabric it is needed
   */
  readonly gatewayName?: string;
  /**
   * Labels that all the pods have, instead of those of the implementation.
   *
   * @default - those of the implementation
   */
  readonly labels?: { readonly [key: string]: string };
}

/** What sends traffic to the pods: pods, or something that only a CiliumNetworkPolicy can name. */
export interface ProxySource {
  readonly pods?: { readonly namespaceName: string; readonly labels: { readonly [key: string]: string } };
  readonly entity?: string;
}

const NAME = 'app.kubernetes.io/name';
const COMPONENT = 'app.kubernetes.io/component';
/** Both Ingresses and Gateways are served by the pods of these. */
const TRAEFIK_PODS = { namespaceName: 'traefik', labels: { [NAME]: 'traefik' } };
const KONG_PODS = { namespaceName: 'kong', labels: { [NAME]: 'gateway', [COMPONENT]: 'app' } };

const INGRESS_PODS = {
  [IngressController.INGRESS_NGINX]: {
    namespaceName: 'ingress-nginx',
    labels: { [NAME]: 'ingress-nginx', [COMPONENT]: 'controller' },
  },
  [IngressController.TRAEFIK]: TRAEFIK_PODS,
  [IngressController.KONG]: KONG_PODS,
};

/** Cilium gives the traffic of its Envoy this identity, for Ingresses and Gateways alike. */
const CILIUM_ENVOY: ProxySource = { entity: 'ingress' };

/** Returns the pods of an ingress controller. */
export function ingressSource(options: IngressControllerOptions): ProxySource {
  const { controller = IngressController.INGRESS_NGINX, namespaceName, labels } = options;
  if (controller === IngressController.CILIUM) return CILIUM_ENVOY;
  const usual = INGRESS_PODS[controller];
  return { pods: { namespaceName: namespaceName ?? usual.namespaceName, labels: labels ?? usual.labels } };
}

/** Returns the pods of a Gateway, or what the options lack. */
export function gatewaySource(options: GatewayOptions): ProxySource | string {
  const { controller, gatewayName } = options;
  if (controller === GatewayController.CILIUM) return CILIUM_ENVOY;
  const usual = usualGateway(controller, gatewayName);
  const { namespaceName = usual.namespaceName, labels = usual.labels } = options;
  if (controller === undefined && !(namespaceName && labels))
    return 'the pods that send its traffic differ by implementation; set cluster.gateway of Defaults, or use Peer.gateway() with a controller, or with namespaceName and labels';
  if (!labels)
    return `${controller} makes pods for each Gateway; give gatewayName and namespaceName, both of the Gateway`;
  if (!namespaceName) return `the pods of ${controller} are in the namespace of the Gateway; give it as namespaceName`;
  return { pods: { namespaceName, labels } };
}

type Usual = Partial<NonNullable<ProxySource['pods']>>;

/**
 * @see https://gateway.envoyproxy.io/docs/tasks/operations/gateway-namespace-mode/
 * @see https://istio.io/latest/docs/reference/config/labels/
 * @see https://docs.nginx.com/nginx-gateway-fabric/install/deploy-data-plane/
 */
function usualGateway(controller: GatewayController | undefined, gatewayName: string | undefined): Usual {
  switch (controller) {
    case GatewayController.ENVOY_GATEWAY:
      return {
        namespaceName: 'envoy-gateway-system',
        labels: {
          [NAME]: 'envoy',
          [COMPONENT]: 'proxy',
          'app.kubernetes.io/managed-by': 'envoy-gateway',
          ...(gatewayName === undefined ? {} : { 'gateway.envoyproxy.io/owning-gateway-name': gatewayName }),
        },
      };
    case GatewayController.ISTIO:
    case GatewayController.NGINX_GATEWAY_FABRIC:
      return gatewayName === undefined ? {} : { labels: { 'gateway.networking.k8s.io/gateway-name': gatewayName } };
    case GatewayController.TRAEFIK:
      return TRAEFIK_PODS;
    case GatewayController.KONG:
      return KONG_PODS;
    default:
      return {};
  }
}
