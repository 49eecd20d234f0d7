import type { Manifest } from '../../model/manifest';
import { objectsIn } from '../../model/pod-index';

/** The present and former types of Ingress. The types of their fields are not checked before. */
export const INGRESSES = ['networking.k8s.io/Ingress', 'extensions/Ingress'];

export interface IngressRule {
  readonly pointer: string;
  /** Empty if the rule applies to every host. */
  readonly host: string;
  readonly paths: readonly IngressPath[];
}

export interface IngressPath {
  readonly pointer: string;
  readonly path: string;
  readonly pathType: string;
  /** The target: a Service of the same namespace. */
  readonly service?: string;
  readonly servicePointer: string;
}

export function ingressRules(ingress: Manifest): IngressRule[] {
  return listed(ingress.value('/spec/rules'), '/spec/rules').map(({ json, pointer }) => ({
    pointer,
    host: textOf(json.host) ?? '',
    paths: listed(json.http?.paths, `${pointer}/http/paths`).map((each) => ({
      pointer: each.pointer,
      path: textOf(each.json.path) ?? '',
      pathType: textOf(each.json.pathType) ?? 'ImplementationSpecific',
      ...backendOf(each.json.backend, `${each.pointer}/backend`),
    })),
  }));
}

/** Returns the backend for requests that match no rule; undefined if there is none. */
export function defaultBackend(
  ingress: Manifest,
): { readonly pointer: string; readonly service?: string; readonly servicePointer: string } | undefined {
  for (const pointer of ['/spec/defaultBackend', '/spec/backend']) {
    const backend = ingress.value(pointer);
    if (backend !== undefined && backend !== null) return { pointer, ...backendOf(backend, pointer) };
  }
  return undefined;
}

/** Returns hosts and names of `tls`; an entry without hosts applies to all of them. */
export function tlsHosts(ingress: Manifest): string[][] {
  return objectsIn(ingress.value('/spec/tls')).map(({ hosts }) =>
    (Array.isArray(hosts) ? hosts : []).filter((host) => typeof host === 'string' && host !== ''),
  );
}

/** Returns the class in either notation; empty for the cluster's default. */
export function ingressClass(ingress: Manifest): string {
  return textOf(ingress.value('/spec/ingressClassName')) ?? annotationsOf(ingress)['kubernetes.io/ingress.class'] ?? '';
}

export function annotationsOf(manifest: Manifest): { readonly [key: string]: string } {
  return manifest.json.metadata?.annotations ?? {};
}

/** Whether an object has one of some annotations: `key=value`, or `key` for any value that is not empty. */
export function isAnnotated(manifest: Manifest, annotations: readonly string[]): boolean {
  return Object.entries(annotationsOf(manifest)).some(
    ([key, value]) => annotations.includes(`${key}=${value}`) || (value !== '' && annotations.includes(key)),
  );
}

/** Older versions have the Service next to the port, newer ones one level deeper. */
function backendOf(backend: any, pointer: string): { service?: string; servicePointer: string } {
  const isOld = textOf(backend?.serviceName) !== undefined;
  return {
    service: textOf(isOld ? backend.serviceName : backend?.service?.name),
    servicePointer: `${pointer}${isOld ? '/serviceName' : '/service/name'}`,
  };
}

/**
 * Whether an Ingress only adds paths to a host of another one, its master, which has the certificate.
 *
 * @see https://docs.nginx.com/nginx-ingress-controller/configuration/ingress-resources/cross-namespace-configuration/
 */
export function isMinion(ingress: Manifest): boolean {
  return annotationsOf(ingress)['nginx.org/mergeable-ingress-type'] === 'minion';
}

/** The objects of a list, each with its pointer. */
export function listed(value: unknown, pointer: string): { readonly json: any; readonly pointer: string }[] {
  if (!Array.isArray(value)) return [];
  return value
    .map((json, index) => ({ json, pointer: `${pointer}/${index}` }))
    .filter(({ json }) => typeof json === 'object' && json !== null);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
