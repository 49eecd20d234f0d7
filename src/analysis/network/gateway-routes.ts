import { addTo } from '../../json/group-by';
import { selects } from '../../kubernetes/selector';
import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { readSelector } from '../../model/pod-index';
import { listed } from './ingresses';
import { namespaceLabels } from './isolation';

const GROUP = 'gateway.networking.k8s.io';
export const GATEWAY = `${GROUP}/Gateway`;
/** The kinds of route that an HTTP listener serves. */
const ROUTES = [`${GROUP}/HTTPRoute`, `${GROUP}/GRPCRoute`];

interface Attachment {
  readonly route: Manifest;
  /** Absent: all listeners. */
  readonly listener?: unknown;
  readonly port?: unknown;
}

/**
 * Whether a listener only redirects clients to TLS: it has at least one route, and each rule of each of its routes
 * redirects.
 */
export function isRedirectedToTls(gateway: Manifest, listener: any, all: ManifestSet): boolean {
  const { name, port } = listener;
  const index = all._analysis(isRedirectedToTls, () => attachments(all));
  const routes = (index.get(keyOf(gateway.effectiveNamespace, gateway.objectRef.name)) ?? [])
    .filter((each) => (each.listener ?? name) === name && (each.port ?? port) === port)
    .map(({ route }) => route)
    .filter((route) => mayAttach(route, listener, gateway, all));
  return routes.length > 0 && routes.every(redirects);
}

/**
 * Whether a listener may accept a route: the route's namespace, kind and hosts decide. The labels of a namespace that is
 * not in the set are not known.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#allowedroutes
 */
function mayAttach(route: Manifest, { allowedRoutes, hostname }: any, gateway: Manifest, all: ManifestSet): boolean {
  const { namespaces } = allowedRoutes ?? {};
  const kinds = listed(allowedRoutes?.kinds, '').map(({ json }) => json.kind);
  if (kinds.length > 0 && !kinds.includes(route.objectRef.kind)) return false;
  const hosts = route.value('/spec/hostnames');
  if (Array.isArray(hosts) && hosts.length > 0 && !hosts.some((host) => overlap(host, hostname))) return false;
  switch (namespaces?.from ?? 'Same') {
    case 'Same':
      return route.effectiveNamespace === gateway.effectiveNamespace;
    case 'Selector':
      return mayBeIn(namespaces.selector, route.effectiveNamespace, all);
    default:
      return namespaces?.from !== 'None';
  }
}

function mayBeIn(selector: any, namespace: string, all: ManifestSet): boolean {
  const inSet = all._analysis(mayBeIn, () => new Set(all.ofType('Namespace').map(({ objectRef }) => objectRef.name)));
  const isKnown = inSet.has(namespace);
  const known = readSelector(selector) ?? { matchLabels: {}, matchExpressions: [] };
  const name = 'kubernetes.io/metadata.name';
  const ofName = {
    matchLabels: Object.fromEntries(Object.entries(known.matchLabels).filter(([key]) => isKnown || key === name)),
    matchExpressions: known.matchExpressions.filter(({ key }) => isKnown || key === name),
  };
  return selects(ofName, namespaceLabels(namespace, all));
}

/** Whether two host names have a host in common; an absent one is every host, and `*.` stands for one or more labels. */
function overlap(one: unknown, other: unknown): boolean {
  if (typeof one !== 'string' || typeof other !== 'string' || one === '' || other === '' || one === other) return true;
  const covers = (wildcard: string, host: string) => wildcard.startsWith('*.') && host.endsWith(wildcard.slice(1));
  return covers(one, other) || covers(other, one);
}

function redirects(route: Manifest): boolean {
  const rules = listed(route.value('/spec/rules'), '');
  return (
    rules.length > 0 &&
    rules.every(({ json }) =>
      listed(json.filters, '').some(
        ({ json: filter }) => filter.type === 'RequestRedirect' && filter.requestRedirect?.scheme === 'https',
      ),
    )
  );
}

function attachments(all: ManifestSet): Map<string, Attachment[]> {
  const index = new Map<string, Attachment[]>();
  for (const route of ROUTES.flatMap((type) => all.ofType(type))) {
    for (const { json } of listed(route.value('/spec/parentRefs'), '')) {
      if ((json.kind ?? 'Gateway') !== 'Gateway' || (json.group ?? GROUP) !== GROUP) continue;
      const key = keyOf(json.namespace ?? route.effectiveNamespace, json.name);
      const attachment: Attachment = { route, listener: json.sectionName ?? undefined, port: json.port ?? undefined };
      addTo(index, key, attachment);
    }
  }
  return index;
}

function keyOf(namespace: unknown, name: unknown): string {
  return JSON.stringify([namespace, name]);
}
