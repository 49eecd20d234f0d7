import { addTo } from '../../json/group-by';
import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { listed } from './ingresses';

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
export function isRedirectedToTls(gateway: Manifest, { name, port }: any, all: ManifestSet): boolean {
  const index = all._analysis(isRedirectedToTls, () => attachments(all));
  const routes = (index.get(keyOf(gateway.effectiveNamespace, gateway.objectRef.name)) ?? [])
    .filter((each) => (each.listener ?? name) === name && (each.port ?? port) === port)
    .map(({ route }) => route);
  return routes.length > 0 && routes.every(redirects);
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
