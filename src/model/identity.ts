import { addTo } from '../json/group-by';
import { NEWEST_VERSION } from '../kubernetes/kubernetes-version';
import { apiOf } from './api';
import type { Manifest } from './manifest';
import type { ManifestSet } from './manifest-set';

/**
 * The groups of kinds that moved: the API server keeps one object under both.
 *
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
const MOVED: { readonly [groupKind: string]: string } = {
  'extensions/DaemonSet': 'apps/DaemonSet',
  'extensions/Deployment': 'apps/Deployment',
  'extensions/ReplicaSet': 'apps/ReplicaSet',
  'extensions/Ingress': 'networking.k8s.io/Ingress',
  'extensions/NetworkPolicy': 'networking.k8s.io/NetworkPolicy',
  'extensions/PodSecurityPolicy': 'policy/PodSecurityPolicy',
  'events.k8s.io/Event': 'Event',
};

/** Objects of one identity, in their order: each apply replaces the one before it. */
export type Duplicates = readonly [Manifest, Manifest, ...Manifest[]];

/**
 * The objects of a set that have group, kind, namespace and name in common, whatever the version of their API. No namespace
 * is `default`, as elsewhere; that of a cluster-scoped kind, which cdk8s writes too, has no effect. What the API server
 * names (`generateName`) is another object each time.
 */
export function duplicatesIn(all: ManifestSet): readonly Duplicates[] {
  return all._analysis(duplicatesIn, () => {
    const api = apiOf(all, NEWEST_VERSION);
    const byIdentity = new Map<string, Manifest[]>();
    for (const manifest of all.all) {
      const { groupKind, json, objectRef, effectiveNamespace, _wrapped } = manifest;
      const isOfCluster = api.scopeOf(objectRef.apiVersion, objectRef.kind) === 'cluster';
      const namespace = isOfCluster ? '' : effectiveNamespace;
      const name = json.metadata?.name;
      if (typeof name !== 'string' || name === '') continue;
      const type = MOVED[groupKind] ?? groupKind;
      // Wrappers may be for several clusters.
      addTo(byIdentity, JSON.stringify([_wrapped?.wrapper, type, namespace, name]), manifest);
    }
    return [...byIdentity.values()].filter((group): group is Manifest[] & Duplicates => group.length > 1);
  });
}
