import { escapeSegment } from '../../json/pointer';

/** Why the API server would not take an object as it is. */
export type Category =
  /** Its group is Kubernetes' own, and has no such kind. */
  | 'unknown-kind'
  /** The field does not exist: the server drops it, or refuses it where it is strict. */
  | 'unknown-field'
  /** The decoder refuses it: a wrong type. */
  | 'structure'
  /** The validation refuses it: a missing field, a name, a value outside a range, fields that do not fit together. */
  | 'semantics';

/** One thing that is wrong with an object. */
export interface Problem {
  readonly category: Category;
  /** JSON Pointer of the field. */
  readonly pointer: string;
  /** What is there; what must be. Of the field, which the message does not name. */
  readonly message: string;
  /** What was meant by an unknown field or kind, as far as it can be told. */
  readonly meant?: Meant;
}

/** What was probably meant. */
export interface Meant {
  /** `spelling` includes case; `place`: the field exists elsewhere in the object; `version`: another version of Kubernetes has it. */
  readonly reason: 'spelling' | 'place' | 'version';
  /** The right name of the field or kind. */
  readonly name: string;
  /** The type that has the field, such as `core.v1.SecurityContext`. */
  readonly type?: string;
  /** Where a field belongs, such as `spec.containers[].securityContext.privileged`; for a kind, its group and version. */
  readonly path?: string;
}

/** JSON Pointer of a path. */
export function pointerOf(path: readonly (string | number)[]): string {
  return path.map((key) => `/${escapeSegment(key)}`).join('');
}

const LONGEST_VALUE = 40;

/** A value as messages show it: `the string "x"`, `a list`. */
export function described(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return `the ${typeof value} ${quoted(value)}`;
}

/** A value in quotes, cut where it is long. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 3)}…` : text;
}
