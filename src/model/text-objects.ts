import { valueAt } from '../json/pointer';
import { KubernetesApi } from '../kubernetes/api/kubernetes-api';
import { expanded } from '../kubernetes/workloads/find';
import { workloadOf } from '../kubernetes/workloads/table';
import { type TextEntry, textsOf } from '../kubernetes/workloads/texts';
import { readYaml } from '../yaml/read';
import { preventsReading, problemsOf } from './api';
import type { Manifest } from './manifest';
import { placed } from './placed';
import { readObjects } from './read-objects';

/** An object with pods that stands in a text of another object, such as a static pod in a ConfigMap. */
export interface TextObject {
  /** JSON Pointer of the text. */
  readonly at: string;
  /** A name that only one object in the texts has. */
  readonly id: string;
  readonly manifest: Manifest;
}

/** What etcd stores of one object: the API server accepts none with longer texts. */
const MAX_LENGTH = 1.5 * 2 ** 20;

const KIND = /\bkind["']?\s*:/;

/**
 * The objects with pods in the texts of an object. A text counts if all of it can be read, as objects with `apiVersion` and
 * `kind`: texts of any other form are the business of the programs that read them. An object there whose pods cannot be read
 * makes no pod.
 */
export function textObjectsOf(manifest: Manifest): readonly TextObject[] {
  const entry = textsOf(manifest.groupKind);
  if (!entry) return [];
  const home = entry.isOwn ? manifest.objectRef.namespaceName : undefined;
  return textsIn(manifest.json, entry).flatMap(({ at, text }) =>
    objectsIn(text, at, manifest).map((each) => ({ ...each, manifest: inNamespace(each.manifest, home) })),
  );
}

interface Text {
  readonly at: string;
  readonly text: string;
}

function textsIn(json: any, { places, isOwn = false }: TextEntry): Text[] {
  let length = 0;
  const texts: Text[] = [];
  for (const { at: place, onlyWith } of places) {
    for (const at of expanded(json, place)) {
      const text = valueAt(json, at);
      if (typeof text !== 'string') continue;
      length += text.length;
      if (length > MAX_LENGTH) return [];
      if (!text.includes('apiVersion') || !KIND.test(text) || (!isOwn && text.includes('{{'))) continue;
      const beside = onlyWith && valueAt(json, at.replace(/[^/]*$/, onlyWith.field));
      if (!onlyWith || onlyWith.values.includes(beside)) texts.push({ at, text });
    }
  }
  return texts;
}

function objectsIn(text: string, at: string, { origin, _workloadKinds, _imageFacts }: Manifest): TextObject[] {
  const { documents, problems } = readYaml(text);
  if (problems.length > 0) return [];
  const options = { origin, workloadKinds: _workloadKinds };
  const read = documents.flatMap(({ value }, index) =>
    readObjects(value, options).map((each) => ({ ...each, id: `${at} ${index}${each.pointer}` })),
  );
  const api = KubernetesApi.of('latest');
  const found: TextObject[] = [];
  for (const { id, manifest } of read) {
    if (!manifest) return [];
    manifest._imageFacts = _imageFacts;
    if (makesPods(manifest) && !problemsOf(manifest, api).some(preventsReading)) found.push({ at, id, manifest });
  }
  return found;
}

/** Whether its kind is known to make pods, or registered: what has only the shape of a pod may be a pattern or a template. */
function makesPods({ groupKind, podTemplates }: Manifest): boolean {
  const isKnown = workloadOf(groupKind) !== undefined || podTemplates.some(({ isPartial }) => !isPartial);
  return isKnown && podTemplates.length > 0;
}

function inNamespace(manifest: Manifest, home: string | undefined): Manifest {
  const isFree = home !== undefined && manifest.json.metadata && manifest.objectRef.namespaceName === undefined;
  return isFree ? placed(manifest, [{ pointer: '/metadata/namespace', value: home }]) : manifest;
}
