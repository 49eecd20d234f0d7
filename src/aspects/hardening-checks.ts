import type { IConstruct } from 'constructs';
import { Checker } from '../engine/checker';
import type { Profile } from '../engine/profile';
import type { Report } from '../engine/report';
import type { EvaluationError } from '../engine/report-parts';
import { UnknownKinds, unknownKindErrors, unknownKindWarning } from '../engine/unknown-kinds';
import { idleWaivers, perRule, type SingleWaiver, type Waiver } from '../engine/waivers/waiver';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import type { Manifest } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import { type Policy, profileOf } from '../profiles/policy';
import { upcomingLines } from '../report/upcoming';
import { WaiverSuggestions } from '../report/waiver-suggestions';
import { traceCreation } from './creation-site';
import type { Verdict } from './refusal';
import type { Concerns } from './scope-of-waivers';
import type { IAspect } from './visits';
import { emitWarning, warn, warnOfAnnotation } from './warnings';

/** Options of `HardeningChecks`. */
export interface HardeningChecksProps extends Policy {
  /**
   * The current day in UTC, as `YYYY-MM-DD`; waivers expire relative to it.
   *
   * @default - the day of the synth
   */
  readonly today?: string;
}

/**
 * Refuses to synthesize anything weaker than its profile, from every source: constructs of this library and of any
 * cdk8s-plus, raw objects, `Include` and `Helm`. It checks the final manifests, after all lazy values, resolvers and
 * patches, and throws before any file is written. It emits a process warning for an unused or expired waiver.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { Aspects, HardeningChecks, Profiles } from 'cdk8s-hardened';
 *
 * const app = new App();
 * Aspects.of(app).add(new HardeningChecks({
 *   profile: Profiles.restricted(),
 *   kubernetesVersion: '1.33',
 *   waivers: [{
 *     rule: 'host-path-volume',
 *     kind: 'DaemonSet', namespaceName: 'monitoring', name: 'node-exporter',
 *     reason: 'reads /proc and /sys of the node',
 *     expires: '2027-06-30',
 *   }],
 * }));
 */
export class HardeningChecks implements IAspect {
  /** @internal */
  public readonly _idleVisit = HardeningChecks.prototype.visit;
  /**
   * Custom kinds that have a pod template.
   *
   * @internal
   */
  public readonly _workloadKinds: WorkloadKind[];
  /**
   * Waivers of the aspect.
   *
   * @internal
   */
  public readonly _waivers: readonly SingleWaiver[];
  private readonly props: HardeningChecksProps;
  /** @internal */
  public readonly _profile: Profile;
  private last?: Report;

  /**
   * Throws if the version or a waiver is invalid.
   *
   * @param props policy
   */
  public constructor(props: HardeningChecksProps = {}) {
    this.props = props;
    this._profile = profileOf(props);
    this._workloadKinds = props.workloadKinds ?? [];
    this._waivers = perRule(props.waivers ?? []);
    this.checker(this._waivers); // throws if the props are invalid
    traceCreation();
  }

  /** Report of the last synth; undefined before the first. */
  public get lastReport(): Report | undefined {
    return this.last;
  }

  /**
   * Has no effect: objects are checked after they are rendered.
   *
   * @param _node the construct
   */
  public visit(_node: IConstruct): void {}

  /** @internal */
  public _judge(
    all: ManifestSet,
    some: readonly Manifest[],
    problems: readonly EvaluationError[],
    waivers: readonly SingleWaiver[],
    concerns: Concerns,
  ): Verdict {
    const report = this.checker(waivers)._checkSome(all, some);
    // Each aspect reports only its own waivers.
    const given = new Set<Waiver>(waivers);
    const own = new Set<Waiver>(this._waivers);
    const isOwn = (waiver: Waiver) => own.has(waiver) || !given.has(waiver);
    const unusedWaivers = report.unusedWaivers.filter(({ waiver }) => isOwn(waiver));
    const expiredWaivers = report.expiredWaivers.filter(isOwn);
    const errors = [...problems, ...report.errors, ...this.unknownErrors(report)];
    this.last = report._with({ unusedWaivers, expiredWaivers, errors });
    for (const idle of idleWaivers(this.last)) if (concerns(idle.waiver)) emitWarning(idle);
    for (const { finding, waiver } of this.last.waived) {
      if (!given.has(waiver)) warnOfAnnotation(finding, waiver);
    }
    for (const line of [...report.notes, ...upcomingLines(report)]) warn(line);
    const refused = this.last.fails(this.props.failOn);
    const { last, _profile: profile } = this;
    const suggestions = () => new WaiverSuggestions(last, profile, this.today);
    return { report: last, rules: profile.rules, refused, idle: idleWaivers(report), suggestions };
  }

  private unknownErrors({ unknown }: Report): EvaluationError[] {
    const { unknownKinds = UnknownKinds.WARN } = this.props;
    const warning = unknownKinds === UnknownKinds.WARN ? unknownKindWarning(unknown) : undefined;
    if (warning !== undefined) warn(warning);
    return unknownKinds === UnknownKinds.ERROR ? unknownKindErrors(unknown) : [];
  }

  private checker(all: readonly SingleWaiver[]): Checker {
    const { kubernetesVersion } = this.props;
    const own = new Set(this._waivers);
    const waivers = all.filter((waiver) => own.has(waiver) || this._profile.hasRule(waiver.rule));
    const { customResourceDefinitions } = this.props;
    return new Checker({
      profile: this._profile,
      kubernetesVersion,
      waivers,
      today: this.today,
      customResourceDefinitions,
    });
  }

  private get today(): string {
    return this.props.today ?? new Date().toISOString().slice(0, 10);
  }
}
