import type { Manifest } from '../model/manifest';
import type { ObjectRef, Origin } from '../model/object-ref';
import type { Finding } from './finding';
import type { Severity } from './severity';

/** Describes a problem that prevented an object or a rule from being checked, or that the API server refuses the object for. The report then fails. */
export interface EvaluationError {
  /** What went wrong; what to do. */
  readonly message: string;
  /**
   * Id of the rule that crashed.
   *
   * @default - no rule crashed
   */
  readonly rule?: string;
  /**
   * The object.
   *
   * @default - none, if it could not be identified, or if the error is not about an object
   */
  readonly objectRef?: ObjectRef;
  /** File or construct that the object comes from. */
  readonly origin: Origin;
  /**
   * The manifest of the object.
   *
   * @default - none, if it was not read, or if the error is not about an object
   */
  readonly manifest?: Manifest;
  /**
   * JSON Pointer of the field.
   *
   * @default - the object as a whole
   */
  readonly pointer?: string;
  /**
   * Whether the object was checked all the same: only the API server refuses it.
   *
   * @default false
   */
  readonly isRefusal?: boolean;
}

/**
 * Identifies an object of a kind that is not known: only its metadata was checked, and what the pods in it say that a
 * search has found.
 */
export interface UnknownObject {
  /** Identity of the object. */
  readonly objectRef: ObjectRef;
  /** File or construct that the object comes from. */
  readonly origin: Origin;
  /**
   * The manifest of the object.
   *
   * @default - unknown
   */
  readonly manifest?: Manifest;
  /**
   * JSON Pointers of the specs of the pods in it.
   *
   * @default - none were found
   */
  readonly podPointers?: string[];
}

/** Describes one finding that a baseline accepts. */
export interface BaselineEntry {
  /** Fingerprint of the finding; it does not depend on the position in the file. */
  readonly fingerprint: string;
  /** Id of the rule. */
  readonly rule: string;
  /** Kind, namespace and name of the object; informative. */
  readonly objectName: string;
  /** JSON Pointer of the field when the baseline was written; informative. */
  readonly pointer: string;
}

/** Describes a finding that a newer edition of the profile has, and the pinned edition has not. */
export interface UpcomingFinding {
  /** The first edition that has it. */
  readonly edition: string;
  /** The finding. */
  readonly finding: Finding;
  /**
   * Its severity in the pinned edition.
   *
   * @default - the pinned edition does not have the finding
   */
  readonly was?: Severity;
}
