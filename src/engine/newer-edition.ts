import type { LocatedFinding } from './causes';
import { compareEditions } from './edition';
import type { Finding } from './finding';
import type { Profile } from './profile';
import type { EvaluationError, UpcomingFinding } from './report-parts';
import type { IRule } from './rule';
import { atLeastAsSevere, type Severity } from './severity';

/** A finding, and the edition since which its rule reports it. */
export interface DatedFinding extends LocatedFinding {
  /** Default: since the rule is in the profile. */
  readonly edition?: string;
}

/** What is left of findings after waivers. */
interface Waived {
  readonly findings: readonly Finding[];
  readonly waived: readonly { readonly finding: Finding }[];
}

/** The newest edition of a profile, where an older one is pinned. */
export class NewerEdition {
  /** The rules that only the newest edition has. */
  public readonly rules: readonly IRule[];
  private readonly newest: Profile | undefined;
  /** The same rules, with the edition that brings each. */
  private readonly added: ReadonlyMap<string, string>;
  /** The edition that gives a rule a severity. */
  private readonly raises = new Map<string, string>();

  public constructor(
    private readonly pinned: Profile,
    kubernetesVersion: string,
  ) {
    this.newest = pinned._newest;
    const rules = this.newest?._rulesFor(kubernetesVersion) ?? [];
    this.rules = rules.filter(({ meta }) => !pinned.hasRule(meta.id));
    this.added = new Map(this.rules.map(({ meta }) => [meta.id, this.firstEdition(({ id }) => id === meta.id)]));
  }

  /** Whether the pinned edition does not have a finding. */
  public adds({ finding, edition }: DatedFinding): boolean {
    return this.newest !== undefined && (this.added.has(finding.rule) || this.isNewer(edition));
  }

  /** Takes out the errors of rules that the pinned edition does not have, and returns them as notes. */
  public split(all: readonly EvaluationError[]): { errors: EvaluationError[]; notes: string[] } {
    const isAdded = ({ rule }: EvaluationError) => rule !== undefined && this.added.has(rule);
    const notes = all
      .filter(isAdded)
      .map(({ rule, message }) => `edition ${this.added.get(rule as string)}: ${message}`);
    return { errors: all.filter((error) => !isAdded(error)), notes: [...new Set(notes)] };
  }

  /**
   * Returns what the newest edition finds and the pinned one does not, or finds less severe.
   *
   * @param found everything that was found
   * @param now what the pinned edition has of it
   * @param waive judges findings by the causes and waivers of a profile
   */
  public upcoming(
    found: readonly DatedFinding[],
    now: Waived,
    waive: (found: readonly LocatedFinding[], profile: Profile) => Waived,
  ): UpcomingFinding[] {
    const { newest } = this;
    if (!newest) return [];
    const known = new Map(
      [...now.findings, ...now.waived.map(({ finding }) => finding)].map((each) => [keyOf(each), each]),
    );
    const since = new Map(found.map(({ finding, edition }) => [keyOf(finding), edition]));
    const then = found
      .filter(({ finding }) => newest.hasRule(finding.rule))
      .map((each) => ({ ...each, finding: this.raised(each.finding, newest) }));
    const upcoming = waive(then, newest).findings.flatMap((finding): UpcomingFinding[] => {
      const before = known.get(keyOf(finding));
      if (before && atLeastAsSevere(before.severity, finding.severity)) return [];
      const { rule, severity } = finding;
      const added = this.added.get(rule);
      if (added !== undefined) return [{ edition: added, finding }];
      if (before) return [{ edition: this.raisedIn(rule, severity), finding, was: before.severity }];
      return [{ edition: since.get(keyOf(finding)) ?? newest.edition, finding }];
    });
    return upcoming.sort((a, b) => compareEditions(a.edition, b.edition) || compareSeverities(a, b));
  }

  /** A finding with the severity that its rule has in the newest edition. */
  private raised(finding: Finding, newest: Profile): Finding {
    if (this.added.has(finding.rule) || this.pinned._severityOf(finding.rule) !== undefined) return finding;
    const [before, after] = [this.pinned, newest].map((profile) => profile.rule(finding.rule).meta.severity);
    return before === after || after === undefined || finding.severity !== before
      ? finding
      : { ...finding, severity: after };
  }

  private raisedIn(rule: string, severity: Severity): string {
    const key = `${rule} ${severity}`;
    const known = this.raises.get(key) ?? this.firstEdition((meta) => meta.id === rule && meta.severity === severity);
    this.raises.set(key, known);
    return known;
  }

  /** The first edition after the pinned one that has such a rule. */
  private firstEdition(isMeant: (meta: IRule['meta']) => boolean): string {
    const { _held: held, edition } = this.pinned;
    const has = (name: string) => held.of(name).some(({ meta }) => isMeant(meta));
    return held.editions.find((name) => compareEditions(name, edition) > 0 && has(name)) ?? held.newest;
  }

  private isNewer(edition: string | undefined): boolean {
    return edition !== undefined && compareEditions(edition, this.pinned.edition) > 0;
  }
}

/** The worse first. */
function compareSeverities({ finding: a }: UpcomingFinding, { finding: b }: UpcomingFinding): number {
  if (a.severity === b.severity) return 0;
  return atLeastAsSevere(a.severity, b.severity) ? -1 : 1;
}

function keyOf({ rule, objectRef, origin, pointer, container, message }: Finding): string {
  return JSON.stringify([rule, objectRef, origin.file, origin.constructPath, pointer, container, message]);
}
