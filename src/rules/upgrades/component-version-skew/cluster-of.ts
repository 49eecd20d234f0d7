import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { CLUSTER_CONFIGURATION } from '../../shared/versions/stated-versions';

const API_GROUP = /(^|\.)cluster\.x-k8s\.io\//;
const CLUSTER_LABEL = 'cluster.x-k8s.io/cluster-name';

/**
 * Returns a name for the cluster that an object is of; undefined where it is not known. Cluster API names it. Other files are those
 * of one cluster, unless there are several ClusterConfigurations: then a file belongs to the one in its folder, or in the nearest
 * folder above.
 */
export function clusterOf(manifest: Manifest, all: ManifestSet): string | undefined {
  if (API_GROUP.test(manifest.groupKind)) return managedCluster(manifest, all);
  const folders = all._analysis(clusterOf, () => all.ofType(CLUSTER_CONFIGURATION).map(folderOf));
  if (folders.length < 2) return '';
  const own = folderOf(manifest);
  return folders
    .filter((folder) => folder === '' || `${own}/`.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)[0];
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
