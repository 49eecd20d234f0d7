import type { Manifest } from '../../model/manifest';
import { defaultBackend, INGRESSES, ingressRules, listed } from './ingresses';
import { isInternal, isOpenToAllClients } from './load-balancers';

/** A field that exposes a Service outside the cluster. */
export interface Exposure {
  readonly pointer: string;
  readonly service: string;
  readonly namespace: string;
  /** The port of the Service, by number or by name; undefined if it is every port. */
  readonly port?: unknown;
}

const GATEWAY_API = 'gateway.networking.k8s.io';
const ROUTES = ['GRPCRoute', 'HTTPRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute'].map((kind) => `${GATEWAY_API}/${kind}`);
const VIRTUAL_SERVICE = 'networking.istio.io/VirtualService';

/** The kinds that can expose a Service. */
export const EXPOSING = ['Service', ...INGRESSES, ...ROUTES, VIRTUAL_SERVICE];

/** Returns what an object exposes. */
export function exposuresOf(manifest: Manifest): Exposure[] {
  if (manifest.groupKind === 'Service') return ofService(manifest);
  if (manifest.groupKind === VIRTUAL_SERVICE) return ofVirtualService(manifest);
  return ROUTES.includes(manifest.groupKind) ? ofRoute(manifest) : ofIngress(manifest);
}

/** Returns what leads requests to a Service from outside the cluster: exposures, and load balancers for some clients. */
export function entryPointsOf(manifest: Manifest): Exposure[] {
  if (manifest.groupKind !== 'Service' || manifest.value('/spec/type') !== 'LoadBalancer') return exposuresOf(manifest);
  return [{ pointer: '/spec/type', service: manifest.objectRef.name, namespace: manifest.effectiveNamespace }];
}

function ofService(service: Manifest): Exposure[] {
  const opens = { service: service.objectRef.name, namespace: service.effectiveNamespace };
  const type = service.value('/spec/type');
  const isOpen =
    type === 'NodePort' || (type === 'LoadBalancer' && !isInternal(service) && isOpenToAllClients(service));
  if (isOpen) return [{ pointer: '/spec/type', ...opens }];
  const addresses = service.value('/spec/externalIPs');
  return Array.isArray(addresses) && addresses.length > 0 ? [{ pointer: '/spec/externalIPs', ...opens }] : [];
}

function ofIngress(ingress: Manifest): Exposure[] {
  const fallback = defaultBackend(ingress);
  const backends = [...(fallback ? [fallback] : []), ...ingressRules(ingress).flatMap(({ paths }) => paths)];
  return backends.flatMap(({ service, servicePointer: pointer }) =>
    service === undefined
      ? []
      : [{ pointer, service, namespace: ingress.effectiveNamespace, port: portBeside(pointer, ingress) }],
  );
}

/** Older versions have the port next to the Service's name, newer ones a number or a name one level deeper. */
function portBeside(servicePointer: string, ingress: Manifest): unknown {
  if (servicePointer.endsWith('/serviceName'))
    return ingress.value(servicePointer.replace(/serviceName$/, 'servicePort'));
  const port = ingress.value(servicePointer.replace(/name$/, 'port'));
  return port?.number ?? port?.name;
}

/** A route with a Service as its parent is for the mesh inside the cluster. */
function ofRoute(route: Manifest): Exposure[] {
  const parents = listed(route.value('/spec/parentRefs'), '');
  if (!parents.some(({ json }) => (json.kind ?? 'Gateway') === 'Gateway')) return [];
  return listed(route.value('/spec/rules'), '/spec/rules')
    .flatMap(({ json, pointer }) => listed(json.backendRefs, `${pointer}/backendRefs`))
    .flatMap(({ json, pointer }) => {
      const isService = (json.kind ?? 'Service') === 'Service' && !json.group;
      if (!isService || typeof json.name !== 'string') return [];
      const namespace = typeof json.namespace === 'string' ? json.namespace : route.effectiveNamespace;
      return [{ pointer: `${pointer}/name`, service: json.name, namespace, port: json.port }];
    });
}

/** Without gateways it is for the mesh inside the cluster. */
function ofVirtualService(virtual: Manifest): Exposure[] {
  const gateways = virtual.value('/spec/gateways');
  if (!Array.isArray(gateways) || gateways.every((gateway) => gateway === 'mesh')) return [];
  return ['http', 'tls', 'tcp']
    .flatMap((field) => listed(virtual.value(`/spec/${field}`), `/spec/${field}`))
    .flatMap(({ json, pointer }) => listed(json.route, `${pointer}/route`))
    .flatMap(({ json, pointer }) => {
      const host = json.destination?.host;
      if (typeof host !== 'string') return [];
      const [service = '', namespace = virtual.effectiveNamespace] = host.split('.');
      const port = json.destination.port?.number;
      return [{ pointer: `${pointer}/destination/host`, service, namespace, port }];
    });
}
