import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { CLUSTER_CONFIGURATION, statedVersions } from './stated-versions';

const API_GROUP = /(^|\.)cluster\.x-k8s\.io\//;
const CLUSTER_LABEL = 'cluster.x-k8s.io/cluster-name';

/**
 * Returns a name for the cluster that an object is of; undefined where it is not known. Cluster API names it. Other files are those
 * of one cluster, unless there are several ClusterConfigurations: then a file belongs to the one in its folder, or in the nearest
 * folder above.
 */
function clusterOf(manifest: Manifest, all: ManifestSet): string | undefined {
  if (API_GROUP.test(manifest.groupKind)) return managedCluster(manifest, all);
  const folders = all._analysis(clusterOf, () => all.ofType(CLUSTER_CONFIGURATION).map(folderOf));
  if (folders.length < 2) return '';
  const own = folderOf(manifest);
  return folders
    .filter((folder) => folder === '' || `${own}/`.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)[0];
}

/** Returns the minor versions of the API servers of the cluster that an object is of. */
export function apiServerMinors(manifest: Manifest, all: ManifestSet): readonly number[] {
  const index = all._analysis(apiServerMinors, () => {
    const byCluster = new Map<string, number[]>();
    for (const { component, manifest: server, version } of statedVersions(all)) {
      const cluster = component === 'kube-apiserver' ? clusterOf(server, all) : undefined;
      if (cluster !== undefined) byCluster.set(cluster, [...(byCluster.get(cluster) ?? []), version[1] ?? 0]);
    }
    return byCluster;
  });
  const cluster = clusterOf(manifest, all);
  return cluster === undefined ? [] : (index.get(cluster) ?? []);
}

/** The cluster of an object of Cluster API. */
function managedCluster(manifest: Manifest, all: ManifestSet): string | undefined {
  const { kind, name } = manifest.objectRef;
  const namespace = manifest.effectiveNamespace;
  const owner = all.ofType('cluster.x-k8s.io/Cluster').find(({ effectiveNamespace, json: { spec } }) => {
    const controlPlane = spec?.controlPlaneRef;
    return effectiveNamespace === namespace && controlPlane?.kind === kind && controlPlane.name === name;
  })?.objectRef.name;
  const cluster =
    (manifest.groupKind === 'cluster.x-k8s.io/Cluster' ? name : undefined) ??
    owner ??
    manifest.value('/spec/clusterName') ??
    manifest.labels[CLUSTER_LABEL];
  return typeof cluster === 'string' ? JSON.stringify([namespace, cluster]) : undefined;
}

/** The folder of the file, or the construct above that of the object. */
function folderOf({ origin }: Manifest): string {
  const place = origin.file ?? origin.constructPath ?? '';
  return place.slice(0, Math.max(place.lastIndexOf('/'), 0));
}
