import { imageOf } from '../../../images/image';
import { valueAt } from '../../../json/pointer';
import { groupOf, typeOf } from '../../../kubernetes/workload-kinds';
import type { ContainerView, Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { documentsIn } from '../embedded-documents';
import { configMapTexts } from '../secrets/config-map';

/** A program of a cluster that has a version. */
export type Component =
  | 'etcd'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-proxy'
  | 'kube-scheduler'
  | 'kubelet';

/** A version that an object states. */
export interface StatedVersion {
  readonly component: Component;
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

export const CLUSTER_CONFIGURATION = 'kubeadm.k8s.io/ClusterConfiguration';
export const CONTROL_PLANE = 'controlplane.cluster.x-k8s.io/KubeadmControlPlane';

type Field = readonly [pointer: string, component: Component];
const MACHINES: readonly Field[] = [['/spec/template/spec/version', 'kubelet']];

/** The fields of objects that state a version. That of a control plane counts as the version of its API server. */
const FIELDS: { readonly [type: string]: readonly Field[] } = {
  [CLUSTER_CONFIGURATION]: [
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

/** The same for a text of a ConfigMap: kubeadm keeps its configuration in one. */
const IN_TEXT = /kind["']?\s{0,4}:\s{0,4}["']?ClusterConfiguration/;

const IMAGES: readonly Component[] = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-proxy',
  'kube-scheduler',
];

/** The types whose fields state versions. */
export const VERSION_TYPES: readonly string[] = [...Object.keys(FIELDS), 'ConfigMap'];

/** Returns the versions that the fields of an object state, without those of its images. */
export function fieldVersions(manifest: Manifest): StatedVersion[] {
  if (manifest.groupKind !== 'ConfigMap') {
    return (FIELDS[manifest.groupKind] ?? []).flatMap(([pointer, component]) =>
      stated(component, manifest.value(pointer), pointer, pointer.slice(1).replaceAll('/', '.'), manifest),
    );
  }
  return kubeadmTexts(manifest).flatMap(({ settings, key, pointer }) =>
    (FIELDS[CLUSTER_CONFIGURATION] ?? []).flatMap(([field, component]) => {
      const place = `${field.slice(1).replaceAll('/', '.')} in key "${key}"`;
      return stated(component, valueAt(settings, field), pointer, place, manifest);
    }),
  );
}

/** The ClusterConfigurations in the texts of a ConfigMap. */
export function kubeadmTexts(configMap: Manifest): { settings: any; key: string; pointer: string }[] {
  return configMapTexts(configMap)
    .filter(({ text }) => IN_TEXT.test(text))
    .flatMap(({ key, text, pointer }) =>
      documentsIn(text)
        .filter(({ apiVersion, kind }) => typeOf(groupOf(String(apiVersion)), kind) === CLUSTER_CONFIGURATION)
        .map((settings) => ({ settings, key, pointer })),
    );
}

/** Returns the version that the tag of an image states: of a program of the cluster, in any registry. */
export function imageVersion(container: ContainerView): StatedVersion | undefined {
  const written = container.value('/image');
  const image = imageOf(written);
  const name = image?.repository
    .slice(image.repository.lastIndexOf('/') + 1)
    .replace(/-(amd64|arm|arm64|ppc64le|s390x)$/, '');
  const component = IMAGES.find((each) => each === name);
  if (!component) return undefined;
  return stated(component, image?.tag, `${container.path}/image`, `image "${written}"`, container.pod.manifest)[0];
}

/** Returns all versions that the objects state. */
export function statedVersions(all: ManifestSet): readonly StatedVersion[] {
  return all._analysis(statedVersions, () =>
    all.all.flatMap((manifest) => [
      ...fieldVersions(manifest),
      ...manifest.podTemplates.flatMap(({ containers }) => containers.flatMap((each) => imageVersion(each) ?? [])),
    ]),
  );
}

function stated(
  component: Component,
  value: unknown,
  pointer: string,
  place: string,
  manifest: Manifest,
): StatedVersion[] {
  const version = typeof value === 'string' ? numbersOf(value, component) : undefined;
  return version ? [{ component, text: value as string, version, pointer, place, manifest }] : [];
}

/** `v1.36.2`, `1.36`, `v1.36.2-eks-1`; `stable-1.36` of kubeadm. `stable` states none. Versions of Kubernetes start with 1. */
function numbersOf(text: string, component: Component): number[] | undefined {
  const [, major = '', minor = '', patch] =
    /^(?:v|stable-|latest-)?(\d{1,3})\.(\d{1,3})(?:\.(\d{1,3}))?(?:[-+_.][\w.+-]*)?$/.exec(text) ?? [];
  if (minor === '' || (component !== 'etcd' && major !== '1')) return undefined;
  return [major, minor, ...(patch === undefined ? [] : [patch])].map(Number);
}
