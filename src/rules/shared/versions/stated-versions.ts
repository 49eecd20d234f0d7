import type { Program } from '../../../analysis/cluster/flags/program-flags';
import { typeOfConfig } from '../../../analysis/cluster/flags/programs-in';
import { CLUSTER_TYPE } from '../../../analysis/cluster/settings-files';
import { imageOf } from '../../../images/image';
import { valueAt } from '../../../json/pointer';
import type { ContainerView, Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { settingsInTexts, type TextSettings } from '../control-plane/settings-in-texts';

/** A version that an object states. */
export interface StatedVersion {
  readonly component: Program;
  /** As written. */
  readonly text: string;
  /** Numbers: `[1, 36, 2]`; without a patch, `[1, 36]`. */
  readonly version: readonly number[];
  /** JSON Pointer from the root of the object. */
  readonly pointer: string;
  /** What states it, for a message: `kubernetesVersion`, `image "…"`. */
  readonly place: string;
  readonly manifest: Manifest;
}

export const CONTROL_PLANE = 'controlplane.cluster.x-k8s.io/KubeadmControlPlane';

type Field = readonly [pointer: string, component: Program];
const MACHINES: readonly Field[] = [['/spec/template/spec/version', 'kubelet']];

/** The fields of objects that state a version. That of a control plane counts as the version of its API server. */
const FIELDS: { readonly [type: string]: readonly Field[] } = {
  [CLUSTER_TYPE]: [
    ['/kubernetesVersion', 'kube-apiserver'],
    ['/etcd/local/imageTag', 'etcd'],
  ],
  'kubeadm.k8s.io/UpgradeConfiguration': [['/apply/kubernetesVersion', 'kube-apiserver']],
  [CONTROL_PLANE]: [['/spec/version', 'kube-apiserver']],
  'cluster.x-k8s.io/Cluster': [['/spec/topology/version', 'kube-apiserver']],
  'cluster.x-k8s.io/Machine': [['/spec/version', 'kubelet']],
  'cluster.x-k8s.io/MachineDeployment': MACHINES,
  'cluster.x-k8s.io/MachinePool': MACHINES,
  'cluster.x-k8s.io/MachineSet': MACHINES,
  'kops.k8s.io/Cluster': [['/spec/kubernetesVersion', 'kube-apiserver']],
  Node: [['/status/nodeInfo/kubeletVersion', 'kubelet']],
};

/** The programs whose images have their version as tag. */
export const IMAGES: readonly Program[] = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-proxy',
  'kube-scheduler',
];

/** What the name of an image may end in. */
export const ARCHITECTURE = '-(?:amd64|arm|arm64|ppc64le|s390x)';

/** The types whose fields state versions. */
export const VERSION_TYPES: readonly string[] = [...Object.keys(FIELDS), 'ConfigMap'];

/** Returns the versions that the fields of an object state, without those of its images. */
export function fieldVersions(manifest: Manifest, all: ManifestSet): StatedVersion[] {
  if (manifest.groupKind !== 'ConfigMap') {
    return (FIELDS[manifest.groupKind] ?? []).flatMap(([pointer, component]) =>
      stated(component, manifest.value(pointer), pointer, pointer.slice(1).replaceAll('/', '.'), manifest),
    );
  }
  return clustersInTexts(manifest, all).flatMap(({ config, key, pointer }) =>
    (FIELDS[CLUSTER_TYPE] ?? []).flatMap(([field, component]) => {
      const place = `${field.slice(1).replaceAll('/', '.')} in key "${key}"`;
      return stated(component, valueAt(config, field), pointer, place, manifest);
    }),
  );
}

/** Returns the ClusterConfigurations in the texts of a ConfigMap. */
export function clustersInTexts(configMap: Manifest, all: ManifestSet): TextSettings[] {
  return settingsInTexts(configMap, all).filter(({ config }) => typeOfConfig(config) === CLUSTER_TYPE);
}

/** Returns the version that the tag of an image states: of a program of the cluster, in any registry. */
export function imageVersion(container: ContainerView): StatedVersion | undefined {
  const written = container.value('/image');
  const image = imageOf(written);
  const name = image?.repository
    .slice(image.repository.lastIndexOf('/') + 1)
    .replace(new RegExp(`${ARCHITECTURE}$`), '');
  const component = IMAGES.find((each) => each === name);
  if (!component) return undefined;
  return stated(component, image?.tag, `${container.path}/image`, `image "${written}"`, container.pod.manifest)[0];
}

/** Returns all versions that the objects state. */
export function statedVersions(all: ManifestSet): readonly StatedVersion[] {
  return all._analysis(statedVersions, () =>
    all.all.flatMap((manifest) => [
      ...fieldVersions(manifest, all),
      ...manifest.podTemplates.flatMap(({ containers }) => containers.flatMap((each) => imageVersion(each) ?? [])),
    ]),
  );
}

function stated(
  component: Program,
  value: unknown,
  pointer: string,
  place: string,
  manifest: Manifest,
): StatedVersion[] {
  const version = typeof value === 'string' ? numbersOf(value, component) : undefined;
  return version ? [{ component, text: value as string, version, pointer, place, manifest }] : [];
}

/** `v1.36.2`, `1.36`, `v1.36.2-eks-1`; `stable-1.36` of kubeadm. `stable` states none. Versions of Kubernetes start with 1. */
function numbersOf(text: string, component: Program): number[] | undefined {
  const [, major = '', minor = '', patch] =
    /^(?:v|stable-|latest-)?(\d{1,3})\.(\d{1,3})(?:\.(\d{1,3}))?(?:[-+_.][\w.+-]*)?$/.exec(text) ?? [];
  if (minor === '' || (component !== 'etcd' && major !== '1')) return undefined;
  return [major, minor, ...(patch === undefined ? [] : [patch])].map(Number);
}
