import type { Manifest } from '../model/manifest';
import type { ObjectRef, Origin } from '../model/object-ref';
import type { Finding } from './finding';
import { inOrder } from './finding-order';
import { atLeastAsSevere, Severity } from './severity';
import type { ExpiringWaiver, UnusedWaiver, WaivedFinding, Waiver } from './waivers/waiver';

/** Something that kept an object or a rule from being judged. It is no pass. */
export interface EvaluationError {
  /** What went wrong; what to do. */
  readonly message: string;
  /**
   * The rule that crashed.
   *
   * @default - no rule did
   */
  readonly rule?: string;
  /**
   * The object.
   *
   * @default - it was not read far enough to tell, or it is about no object
   */
  readonly objectRef?: ObjectRef;
  /** Where the object comes from. */
  readonly origin: Origin;
  /**
   * The object itself.
   *
   * @default - it was not read, or it is about no object
   */
  readonly manifest?: Manifest;
  /**
   * JSON Pointer of the field.
   *
   * @default - the object as a whole
   */
  readonly pointer?: string;
}

/** An object that no rule knows: it was looked at as metadata only. */
export interface UnknownObject {
  /** Which object. */
  readonly objectRef: ObjectRef;
  /** Where it comes from. */
  readonly origin: Origin;
  /**
   * The object itself.
   *
   * @default - not known
   */
  readonly manifest?: Manifest;
}

/** One finding that a baseline lets stand. */
export interface BaselineEntry {
  /** Fingerprint of the finding, which names the thing and not its place. */
  readonly fingerprint: string;
  /** Id of the rule. */
  readonly rule: string;
  /** Kind, namespace and name of the object, for people. */
  readonly objectName: string;
  /** JSON Pointer of the field when the baseline was written, for people. */
  readonly pointer: string;
}

/** What a report is made of. */
export interface ReportProps {
  /** Name of the profile. */
  readonly profile: string;
  /**
   * Ids of rules that the profile has and that were not asked, as they were taken out of it.
   *
   * @default - none
   */
  readonly rulesOff?: string[];
  /** Kubernetes version that was judged for. */
  readonly kubernetesVersion: string;
  /** How many objects were judged. */
  readonly objectCount: number;
  /** What is wrong. */
  readonly findings: Finding[];
  /** What is wrong and allowed to stand. */
  readonly waived: WaivedFinding[];
  /** Waivers that waive nothing and have not expired. */
  readonly unusedWaivers: UnusedWaiver[];
  /**
   * Waivers whose last day is over.
   *
   * @default - none
   */
  readonly expiredWaivers?: Waiver[];
  /**
   * Waivers that will soon do nothing.
   *
   * @default - none
   */
  readonly expiringWaivers?: ExpiringWaiver[];
  /**
   * What is wrong and was so when a baseline was written.
   *
   * @default - no baseline was given
   */
  readonly baselined?: Finding[];
  /**
   * What a baseline lists and is no longer there: it must be taken out, so that it cannot come back unseen.
   *
   * @default - nothing
   */
  readonly goneFromBaseline?: BaselineEntry[];
  /** What could not be judged. */
  readonly errors: EvaluationError[];
  /** Objects that no rule knows. */
  readonly unknown: UnknownObject[];
  /**
   * What is worth knowing and changes no verdict.
   *
   * @default - nothing
   */
  readonly notes?: string[];
}

/** What a checker found. */
export class Report {
  /** Name of the profile. */
  public readonly profile: string;
  /** Ids of rules that the profile has and that were not asked, as they were taken out of it. */
  public readonly rulesOff: string[];
  /** Kubernetes version that was judged for. */
  public readonly kubernetesVersion: string;
  /** How many objects were judged. */
  public readonly objectCount: number;
  /** What is wrong, ordered by object, place and rule. */
  public readonly findings!: Finding[];
  /** What is wrong and allowed to stand, in the same order. */
  public readonly waived!: WaivedFinding[];
  /** Waivers that waive nothing and have not expired. */
  public readonly unusedWaivers: UnusedWaiver[];
  /** Waivers whose last day is over. */
  public readonly expiredWaivers: Waiver[];
  /** Waivers that will soon do nothing. */
  public readonly expiringWaivers: ExpiringWaiver[];
  /** What is wrong and was so when a baseline was written, in the same order. */
  public readonly baselined!: Finding[];
  /** What a baseline lists and is no longer there. */
  public readonly goneFromBaseline: BaselineEntry[];
  /** What could not be judged: crashed rules, unreadable objects. Not a pass. */
  public readonly errors: EvaluationError[];
  /** Objects that no rule knows. */
  public readonly unknown: UnknownObject[];
  /** What is worth knowing and changes no verdict, such as two identical copies of one object. */
  public readonly notes: string[];
  readonly #props: ReportProps;

  /** Makes a report. */
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
    this.setWhenAsked('findings', () => inOrder(props.findings, (finding) => finding));
    this.setWhenAsked('waived', () => inOrder(props.waived, ({ finding }) => finding));
    this.setWhenAsked('baselined', () => inOrder(props.baselined ?? [], (finding) => finding));
  }

  /**
   * The same report, but for what is said here.
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
   * Whether the objects are refused: a finding is as severe as the threshold, something could not be judged, or a baseline
   * lists what is gone.
   *
   * @param threshold the mildest severity that counts; default `INFO`, every finding
   */
  public fails(threshold?: Severity): boolean {
    const floor = threshold ?? Severity.INFO;
    if (this.errors.length > 0 || this.goneFromBaseline.length > 0) return true;
    return this.#props.findings.some((finding) => atLeastAsSevere(finding.severity, floor));
  }

  /** What is read in order is ordered when somebody reads it: a synth that passes needs none of it. */
  private setWhenAsked(name: 'findings' | 'waived' | 'baselined', make: () => unknown[]): void {
    const get = () => {
      const value = make();
      Object.defineProperty(this, name, { value, enumerable: true });
      return value;
    };
    Object.defineProperty(this, name, { get, enumerable: true, configurable: true });
  }
}
