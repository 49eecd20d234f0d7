import type { Patch } from '../json/patch';
import type { Manifest } from '../model/manifest';
import type { ObjectRef, Origin } from '../model/object-ref';
import { Severity } from './severity';

/** Describes one problem in one place. */
export interface Finding {
  /** Id of the rule. */
  readonly rule: string;
  /** Severity of the problem. */
  readonly severity: Severity;
  /** What is there; what must be. */
  readonly message: string;
  /** The object that has the problem. */
  readonly objectRef: ObjectRef;
  /** File or construct that the object comes from. */
  readonly origin: Origin;
  /**
   * The manifest of the object.
   *
   * @default - the object of the checked set that `objectRef` identifies
   */
  readonly manifest?: Manifest;
  /** JSON Pointer of the field, whether or not the field exists. */
  readonly pointer: string;
  /**
   * Name of the container that has the problem.
   *
   * @default - none, for a problem of the object as a whole
   */
  readonly container?: string;
  /**
   * Sections of standards that the finding is about.
   *
   * @default - those that the rule cites
   */
  readonly standards?: string[];
  /**
   * The verbs of a role that the finding is about.
   *
   * @default - none, for a finding that is not about verbs
   */
  readonly verbs?: string[];
  /**
   * Whether it is about a part of a pod that a controller completes: only what the object says is judged.
   *
   * @default false
   */
  readonly ofPartialPod?: boolean;
  /**
   * The findings that it follows from: the same fact, seen by a more specific rule.
   *
   * @default - none
   */
  readonly causedBy?: Finding[];
  /**
   * What follows from it, in a report: these findings count with it, and its severity is the highest of all.
   *
   * @default - nothing
   */
  readonly related?: Finding[];
  /** Patches that fix the problem; empty if a person must decide. */
  readonly fix: Patch[];
}

/** Why a foreign rule's finding could be taken for no finding, or for one of another rule. */
export function findingProblem(rule: string, finding: Finding): string | undefined {
  if (finding?.rule !== rule) return `reports a finding of "${finding?.rule}"`;
  if (typeof finding.objectRef?.kind !== 'string') return 'reports a finding without objectRef';
  if (typeof finding.origin !== 'object' || finding.origin === null) return 'reports a finding without origin';
  if (typeof finding.message !== 'string') return 'reports a finding without message';
  if (!isPointer(finding.pointer)) return 'reports a finding without a JSON Pointer';
  if (!Array.isArray(finding.fix) || !finding.fix.every((patch) => isPointer(patch?.path)))
    return 'reports a finding whose fix is no list of patches';
  if (!Object.values(Severity).includes(finding.severity))
    return `reports the severity "${finding.severity}", which is none`;
  return undefined;
}

function isPointer(value: unknown): boolean {
  return typeof value === 'string' && /^(?:\/|$)/.test(value);
}
