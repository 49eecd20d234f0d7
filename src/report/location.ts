import { manifestOf } from '../engine/finding';
import type { Origin } from '../model/object-ref';

/** A place in a file; without a line where only the file is known. */
export interface Location {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** Where a finding, an error or an unknown object stands; undefined where it was not read from a file. */
export function locationOf(part: { readonly origin: Origin; readonly pointer?: string }): Location | undefined {
  const { file } = part.origin;
  if (file === undefined) return undefined;
  return { file, ...manifestOf(part)?._positionOf?.(part.pointer ?? '') };
}
