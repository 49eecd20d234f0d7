import { SharedTexts } from '../json/shared-texts';
import { minorVersion, NEWEST_VERSION } from '../kubernetes/kubernetes-version';
import { apiOf, problemsOf, readableOf } from '../model/api';
import { Manifest } from '../model/manifest';
import { ManifestSet } from '../model/manifest-set';
import type { ObjectRef } from '../model/object-ref';
import { acceptedWith, causesByRule, type LocatedFinding, linkCauses } from './causes';
import { DefinedRule, findingOf } from './define-rule';
import { kubernetesVersionOf } from './edition';
import { type Finding, findingProblem } from './finding';
import { type DatedFinding, NewerEdition } from './newer-edition';
import type { Profile } from './profile';
import { repeatedObjects } from './repeated-objects';
import { Report } from './report';
import type { EvaluationError } from './report-parts';
import { type IRule, PodSecurityLevel, type RuleContext } from './rule';
import { unknownObjects } from './unknown-kinds';
import { applyWaivers } from './waivers/apply';
import { NO_RECORD, type RecordedWaivers } from './waivers/recorded';
import { checkKeys, checkWaiver } from './waivers/terms';
import { isDay, perRule, type SingleWaiver, type Waiver } from './waivers/waiver';
import { type VisitorRule, Walk, type WalkListener } from './walk';
import type { Answers } from './walking/answers';

/** Options of a `Checker`. */
export interface CheckerProps {
  /** The rules to apply. */
  readonly profile: Profile;
  /** The current day in UTC, as `YYYY-MM-DD`; waivers expire relative to it. */
  readonly today: string;
  /**
   * Kubernetes version, such as `1.30`, or `latest`.
   *
   * @default - the newest that the rules know
   */
  readonly kubernetesVersion?: string;
  /**
   * Findings that are accepted.
   *
   * @default - none
   */
  readonly waivers?: Waiver[];
  /**
   * CustomResourceDefinitions, as plain JSON: what their schemas say of objects is checked, as if they were part of the set.
   *
   * @default - only those of the set
   */
  readonly customResourceDefinitions?: any[];
}

/**
 * Checks objects against a profile. It reads no file, prints nothing, and does not read the clock.
 *
 * @example
 * import { Checker, ManifestSet, Profiles, Severity } from 'cdk8s-hardened';
 *
 * const checker = new Checker({ profile: Profiles.nsa(), today: '2026-11-24' });
 * const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'web' }] } };
 * const report = checker.check(ManifestSet.fromJson([pod]));
 * // true
 * report.fails(Severity.LOW);
 */
export class Checker {
  private readonly profile: Profile;
  private readonly waivers: SingleWaiver[];
  private readonly today: string;
  private readonly definitions: Manifest[];
  private readonly target: RuleContext;
  private readonly visitors: DefinedRule[];
  private readonly others: IRule[];
  private readonly newer: NewerEdition;
  private readonly causes: ReadonlyMap<string, readonly string[]>;
  private readonly severityOf = (ruleId: string) => this.profile._severityOf(ruleId);

  /**
   * Throws if the version, the day or a waiver is invalid.
   *
   * @param props options
   */
  public constructor(props: CheckerProps) {
    this.profile = props.profile;
    if (!isDay(props.today)) throw new Error(`today is "${props.today}"; write it as YYYY-MM-DD`);
    this.today = props.today;
    const pin = this.profile._held.pin;
    const usual = pin === undefined ? undefined : kubernetesVersionOf(pin);
    const version = props.kubernetesVersion ?? usual ?? NEWEST_VERSION;
    this.target = {
      kubernetesVersion: `1.${minorVersion(version)}`,
      podSecurityLevel: this.profile.podSecurityLevel ?? PodSecurityLevel.RESTRICTED,
      today: this.today,
    };
    this.definitions = (props.customResourceDefinitions ?? []).map((json) => Manifest.fromJson(json));
    for (const waiver of props.waivers ?? []) checkKeys(waiver);
    this.waivers = perRule(props.waivers ?? []);
    for (const waiver of this.waivers) checkWaiver(waiver, this.profile, this.today);
    this.newer = new NewerEdition(this.profile, this.target.kubernetesVersion);
    const rules = [...this.profile._rulesFor(this.target.kubernetesVersion), ...this.newer.rules];
    this.visitors = rules.filter((rule) => rule instanceof DefinedRule);
    this.others = rules.filter((rule) => !(rule instanceof DefinedRule));
    this.causes = causesByRule(rules);
  }

  /**
   * Checks all objects of a set.
   *
   * @param manifests the objects
   */
  public check(manifests: ManifestSet): Report {
    return this._checkSome(manifests, manifests.all);
  }

