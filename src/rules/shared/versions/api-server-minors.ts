import { clusterOf } from '../../../analysis/cluster/cluster-files';
import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { statedVersions } from './stated-versions';

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
