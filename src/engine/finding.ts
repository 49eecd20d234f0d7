import type { Manifest, ObjectRef, Origin } from '../model/manifest';
import type { Patch } from '../model/patch';
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
  readonly object: ObjectRef;
  /** Where the object comes from. */
  readonly origin: Origin;
  /** JSON Pointer of the field, whether or not the field exists. */
  readonly pointer: string;
  /**
   * The container that it is about.
   *
   * @default - the object as a whole
   */
  readonly container?: string;
  /** What mends it; empty where a person must decide. */
  readonly fix: Patch[];
}

/** The object of a finding, for those that need its text or want to mend it. */
const OBJECTS = new WeakMap<Finding, Manifest>();

/** Remembers which object a finding is about. */
export function attach(finding: Finding, manifest: Manifest): Finding {
  OBJECTS.set(finding, manifest);
  return finding;
}

/** The object that a finding is about; undefined for a finding that a foreign rule made up. */
export function manifestOf(finding: Finding): Manifest | undefined {
  return OBJECTS.get(finding);
}
