import { escapeSegment, valueAt } from '../../json/pointer';
import type { FoundPod } from './place';

/** An object that is deeper or larger is not searched: it could hide a pod from the search. */
const MAX_DEPTH = 100;
const MAX_VALUES = 1_000_000;

/** The names that kinds have for a pod template; its containers may take their images from elsewhere. */
const TEMPLATE = /\/(?:template|podTemplate)\/spec$/;

/**
 * Searches an object of an unknown kind for pods: for a list `containers` with an object that names an image. Whether a
 * controller adds to such a pod is not known.
 */
export function searchPods(json: any): { readonly pods: FoundPod[]; readonly problem?: string } {
  const pods: FoundPod[] = [];
  let values = 0;
  let problem: string | undefined;
  const visit = (value: any, pointer: string, depth: number): void => {
    if (value === null || typeof value !== 'object' || problem !== undefined) return;
    values += 1;
    if (depth > MAX_DEPTH || values > MAX_VALUES) {
      problem = `is too ${depth > MAX_DEPTH ? 'deep' : 'large'} to be searched for pods; register its kind with workloadKinds`;
      return;
    }
    if (Array.isArray(value.containers) && value.containers.some(TEMPLATE.test(pointer) ? isObject : namesImage)) {
      pods.push(foundAt(pointer, json, value));
      return;
    }
    for (const key of Object.keys(value)) visit(value[key], `${pointer}/${escapeSegment(key)}`, depth + 1);
  };
  for (const key of Object.keys(json ?? {}))
    if (key !== 'metadata' && key !== 'status') visit(json[key], `/${escapeSegment(key)}`, 1);
  return { pods, problem };
}

function foundAt(pointer: string, json: any, value: any): FoundPod {
  const place = { isPartial: true };
  if (!pointer.endsWith('/spec')) return { at: pointer, form: 'spec', value, place };
  const at = pointer.slice(0, -'/spec'.length);
  return { at, form: 'template', value: valueAt(json, at), place };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function namesImage(container: any): boolean {
  return typeof container?.image === 'string';
}
