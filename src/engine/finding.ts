import type { Patch } from '../json/patch';
import type { Manifest } from '../model/manifest';
import type { ObjectRef, Origin } from '../model/object-ref';
import type { Severity } from './severity';

/** One wrong thing in one place. */
export interface Finding {
  /** Id of the rule. */
  readonly rule: string;
  /** How bad it is. */
  readonly severity: Severity;
  /** What is there; what must be. */
  readonly message: string;
  /** The object that it is in. */
  readonly objectRef: ObjectRef;
  /** Where the object comes from. */
  readonly origin: Origin;
  /**
   * The object itself.
   *
   * @default - the object of the judged set that `object` names
   */
  readonly manifest?: Manifest;
  /** JSON Pointer of the field, whether or not the field exists. */
  readonly pointer: string;
  /**
   * The container that it is about.
   *
   * @default - the object as a whole
   */
  readonly container?: string;
  /**
   * The verbs of a role that it is about.
   *
   * @default - it is about no verbs
   */
  readonly verbs?: string[];
  /** What mends it; empty where a person must decide. */
  readonly fix: Patch[];
}
