import { groupOf, typeOf } from '../../../kubernetes/workload-kinds';
import type { ContainerView, Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { CLUSTER_TYPE, SETTINGS_TYPES } from '../settings-files';
import { containerFlags } from './container-flags';
import { CONTROL_PLANE, clusterFlags, kubeletFlags } from './kubeadm-flags';
import type { Program, ProgramFlags } from './program-flags';

const OF_NODE: readonly string[] = [SETTINGS_TYPES.InitConfiguration, SETTINGS_TYPES.JoinConfiguration];

/** Returns the group and kind of a configuration, such as `kubeadm.k8s.io/ClusterConfiguration`; empty if it has none. */
export function typeOfConfig({ apiVersion, kind }: any): string {
  return typeof apiVersion === 'string' && typeof kind === 'string' ? typeOf(groupOf(apiVersion), kind) : '';
}

/** Returns the programs whose flags a configuration of kubeadm gives, in a file or in a text. */
export function programsOfConfig(config: any): readonly ProgramFlags[] {
  const type = typeOfConfig(config);
  if (type === CLUSTER_TYPE) return clusterFlags(config);
  return OF_NODE.includes(type) ? [kubeletFlags(config)] : [];
}

/** What containers run, as far as it has been asked: some thirty rules ask about each container. */
const READ = new WeakMap<ContainerView, ProgramFlags | false>();

/** Returns the program of the cluster that a container runs, which is read once for all rules. */
export function programOfContainer(container: ContainerView): ProgramFlags | undefined {
  let found = READ.get(container);
  if (found === undefined) {
    found = containerFlags(container) ?? false;
    READ.set(container, found);
  }
  return found || undefined;
}

/** Returns the programs of the cluster whose flags an object gives. */
export function programsOf(manifest: Manifest): readonly ProgramFlags[] {
  return [
    ...programsOfConfig(manifest.json),
    ...manifest.podTemplates.flatMap(({ containers }) =>
      containers.flatMap((container) => programOfContainer(container) ?? []),
    ),
  ];
}

/** Returns the programs of the control plane whose flags a file of kubeadm or a static pod gives. */
export function controlPlaneOf(manifest: Manifest): readonly ProgramFlags[] {
  const isOfNode = manifest.groupKind === CLUSTER_TYPE || manifest.groupKind === 'Pod';
  return isOfNode ? programsOf(manifest).filter(({ program }) => CONTROL_PLANE.includes(program)) : [];
}

/** Returns the programs of the cluster in a set of objects, with their flags. */
export function programsIn(all: ManifestSet): readonly ProgramFlags[] {
  return all._analysis(programsIn, () => all.all.flatMap(programsOf));
}

/** Returns the flags of one program in a set of objects. */
export function programIn(all: ManifestSet, program: Program): readonly ProgramFlags[] {
  return programsIn(all).filter((each) => each.program === program);
}
