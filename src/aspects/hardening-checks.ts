import type { IConstruct } from 'constructs';
import { Checker } from '../engine/checker';
import type { Profile } from '../engine/profile';
import type { Report } from '../engine/report';
import type { EvaluationError } from '../engine/report-parts';
import { UnknownKinds, unknownKindErrors, unknownKindWarning } from '../engine/unknown-kinds';
import { ABSENT } from '../engine/waivers/near-misses';
import { idleWaivers, perRule, type SingleWaiver, type Waiver } from '../engine/waivers/waiver';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import { type Policy, profileOf } from '../profiles/policy';
import { upcomingLines } from '../report/upcoming';
import { WaiverSuggestions } from '../report/waiver-suggestions';
import { traceCreation } from './creation-site';
import { type AppPolicy, checkedUnder, combined, dayOfSynth, type StatedPolicy } from './hardening-policy';
import type { Verdict } from './refusal/refusal';
import type { JudgeQuestion } from './synth-aspect';
import type { IAspect } from './visits';
import { annotationLine, idleLine, warn } from './warnings';

/** Checks that constructs make by themselves. */
export interface OwnChecks {
  /** The constructs, as in `its Secure* workloads`. */
  readonly by: string;
  /** Their rules, in an edition. */
  readonly profile: (edition?: string) => Profile;
  /** The version where the app states none. */
  readonly kubernetesVersion?: string;
}

/** What is asked in a synth, and who asks it. */
interface Terms {
  readonly by: string;
  readonly policy: StatedPolicy;
  readonly profile: Profile;
  readonly today: string;
}

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
 * import { App } from 'cdk8s';
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
  /**
   * Returns the checks that constructs make by themselves, under the policy of their app.
   *
   * @internal
   */
  public static _own(own: OwnChecks): HardeningChecks {
    const checks = new HardeningChecks();
    checks.own = own;
    return checks;
  }

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
  private own?: OwnChecks;
  private last?: Report;

  /**
   * Throws if the version or a waiver is invalid.
   *
   * @param props policy; what is not given is as in the policy of the app
   */
  public constructor(props: HardeningChecksProps = {}) {
    this.props = props;
    this._workloadKinds = props.workloadKinds ?? [];
    this._waivers = perRule(props.waivers ?? []);
    const terms = () => this._terms({ followed: props, waivers: [] });
    if (Object.keys(props).length > 0) this.checker(terms(), this._waivers); // throws if the props are invalid
    traceCreation();
  }

  /** Report of the last synth; undefined before the first. */
  public get lastReport(): Report | undefined {
    return this.last;
  }

  /**
   * The policy as its author wrote it; undefined for the checks of constructs.
   *
   * @internal
   */
  public get _policy(): StatedPolicy | undefined {
    return this.own ? undefined : this.props;
  }

  /**
   * Has no effect: objects are checked after they are rendered.
   *
   * @param _node the construct
   */
  public visit(_node: IConstruct): void {}

  /** @internal */
  public _judge({ all, some, problems, waivers, concerns, app, answers }: JudgeQuestion): Verdict {
    const terms = this._terms(app);
    const { by, profile, policy, today } = terms;
    const report = this.checker(terms, waivers)._checkSome(all, some, undefined, answers);
    // Each aspect reports only its own waivers, and those of the app's policy.
    const given = new Set<Waiver>(waivers);
    const own = new Set<Waiver>([...this._waivers, ...(this.own ? [] : app.waivers)]);
    const isOwn = (waiver: Waiver) => own.has(waiver) || !given.has(waiver);
    // A policy is also for objects that are in no app.
    const ofOthers = new Set<Waiver>(app.waivers);
    const unusedWaivers = report.unusedWaivers.filter(
      ({ waiver, why }) => isOwn(waiver) && !(why === ABSENT.why && ofOthers.has(waiver)),
    );
    const expiredWaivers = report.expiredWaivers.filter(isOwn);
    const errors = [...problems, ...report.errors, ...unknownErrors(report, policy.unknownKinds)];
    const last = report._with({ unusedWaivers, expiredWaivers, errors });
    this.last = last;
    const warnings = [
      ...idleWaivers(last).flatMap((idle) => (concerns(idle.waiver) ? idleLine(idle) : [])),
      ...last.waived.flatMap((waived) => (given.has(waived.waiver) ? [] : annotationLine(waived))),
      ...report.notes,
      ...(this.own ? [] : upcomingLines(report)),
    ];
    return {
      warnings,
      ...{ by, policyName: policy.name, report: last, rules: profile.rules, idle: idleWaivers(report) },
      refused: last.fails(policy.failOn),
      suggestions: () => new WaiverSuggestions(last, profile, today),
    };
  }

  /**
   * What is asked under the policy of an app.
   *
   * @internal
   */
  public _terms(app: AppPolicy): Terms {
    const { own } = this;
    const version = app.followed.kubernetesVersion ?? own?.kubernetesVersion;
    const policy = own ? { ...app.followed, kubernetesVersion: version } : combined(app, this.props);
    const profile = own ? checkedUnder(policy, own.profile(policy.edition)) : profileOf(policy);
    const { today = dayOfSynth() } = policy;
    return { by: own?.by ?? 'HardeningChecks', policy, profile, today };
  }

  private checker({ profile, policy, today }: Terms, all: readonly SingleWaiver[]): Checker {
    const own = new Set(this._waivers);
    const waivers = all.filter((waiver) => own.has(waiver) || profile.hasRule(waiver.rule));
    const { kubernetesVersion, customResourceDefinitions } = policy;
    return new Checker({ profile, kubernetesVersion, waivers, today, customResourceDefinitions });
  }
}

function unknownErrors({ unknown }: Report, unknownKinds = UnknownKinds.WARN): EvaluationError[] {
  const warning = unknownKinds === UnknownKinds.WARN ? unknownKindWarning(unknown) : undefined;
  if (warning !== undefined) warn(warning);
  return unknownKinds === UnknownKinds.ERROR ? unknownKindErrors(unknown) : [];
}
