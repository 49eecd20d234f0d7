import type { ManifestSet } from '../../model/manifest-set';
import { containerFlags } from './container-flags';
import { clusterFlags, kubeletFlags } from './kubeadm-flags';
import type { Program, ProgramFlags } from './program-flags';
import { CLUSTER_TYPE, SETTINGS_TYPES } from './settings-files';

/** Returns the programs of the cluster in a set of objects, with their flags. */
export function programsIn(all: ManifestSet): readonly ProgramFlags[] {
  return all._analysis(programsIn, () => [
    ...all.ofType(CLUSTER_TYPE).flatMap(({ json }) => clusterFlags(json)),
    ...[SETTINGS_TYPES.InitConfiguration, SETTINGS_TYPES.JoinConfiguration]
      .flatMap((type) => all.ofType(type))
      .map(({ json }) => kubeletFlags(json)),
    ...all.all.flatMap(({ podTemplates }) =>
      podTemplates.flatMap(({ containers }) => containers.flatMap((container) => containerFlags(container) ?? [])),
    ),
  ]);
}

/** Returns the flags of one program in a set of objects. */
export function programIn(all: ManifestSet, program: Program): readonly ProgramFlags[] {
  return programsIn(all).filter((each) => each.program === program);
}
