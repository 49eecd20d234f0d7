import { NEWEST_VERSION } from '../kubernetes/kubernetes-version';
import { apiOf } from '../model/api';
import { Manifest } from '../model/manifest';
import { ManifestSet } from '../model/manifest-set';
import { type PlacedValue, placed } from '../model/placed';

/** What says where objects go when their files are applied. */
export interface Placement {
  /** Namespace of objects that set none, as for `kubectl apply -n`. */
  readonly namespaceName?: string;
  /** Namespace into which kustomize puts all objects of a file. */
  readonly namespaceOf?: (file: string) => string | undefined;
  readonly customResourceDefinitions?: readonly any[];
}

const NAMESPACE = '/metadata/namespace';

/**
 * Returns the objects as they are where they go, in the same order. A kind of which nothing is known is taken for a namespaced
 * one, as kustomize does.
 */
export function placeAll(manifests: readonly Manifest[], placement: Placement): readonly Manifest[] {
  const { namespaceName, namespaceOf, customResourceDefinitions = [] } = placement;
  const homes = new Map<Manifest, string>();
  for (const manifest of manifests) {
    const home = namespaceOf?.(manifest.origin.file ?? '');
    if (home !== undefined && !manifest._wrapped) homes.set(manifest, home);
  }
  if (homes.size === 0 && namespaceName === undefined) return manifests;
  const definitions = customResourceDefinitions.map((json) => Manifest.fromJson(json));
  const api = apiOf(ManifestSet.fromManifests([...manifests, ...definitions]), NEWEST_VERSION);
  const isNamespaced = ({ objectRef, json }: Manifest) =>
    isMapping(json.metadata) && api.scopeOf(objectRef.apiVersion, objectRef.kind) !== 'cluster';
  const accounts = new Set(
    [...homes].flatMap(([{ groupKind, objectRef, effectiveNamespace }, home]) =>
      groupKind === 'ServiceAccount'
        ? ['', effectiveNamespace].map((namespace) => keyOf(home, namespace, objectRef.name))
        : [],
    ),
  );
  return manifests.map((manifest) => {
    const home = homes.get(manifest);
    if (home !== undefined) return placed(manifest, kustomized(manifest, home, isNamespaced(manifest), accounts));
    const isFree = namespaceName !== undefined && manifest.objectRef.namespaceName === undefined;
    return isFree && isNamespaced(manifest)
      ? placed(manifest, [{ pointer: NAMESPACE, value: namespaceName }])
      : manifest;
  });
}

/**
 * What kustomize's `namespace` sets: the namespace, the name of a Namespace, and the accounts of bindings, where they are
 * `default` or of the same kustomization.
 *
 * @see https://github.com/kubernetes-sigs/kustomize/blob/api/v0.20.1/api/filters/namespace/namespace.go
 */
function kustomized(
  { groupKind, json }: Manifest,
  home: string,
  isNamespaced: boolean,
  accounts: ReadonlySet<string>,
): PlacedValue[] {
  const own = isNamespaced ? [{ pointer: NAMESPACE, value: home }] : [];
  if (groupKind === 'Namespace' && isMapping(json.metadata)) return [{ pointer: '/metadata/name', value: home }];
  if (!/^rbac\.authorization\.k8s\.io\/(?:Cluster)?RoleBinding$/.test(groupKind) || !Array.isArray(json.subjects))
    return own;
  const subjects = json.subjects.flatMap((subject: any, index: number) => {
    if (subject?.kind !== 'ServiceAccount') return [];
    const isMoved = subject.name === 'default' || accounts.has(keyOf(home, subject.namespace ?? '', subject.name));
    return isMoved ? [{ pointer: `/subjects/${index}/namespace`, value: home }] : [];
  });
  return [...own, ...subjects];
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
