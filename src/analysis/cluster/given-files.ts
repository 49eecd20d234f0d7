import { posix } from 'node:path';
import { isFileKind } from '../../kubernetes/api/file-kinds';
import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { CLUSTER_CONFIGURATION } from './given-flags';

/** What each flag of the API server names. */
export const KINDS_OF_FLAGS: { readonly [flag: string]: string } = {
  'admission-control-config-file': 'apiserver.config.k8s.io/AdmissionConfiguration',
  'audit-policy-file': 'audit.k8s.io/Policy',
  'authentication-config': 'apiserver.config.k8s.io/AuthenticationConfiguration',
  'authorization-config': 'apiserver.config.k8s.io/AuthorizationConfiguration',
  'encryption-provider-config': 'apiserver.config.k8s.io/EncryptionConfiguration',
};

/** The files of the nodes of one cluster, those with a given one. */
export class GivenFiles {
  private readonly files: readonly Manifest[];

  /** One ClusterConfiguration or none stands for one cluster; of several, each has the files below its folder. */
  public constructor(all: ManifestSet, of: Manifest) {
    const files = all._analysis(GivenFiles, () => all.all.filter(({ groupKind }) => isFileKind(groupKind)));
    const isOne = all.ofType(CLUSTER_CONFIGURATION).length <= 1;
    this.files = isOne ? files : files.filter((file) => rootOf(file) === rootOf(of));
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

/** Where a file is on its node, if it lies below the path that it has there; else the file. */
function pathOf(file: string): string {
  return /\/(?:etc|usr|var)\/.*$/.exec(`/${file.replaceAll('\\', '/')}`)?.[0] ?? file;
}

function rootOf({ origin: { file = '' } }: Manifest): string {
  const path = file.replaceAll('\\', '/');
  const inNode = /^(.*?)(?:^|\/)(?:etc|usr|var)\//.exec(path);
  return inNode ? (inNode[1] as string) : posix.dirname(path);
}
