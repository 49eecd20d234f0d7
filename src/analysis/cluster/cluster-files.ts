import { posix } from 'node:path';
import { groupBy } from '../../json/group-by';
import { isFileKind } from '../../kubernetes/api/file-kinds';
import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { CLUSTER_TYPE } from './settings-files';

const API_GROUP = /(^|\.)cluster\.x-k8s\.io\//;
const CLUSTER_LABEL = 'cluster.x-k8s.io/cluster-name';

/** What each flag of the API server names. */
export const KINDS_OF_FLAGS: { readonly [flag: string]: string } = {
  'admission-control-config-file': 'apiserver.config.k8s.io/AdmissionConfiguration',
  'audit-policy-file': 'audit.k8s.io/Policy',
  'authentication-config': 'apiserver.config.k8s.io/AuthenticationConfiguration',
  'authorization-config': 'apiserver.config.k8s.io/AuthorizationConfiguration',
  'encryption-provider-config': 'apiserver.config.k8s.io/EncryptionConfiguration',
};

/**
 * Returns a name for the cluster that an object is of; undefined where it is not known. Cluster API names it. Other files are those
 * of one cluster, unless there are several ClusterConfigurations: then a file belongs to the one in its folder, or in the nearest
 * folder above.
 */
export function clusterOf(manifest: Manifest, all: ManifestSet): string | undefined {
  if (API_GROUP.test(manifest.groupKind)) return managedCluster(manifest, all);
  const roots = all._analysis(clusterOf, () => all.ofType(CLUSTER_TYPE).map(rootOf));
  if (roots.length < 2) return '';
  const own = rootOf(manifest);
  return roots.filter((root) => root === '' || `${own}/`.startsWith(`${root}/`)).sort((a, b) => b.length - a.length)[0];
}

/** The files of the nodes of one cluster, those with a given one. */
export class ClusterFiles {
  private readonly files: readonly Manifest[];

  public constructor(all: ManifestSet, of: Manifest) {
    const byCluster = all._analysis(ClusterFiles, () =>
      groupBy(
        all.all.filter(({ groupKind }) => isFileKind(groupKind)),
        (file) => nameOf(file, all),
      ),
    );
    this.files = byCluster.get(nameOf(of, all)) ?? [];
  }

  /** The files of a group and kind. */
  public ofType(groupKind: string): readonly Manifest[] {
    return this.files.filter((file) => file.groupKind === groupKind);
  }

  /** The objects in the file that is at a path of the node; empty where it was not given. */
  public at(path: string): readonly Manifest[] {
    const normal = posix.normalize(path);
    return this.files.filter(({ origin: { file = '' }, _wrapped }) => !_wrapped && pathOf(file) === normal);
  }
}

/** The cluster of a file; where it is not known, that of the files beside it. Constructs of one cluster may lie anywhere in an app. */
function nameOf(manifest: Manifest, all: ManifestSet): string {
  return manifest.origin.file === undefined ? '' : (clusterOf(manifest, all) ?? rootOf(manifest));
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

/** Where a file is on its node, if it lies below the path that it has there; else the file. */
function pathOf(file: string): string {
  return /\/(?:etc|usr|var)\/.*$/.exec(`/${file.replaceAll('\\', '/')}`)?.[0] ?? file;
}

/** The folder that stands for the root of a file's node, else that of the file, or the construct above that of the object. */
function rootOf({ origin }: Manifest): string {
  const place = (origin.file ?? origin.constructPath ?? '').replaceAll('\\', '/');
  const inNode = origin.file === undefined ? undefined : /^(.*?)(?:^|\/)(?:etc|usr|var)\//.exec(place)?.[1];
  return inNode ?? place.slice(0, Math.max(place.lastIndexOf('/'), 0));
}
