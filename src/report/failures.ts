import type { Report } from '../engine/report';
import type { EvaluationError, UnknownObject } from '../engine/report-parts';
import type { ObjectRef, Origin } from '../model/object-ref';
import type { ReportContext } from './context';
import { fileName, type Location, placeOf } from './location';
import { objectName } from './object-name';

/** Something that could not be checked. */
export interface Failure {
  readonly message: string;
  /** JSON Pointer of the field. */
  readonly pointer?: string;
  /** The rule that crashed. */
  readonly rule?: string;
  readonly object?: ObjectRef;
  readonly origin: Origin;
  readonly location?: Location;
}

/** Returns what could not be read, then what could not be checked. */
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

/** Returns the error message after the field that it is about. */
export function failureText({ pointer, message }: Pick<Failure, 'pointer' | 'message'>): string {
  return pointer ? `${pointer} ${message}` : message;
}

/** Returns the name of what could not be checked; empty if only its file is known. */
export function failureName({ object, origin }: Failure): string {
  return object ? objectName(object) : (origin.constructPath ?? '');
}

/** The same; the file for an object without a name. */
export function failureObject(failure: Failure): string {
  return failureName(failure) || (failure.location ? fileName(failure.location.file) : 'all objects');
}

/** Counts the objects of unknown kinds, by kind. */
export function unknownKinds({
  unknown,
}: {
  readonly unknown: readonly UnknownObject[];
}): [kind: string, number: number][] {
  const counts = new Map<string, number>();
  for (const { objectRef } of unknown) {
    const kind = `${objectRef.apiVersion} ${objectRef.kind}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
