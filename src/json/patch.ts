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
    copy = copiedAlong(copy, segmentsOf(patch.path));
    copy = applyOperation(copy, patch as Operation, true).newDocument;
  }
  return copy;
}

/** A value whose collections on a path are copies. */
function copiedAlong(value: any, [key, ...below]: readonly string[]): any {
  if (key === undefined || value === null || typeof value !== 'object') return value;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  if (below.length > 0 && Object.hasOwn(value, key)) copy[key] = copiedAlong(value[key], below);
  return copy;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function isAppendedAlready(json: unknown, { path, value }: Patch): boolean {
  if (typeof value !== 'string' || !path.endsWith('/-')) return false;
  const list = valueAt(json, path.slice(0, -'/-'.length));
  return Array.isArray(list) && list.includes(value);
}
