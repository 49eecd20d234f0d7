import type { Manifest } from '../model/manifest';
import type { Origin } from '../model/object-ref';

/** A place in a file; without a line if only the file is known. */
export interface Location {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

interface Part {
  readonly origin: Origin;
  readonly manifest?: Manifest;
  readonly pointer?: string;
}

/** Returns the place of a finding, an error or an unknown object; undefined if it was not read from a file. */
export function locationOf(part: Part): Location | undefined {
  const { file } = part.origin;
  if (file === undefined) return undefined;
  return { file, ...part.manifest?._positionOf?.(part.pointer ?? '') };
}

/** Returns the place to edit: that in the file, else the line of the program that created the object. */
export function placeOf(part: Part): Location | undefined {
  return locationOf(part) ?? siteOf(part.origin);
}

function siteOf({ createdAt }: Origin): Location | undefined {
  const match = /^(.+?):(\d+):(\d+)$/s.exec(createdAt ?? '');
  return match ? { file: match[1] as string, line: Number(match[2]), column: Number(match[3]) } : undefined;
}

/** Returns the name of a file for reports without links: standard input has none. */
export function fileName(file: string): string {
  return file === '-' ? 'stdin' : file;
}

/** Returns a place as `file:line:column`, as far as it is known. */
export function placeText({ file, line, column }: Location): string {
  return line === undefined ? file : `${file}:${line}${column === undefined ? '' : `:${column}`}`;
}

/** The same for formats that are read apart from the command. */
export function shownPlace(location: Location): string {
  return placeText({ ...location, file: fileName(location.file) });
}
