import { segmentsOf } from '../json/pointer';
import { customKinds } from '../kubernetes/api/custom-kinds';
import { KubernetesApi } from '../kubernetes/api/kubernetes-api';
import type { Problem } from '../kubernetes/api/problem';
import type { Manifest } from './manifest';
import { ManifestSet } from './manifest-set';

const DEFINITION = 'apiextensions.k8s.io/CustomResourceDefinition';

/** The API by which a set is read: that of a version of Kubernetes, with the kinds that the set itself defines. */
export function apiOf(all: ManifestSet, kubernetesVersion: string): KubernetesApi {
  return all._analysis(`API of ${kubernetesVersion}`, () => {
    const kinds = all.ofType(DEFINITION).flatMap(({ json }) => customKinds(json));
    return kinds.length === 0 ? KubernetesApi.of(kubernetesVersion) : new KubernetesApi(kubernetesVersion, kinds);
  });
}

/** What is wrong with an object: what the API server says of it, and pods of custom kinds that cannot be read. */
export function problemsOf(manifest: Manifest, api: KubernetesApi): readonly Problem[] {
  const { json, objectRef, podTemplates, _problems } = manifest;
  const problems = api.problems(json);
  if (api.knows(objectRef.apiVersion, objectRef.kind)) return problems;
  const inPods = podTemplates.flatMap(({ path }) =>
    api.typeProblemsAt(json, segmentsOf(path), 'core.v1.PodTemplateSpec'),
  );
  return [...problems, ..._problems, ...inPods];
}

/** Whether the values of an object cannot be read, so that rules cannot be asked about it. */
export function preventsReading({ category }: Problem): boolean {
  return category === 'structure' || category === 'unknown-kind';
}

/** The objects of a set whose values can be read: the ones that rules see. */
export function readableOf(all: ManifestSet, kubernetesVersion: string): ManifestSet {
  return all._analysis(`readable for ${kubernetesVersion}`, () => {
    const api = apiOf(all, kubernetesVersion);
    const readable = all.all.filter((manifest) => !problemsOf(manifest, api).some(preventsReading));
    return readable.length === all.all.length ? all : ManifestSet.fromManifests(readable);
  });
}
