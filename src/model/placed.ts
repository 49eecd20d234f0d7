import { isDeepStrictEqual } from 'node:util';
import { type Patch, patched } from '../json/patch';
import { valueAt } from '../json/pointer';
import type { ObjectRef } from './object-ref';

/** A value that an object gets when its file is applied. */
export interface PlacedValue {
  readonly pointer: string;
  readonly value: unknown;
}

/** What an object has from where it goes, and not from its file. */
export interface Placed {
  /** The identity that the file writes. */
  readonly written: ObjectRef;
  readonly values: readonly (PlacedValue & { readonly written: unknown })[];
}

/** What can be placed: a manifest. */
interface Placeable<T> {
  readonly objectRef: ObjectRef;
  readonly _written: any;
  _placed?: Placed;
  _withJson(json: any): T;
}

/** The object with other values, so that it is judged where it goes. What `jsonAsWritten` returns stays as it is. */
export function placed<T extends Placeable<T>>(manifest: T, values: readonly PlacedValue[]): T {
  const { _written, objectRef } = manifest;
  const changes = values
    .map((each) => ({ ...each, written: valueAt(_written, each.pointer) }))
    .filter(({ value, written }) => value !== written);
  if (changes.length === 0) return manifest;
  const patches = changes.map(({ pointer, value }): Patch => ({ op: 'add', path: pointer, value }));
  const moved = manifest._withJson(patched(_written, patches));
  moved._placed = { written: objectRef, values: changes };
  return moved;
}

/** The JSON without what `placed` gave it, as far as nothing else has changed it. */
export function unplaced(json: any, { values }: Placed): any {
  const patches = values
    .filter(({ pointer, value }) => isDeepStrictEqual(valueAt(json, pointer), value))
    .map(
      ({ pointer, written }): Patch =>
        written === undefined ? { op: 'remove', path: pointer } : { op: 'replace', path: pointer, value: written },
    );
  return patched(json, patches);
}

/** The identities by which a file, a policy or a reader may name an object: as it is judged, and as it is written. */
export function namesOf(
  objectRef: ObjectRef,
  manifest: { readonly _placed?: Placed } | undefined,
): readonly ObjectRef[] {
  return manifest?._placed ? [objectRef, manifest._placed.written] : [objectRef];
}
