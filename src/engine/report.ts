import type { Manifest } from '../model/manifest';
import type { ObjectRef, Origin } from '../model/object-ref';
import type { Finding } from './finding';
import { sortFindings } from './finding-order';
import { atLeastAsSevere, Severity } from './severity';
import type { ExpiringWaiver, UnusedWaiver, WaivedFinding, Waiver } from './waivers/waiver';

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

/** Identifies an object of a kind that no rule knows: only its metadata was checked. */
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

/** Content of a `Report`. */
export interface ReportProps {
  /** Name of the profile. */
  readonly profile: string;
  /**
   * Ids of rules that the profile has and that were not asked, as they were taken out of it.
   *
   * @default - none
   */
  readonly rulesOff?: string[];
  /** Kubernetes version that the objects were checked for. */
  readonly kubernetesVersion: string;
  /** Number of objects that were checked. */
  readonly objectCount: number;
  /** Findings that are not accepted. */
  readonly findings: Finding[];
  /** Findings that a waiver accepts. */
  readonly waived: WaivedFinding[];
  /** Waivers that match no finding and have not expired. */
  readonly unusedWaivers: UnusedWaiver[];
  /**
   * Waivers that have expired.
   *
   * @default - none
   */
  readonly expiredWaivers?: Waiver[];
  /**
   * Waivers that expire soon.
   *
   * @default - none
   */
  readonly expiringWaivers?: ExpiringWaiver[];
  /**
   * Findings that a baseline accepts.
   *
   * @default - none, without a baseline
   */
  readonly baselined?: Finding[];
  /**
   * Entries of a baseline that match no finding any more: they must be removed, so that the finding cannot return
   * unnoticed.
   *
   * @default - none
   */
  readonly goneFromBaseline?: BaselineEntry[];
  /** Objects and rules that could not be checked. */
  readonly errors: EvaluationError[];
  /** Objects of kinds that no rule knows. */
  readonly unknown: UnknownObject[];
  /**
   * What is worth knowing and changes no verdict.
   *
   * @default - nothing
   */
  readonly notes?: string[];
}

/** Contains the results of a check. */
export class Report {
  /** Name of the profile. */
  public readonly profile: string;
  /** Ids of rules that the profile has and that were not asked, as they were taken out of it. */
  public readonly rulesOff: string[];
  /** Kubernetes version that the objects were checked for. */
  public readonly kubernetesVersion: string;
  /** Number of objects that were checked. */
  public readonly objectCount: number;
  /** Findings that are not accepted, sorted by object, place and rule. */
  public readonly findings!: Finding[];
  /** Findings that a waiver accepts, in the same order. */
  public readonly waived!: WaivedFinding[];
  /** Waivers that match no finding and have not expired. */
  public readonly unusedWaivers: UnusedWaiver[];
  /** Waivers that have expired. */
  public readonly expiredWaivers: Waiver[];
  /** Waivers that expire soon. */
  public readonly expiringWaivers: ExpiringWaiver[];
  /** Findings that a baseline accepts, in the same order. */
  public readonly baselined!: Finding[];
  /** Entries of a baseline that match no finding any more. */
  public readonly goneFromBaseline: BaselineEntry[];
  /**
   * Objects and rules that could not be checked: crashed rules, unreadable objects. The report fails because of them.
   */
  public readonly errors: EvaluationError[];
  /** Objects of kinds that no rule knows. */
  public readonly unknown: UnknownObject[];
  /** What is worth knowing and changes no verdict, such as two identical copies of one object. */
  public readonly notes: string[];
  readonly #props: ReportProps;

  /**
   * Creates a report from its content.
   *
   * @param props content of the report
   */
  public constructor(props: ReportProps) {
    this.#props = props;
    this.profile = props.profile;
    this.rulesOff = props.rulesOff ?? [];
    this.kubernetesVersion = props.kubernetesVersion;
    this.objectCount = props.objectCount;
    this.unusedWaivers = props.unusedWaivers;
    this.expiredWaivers = props.expiredWaivers ?? [];
    this.expiringWaivers = props.expiringWaivers ?? [];
    this.goneFromBaseline = props.goneFromBaseline ?? [];
    this.errors = props.errors;
    this.unknown = props.unknown;
    this.notes = props.notes ?? [];
    this.setWhenAsked('findings', () => sortFindings(props.findings, (finding) => finding));
    this.setWhenAsked('waived', () => sortFindings(props.waived, ({ finding }) => finding));
    this.setWhenAsked('baselined', () => sortFindings(props.baselined ?? [], (finding) => finding));
  }

  /**
   * Returns a copy of the report with some changes.
   *
   * @internal
   */
  public _with(changes: Partial<ReportProps>): Report {
    return new Report({ ...this.#props, ...changes });
  }

  /** What was asked, for people: `nsa`, or `nsa, 2 rules off: host-pid, host-ipc`. */
  public get profileTitle(): string {
    const { length } = this.rulesOff;
    return length === 0
      ? this.profile
      : `${this.profile}, ${length} rule${length === 1 ? '' : 's'} off: ${this.rulesOff.join(', ')}`;
  }

  /**
   * Whether the objects are refused: a finding reaches the threshold, something could not be checked, or a baseline has
   * entries that match no finding.
   *
   * @param threshold the lowest severity that counts; default: `INFO`, every finding
   */
  public fails(threshold?: Severity): boolean {
    const floor = threshold ?? Severity.INFO;
    if (this.errors.length > 0 || this.goneFromBaseline.length > 0) return true;
    return this.#props.findings.some((finding) => atLeastAsSevere(finding.severity, floor));
  }

  /** Sorts the findings on the first read: a synth that passes never reads them. */
  private setWhenAsked(name: 'findings' | 'waived' | 'baselined', make: () => unknown[]): void {
    const get = () => {
      const value = make();
      Object.defineProperty(this, name, { value, enumerable: true });
      return value;
    };
    Object.defineProperty(this, name, { get, enumerable: true, configurable: true });
  }
}
