import { applyOperation, type Operation } from './fast-json-patch';
import { segmentsOf, valueAt } from './pointer';

/**
 * One JSON Patch operation.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6902
 */
export interface Patch {
  /** `add`, `replace` or `remove`. */
  readonly op: string;
  /** JSON Pointer of the field, from the root of the object. */
  readonly path: string;
  /**
   * The value to put there.
   *
   * @default - none, for `remove`
   */
  readonly value?: any;
}

/** Returns the patches that put a value at a pointer, and create the parents that are missing or null. */
export function patchTo(json: unknown, pointer: string, value: unknown): Patch[] {
  const patches: Patch[] = [];
  const segments = segmentsOf(pointer);
  let end = 0;
  let parent: any = json;
  for (const segment of segments.slice(0, -1)) {
    end = pointer.indexOf('/', end + 1);
    parent = parent !== null && typeof parent === 'object' && Object.hasOwn(parent, segment) ? parent[segment] : null;
    if (parent === undefined || parent === null) patches.push({ op: 'add', path: pointer.slice(0, end), value: {} });
  }
  const inList = Array.isArray(parent) && segments.at(-1) !== '-';
  return [...patches, { op: inList ? 'replace' : 'add', path: pointer, value }];
}

/** Returns the patch that removes the value at a pointer. */
export function patchAway(pointer: string): Patch[] {
  return [{ op: 'remove', path: pointer }];
}

/**
 * Applies patches to a copy; the input is not changed. Patches that were computed independently are merged: a parent
 * that another patch has already created is kept, a value that is already gone is not removed again, and a name that is
 * already in a list is not appended again.
 */
export function applyPatches(json: any, patches: readonly Patch[]): any {
  return patched(structuredClone(json), structuredClone(patches));
}

/** The same for an outcome that is only read: it shares with the input and the patches what the patches leave as it is. */
export function patched(json: any, patches: readonly Patch[]): any {
  let copy = json;
  for (const patch of patches) {
    const found = valueAt(copy, patch.path);
    if (patch.op === 'remove' && found === undefined) continue;
    if (patch.op === 'add' && isEmpty(patch.value) && found !== undefined && found !== null) continue;
    if (patch.op === 'add' && isAppendedAlready(copy, patch)) continue;
    const segments = segmentsOf(patch.path);
    const { root, parent } = copiedAlong(copy, segments);
    copy = root;
    if (!isApplied(parent, segments, patch)) copy = applyOperation(copy, patch as Operation, true).newDocument;
  }
  return copy;
}

/** A value whose collections on a path are copies, and the last of these, if all of the path before its last key is there. */
function copiedAlong(value: any, path: readonly string[]): { readonly root: any; readonly parent?: any } {
  const root = shallowCopy(value);
  let parent = root;
  for (let index = 0; index < path.length - 1; index += 1) {
    const key = path[index] as string;
    if (parent === null || typeof parent !== 'object' || !Object.hasOwn(parent, key)) return { root };
    parent[key] = shallowCopy(parent[key]);
    parent = parent[key];
  }
  return { root, parent };
}

/**
 * Applies a patch that sets a field of a mapping, or appends to a list, as most do, without the checks of the library, which take
 * longer than the rest.
 */
function isApplied(parent: any, segments: readonly string[], { op, value }: Patch): boolean {
  const key = segments.at(-1);
  if (typeof parent !== 'object' || parent === null || key === undefined) return false;
  if (!isJson(value) || segments.some((each) => SPECIAL.has(each))) return false;
  if (Array.isArray(parent)) {
    if (op !== 'add' || key !== '-') return false;
    parent.push(value);
    return true;
  }
  if (op !== 'add' && !(op === 'replace' && Object.hasOwn(parent, key))) return false;
  parent[key] = value;
  return true;
}

/** Whether a value, and all in it, can be written as JSON. */
function isJson(value: unknown): boolean {
  if (typeof value !== 'object') return ['string', 'number', 'boolean'].includes(typeof value);
  return value === null || Object.values(value).every(isJson);
}

/** The library refuses some of these keys. */
const SPECIAL = new Set(['__proto__', 'prototype', 'constructor']);

function shallowCopy(value: any): any {
  if (value === null || typeof value !== 'object') return value;
  return Array.isArray(value) ? [...value] : { ...value };
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function isAppendedAlready(json: unknown, { path, value }: Patch): boolean {
  if (typeof value !== 'string' || !path.endsWith('/-')) return false;
  const list = valueAt(json, path.slice(0, -'/-'.length));
  return Array.isArray(list) && list.includes(value);
}
