import type { EvaluationError, Report } from '../engine/report';
import type { ObjectRef, Origin } from '../model/object-ref';
import type { ReportContext } from './context';
import { fileName, type Location, placeOf } from './location';
import { objectName } from './object-name';

/** Something that was not judged, wherever that came out. */
export interface Failure {
  readonly message: string;
  /** JSON Pointer of the field that it is about. */
  readonly pointer?: string;
  /** The rule that crashed. */
  readonly rule?: string;
  readonly object?: ObjectRef;
  readonly origin: Origin;
  readonly location?: Location;
}

/** What could not be read, then what could not be judged. */
export function failuresOf({ errors }: Report, { unread }: ReportContext): Failure[] {
  return [
    ...unread.map((each) => ({
      message: each.message,
      pointer: each.pointer,
      origin: { file: each.file },
      location: each,
    })),
    ...errors.map((error: EvaluationError) => ({
      message: error.message,
      pointer: error.pointer,
      rule: error.rule,
      object: error.objectRef,
      origin: error.origin,
      location: placeOf(error),
    })),
  ];
}

/** What went wrong, with the field that it is about before it. */
export function failureText({ pointer, message }: Pick<Failure, 'pointer' | 'message'>): string {
  return pointer ? `${pointer} ${message}` : message;
}

/** What was not judged, as far as it was read; empty where only the file is known. */
export function failureName({ object, origin }: Failure): string {
  return object ? objectName(object) : (origin.constructPath ?? '');
}

/** The same, with the file for what has no name. */
export function failureObject(failure: Failure): string {
  return failureName(failure) || (failure.location ? fileName(failure.location.file) : 'all objects');
}

/** How many objects there are of each kind that no rule knows, by kind. */
export function unknownKinds({ unknown }: Report): [kind: string, number: number][] {
  const counts = new Map<string, number>();
  for (const { objectRef } of unknown) {
    const kind = `${objectRef.apiVersion} ${objectRef.kind}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
