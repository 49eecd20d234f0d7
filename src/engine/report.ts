import type { ManifestSet } from '../model/manifest-set';
import { groupByCause } from './causes';
import { NEWEST_EDITION } from './edition';
import type { Finding } from './finding';
import { sortFindings } from './finding-order';
import type { BaselineEntry, EvaluationError, UnknownObject, UpcomingFinding } from './report-parts';
import { atLeastAsSevere, Severity } from './severity';
import type { ExpiringWaiver, UnusedWaiver, WaivedFinding, Waiver } from './waivers/waiver';

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
  /**
   * Edition of the profile.
   *
   * @default - the newest edition of this library
   */
  readonly edition?: string;
  /**
   * Whether the edition is pinned.
   *
   * @default false
   */
  readonly hasPinnedEdition?: boolean;
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
  /**
   * What the newest edition of the profile finds, and the pinned one does not.
   *
   * @default - nothing
   */
  readonly upcoming?: UpcomingFinding[];
}

/** The findings of a report one by one. */
interface EachFinding {
  readonly findings: Finding[];
  readonly waived: WaivedFinding[];
  readonly baselined: Finding[];
}

/** Contains the results of a check. */
export class Report {
  /** Name of the profile. */
  public readonly profile: string;
  /** Ids of rules that the profile has and that were not asked, as they were taken out of it. */
  public readonly rulesOff: string[];
  /** Edition of the profile, such as `2026.1`. */
  public readonly edition: string;
  /** Kubernetes version that the objects were checked for. */
  public readonly kubernetesVersion: string;
  /** Number of objects that were checked. */
  public readonly objectCount: number;
  /** Findings that are not accepted, sorted by object, place and rule; what follows from one stands in its `related`. */
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
  /** What the newest edition of the profile finds, and the pinned one does not, by edition and severity. It fails nothing. */
  public readonly upcoming: UpcomingFinding[];
  readonly #props: ReportProps;
  #objects: ManifestSet | undefined;
  #followed: ReadonlyMap<Finding, readonly Finding[]> = new Map();
  #each: EachFinding | undefined;

  /**
   * Creates a report from its content.
   *
   * @param props content of the report
   */
  public constructor(props: ReportProps) {
    this.#props = props;
    this.profile = props.profile;
    this.rulesOff = props.rulesOff ?? [];
    this.edition = props.edition ?? NEWEST_EDITION;
    this.kubernetesVersion = props.kubernetesVersion;
    this.objectCount = props.objectCount;
    this.unusedWaivers = props.unusedWaivers;
    this.expiredWaivers = props.expiredWaivers ?? [];
    this.expiringWaivers = props.expiringWaivers ?? [];
    this.goneFromBaseline = props.goneFromBaseline ?? [];
    this.errors = props.errors;
    this.unknown = props.unknown;
    this.notes = props.notes ?? [];
    this.upcoming = props.upcoming ?? [];
    this.setWhenAsked('findings', () => underCauses(this._each.findings));
    this.setWhenAsked('waived', () => groupByCause(this._each.waived));
    this.setWhenAsked('baselined', () => underCauses(this._each.baselined));
  }

  /**
   * Returns a copy of the report with some changes.
   *
   * @internal
   */
  public _with(changes: Partial<ReportProps>): Report {
    const copy = new Report({ ...this.#props, ...changes });
    return this.#objects ? copy._of(this.#objects, this.#followed) : copy;
  }

  /**
   * Remembers the objects that were judged, and the findings of other objects with which some are accepted.
   *
   * @internal
   */
  public _of(objects: ManifestSet, followed: ReadonlyMap<Finding, readonly Finding[]>): Report {
    this.#objects = objects;
    this.#followed = followed;
    return this;
  }

  /**
   * The findings with whose waivers a finding is accepted; empty if it needs a waiver of its own.
   *
   * @internal
   */
  public _acceptedWith(finding: Finding): readonly Finding[] {
    return this.#followed.get(finding) ?? [];
  }

  /**
   * The objects that were judged, as far as they can be read; undefined for a report that was made otherwise.
   *
   * @internal
   */
  public get _objects(): ManifestSet | undefined {
    return this.#objects;
  }

  /**
   * The same findings one by one, without regard to what follows from what, each with its own severity.
   *
   * @internal
   */
  public get _each(): EachFinding {
    const { findings, waived, baselined = [] } = this.#props;
    this.#each ??= {
      findings: sortFindings(findings, (finding) => finding),
      waived: sortFindings(waived, ({ finding }) => finding),
      baselined: sortFindings(baselined, (finding) => finding),
    };
    return this.#each;
  }

  /** What was asked, for people: `nsa`, `nsa of 2026.1`, or `nsa, 2 rules off: host-pid, host-ipc`. */
  public get profileTitle(): string {
    const { length } = this.rulesOff;
    const name = this.#props.hasPinnedEdition ? `${this.profile} of ${this.edition}` : this.profile;
    return length === 0 ? name : `${name}, ${length} rule${length === 1 ? '' : 's'} off: ${this.rulesOff.join(', ')}`;
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

function underCauses(findings: readonly Finding[]): Finding[] {
  return groupByCause(findings.map((finding) => ({ finding }))).map(({ finding }) => finding);
}
