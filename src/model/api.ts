import { segmentsOf, valueAt } from '../json/pointer';
import { customKinds } from '../kubernetes/api/custom-kinds';
import { isFileKind } from '../kubernetes/api/file-kinds';
import { KubernetesApi } from '../kubernetes/api/kubernetes-api';
import type { Problem } from '../kubernetes/api/problem';
import { isOwnKind } from '../kubernetes/api/table';
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
  const { groupKind, json, podTemplates, _problems, _wrapped } = manifest;
  const all = api.problems(json);
  // The controller or tool that takes an object out of another one may complete it.
  const problems = _wrapped && !isFileKind(groupKind) ? all.filter(({ category }) => category !== 'semantics') : all;
  if (isWhole(manifest, api)) return problems;
  const inTemplates = podTemplates
    .filter(({ path, specPath }) => specPath === `${path}/spec`)
    .flatMap(({ path }) => api.typeProblems(valueAt(json, path), segmentsOf(path), 'core.v1.PodTemplateSpec'));
  return [...problems, ..._problems, ...inTemplates];
}

/** Whether the API has a type for all of an object; the data of a ControllerRevision is of any form. */
function isWhole({ groupKind, objectRef: { apiVersion, kind } }: Manifest, api: KubernetesApi): boolean {
  const isKnown = isFileKind(groupKind) || (isOwnKind(groupKind) && groupKind !== 'apps/ControllerRevision');
  return isKnown && api.fieldsOf(apiVersion, kind) !== undefined;
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