  /**
   * Checks some objects of a set; the others provide context.
   *
   * @internal
   */
  public _checkSome(
    set: ManifestSet,
    some: readonly Manifest[],
    recorded: RecordedWaivers = NO_RECORD,
    answers?: Answers,
  ): Report {
    const all = this.definitions.length === 0 ? set : ManifestSet.fromManifests([...set.all, ...this.definitions]);
    const found: DatedFinding[] = [];
    const texts = new SharedTexts();
    const errors: EvaluationError[] = [];
    const crashed = (rule: VisitorRule, manifest: Manifest, error: unknown) => {
      const { objectRef, origin } = manifest;
      errors.push({ rule: rule.meta.id, message: crashMessage(rule, error), objectRef, origin, manifest });
    };
    const api = apiOf(all, this.target.kubernetesVersion);
    const readable = readableOf(all, this.target.kubernetesVersion);
    const isReadable = new Set(readable.all);
    const listener: WalkListener = {
      found: (rule, report, manifest, container) => {
        const finding = findingOf(rule, report, manifest, container, texts, this.severityOf(rule.meta.id));
        const { about, pod, edition, acceptedWith } = report;
        found.push({ finding, about, pod, edition, acceptedWith });
      },
      crashed,
    };
    const walk = new Walk(this.visitors, readable, this.target, listener, answers);
    for (const manifest of some) {
      const { objectRef, origin } = manifest;
      for (const { category, pointer, message } of problemsOf(manifest, api)) {
        if (category !== 'unknown-field')
          errors.push({ message, objectRef, origin, manifest, pointer, isRefusal: isReadable.has(manifest) });
      }
      if (!isReadable.has(manifest)) continue;
      walk.show(manifest);
    }
    for (const finding of this.askOthers(readable, some, errors)) found.push({ finding });
    const repeated = repeatedObjects(all, some);
    const judged = some.filter((manifest) => isReadable.has(manifest));
    const waive = (located: readonly LocatedFinding[], profile: Profile) => {
      const linked = linkCauses(located, this.causes);
      const followed = acceptedWith(located, linked);
      const given = this.waivers.filter(({ rule }) => profile.hasRule(rule));
      const waiving = applyWaivers(linked, judged, given, {
        profile,
        today: this.today,
        isClusterScoped: ({ apiVersion, kind }) => api.scopeOf(apiVersion, kind) === 'cluster',
        recorded,
        followed,
      });
      return { ...waiving, followed };
    };
    const now = found.filter((each) => !this.newer.adds(each));
    const { followed, ...waiving } = waive(now, this.profile);
    const own = this.newer.split(errors);
    const asked = this.visitors.filter(({ meta }) => this.profile.hasRule(meta.id));
    const remarks = asked.flatMap((rule) => rule.remarks(this.target));
    return new Report({
      ...waiving,
      profile: this.profile.name,
      rulesOff: [...this.profile._rulesOff],
      edition: this.profile.edition,
      hasPinnedEdition: this.profile._held.pin !== undefined,
      kubernetesVersion: this.target.kubernetesVersion,
      objectCount: some.length,
      errors: [...own.errors, ...repeated.errors, ...waiving.errors],
      notes: [...repeated.notes, ...waiving.notes, ...own.notes, ...remarks],
      upcoming: this.newer.upcoming(found, waiving, waive),
      unknown: unknownObjects(judged),
    })._of(readable, followed);
  }

  private askOthers(all: ManifestSet, some: readonly Manifest[], errors: EvaluationError[]): Finding[] {
    if (this.others.length === 0) return [];
    const byRef = new Map(all.all.map((manifest) => [keyOf(manifest.objectRef), manifest]));
    const judged = new Set(all.all);
    const asked = new Set(some);
    return this.others.flatMap((rule) => {
      const fail = (message: string, { objectRef, origin, pointer }: Partial<Finding> = {}) => {
        errors.push({ rule: rule.meta.id, message, objectRef, origin: origin ?? {}, pointer });
        return [];
      };
      try {
        return rule.check(all, this.target).flatMap((finding) => {
          const problem = findingProblem(rule.meta.id, finding);
          if (problem !== undefined) return fail(`rule "${rule.meta.id}" ${problem}; report it to its author`);
          const own = finding.manifest;
          const isBeside = own !== undefined && !judged.has(own); // The finding is in a file that is not an object, such as an image lock.
          const manifest = own ?? byRef.get(keyOf(finding.objectRef));
          if (!manifest) {
            const { kind, name } = finding.objectRef;
            const what = `reports a finding in ${kind} "${name}", which is no object of the set`;
            return fail(`rule "${rule.meta.id}" ${what}; report it to its author`, finding);
          }
          return isBeside || asked.has(manifest) ? [this.known(finding, manifest)] : [];
        });
      } catch (error) {
        return fail(crashMessage(rule, error));
      }
    });
  }

  /** Adds the object and the severity that the profile sets to a foreign rule's finding. */
  private known(finding: Finding, manifest: Manifest): Finding {
    const severity = this.severityOf(finding.rule) ?? finding.severity;
    return { ...finding, objectRef: manifest.objectRef, manifest, severity };
  }
}

function crashMessage(rule: Pick<IRule, 'meta'>, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `rule "${rule.meta.id}" crashed: ${reason}; report it to its author`;
}

function keyOf({ apiVersion, kind, namespaceName = '', name }: ObjectRef): string {
  return JSON.stringify([apiVersion, kind, namespaceName, name]);
}
