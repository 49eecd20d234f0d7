import { groupBy } from '../../../json/group-by';
import { builtInAccess } from '../../../kubernetes/access/built-in-access';
import { Manifest } from '../../../model/manifest';
import { ManifestSet } from '../../../model/manifest-set';
import { CLUSTER_ROLE, CLUSTER_ROLE_BINDING, ROLE, ROLE_BINDING } from '../roles';

/** What is taken for granted of the cluster beside the manifests. */
export interface ClusterAssumptions {
  readonly kubernetesVersion: string;
  /**
   * Whether the bindings and the namespaced roles count that the API server creates for itself: those of its own parts, and
   * what all users may read. Its ClusterRoles, such as `edit`, always count.
   */
  readonly withDefaultBindings: boolean;
}

/** The objects of each version, made when they are first asked for; they never change. */
const BUILT_IN = new Map<string, readonly Manifest[]>();
const KINDS = [ROLE, CLUSTER_ROLE, ROLE_BINDING, CLUSTER_ROLE_BINDING];

/** Returns the RBAC objects of a set and those of the cluster. An object of the set is in the place of the cluster's own. */
export function worldOf(all: ManifestSet, assumed: ClusterAssumptions): ManifestSet {
  const { kubernetesVersion, withDefaultBindings } = assumed;
  return all._analysis(`RBAC at ${kubernetesVersion}, ${withDefaultBindings ? 'with' : 'without'} defaults`, () => {
    const own = KINDS.flatMap((kind) => all.ofType(kind));
    const named = groupBy(own, nameOf);
    const others = builtInIn(kubernetesVersion).filter(
      (each) => (withDefaultBindings || each.groupKind === CLUSTER_ROLE) && !named.has(nameOf(each)),
    );
    return ManifestSet.fromManifests([...own, ...others]);
  });
}

function builtInIn(kubernetesVersion: string): readonly Manifest[] {
  const known =
    BUILT_IN.get(kubernetesVersion) ?? builtInAccess(kubernetesVersion).map((json) => Manifest.fromJson(json));
  BUILT_IN.set(kubernetesVersion, known);
  return known;
}

function nameOf({ groupKind, objectRef }: Manifest): string {
  return JSON.stringify([groupKind, objectRef.namespaceName, objectRef.name]);
}
