import type { IConstruct } from 'constructs';
import { Checker } from '../engine/checker';
import type { Profile } from '../engine/profile';
import type { EvaluationError, Report } from '../engine/report';
import { idleWaivers, type Waiver } from '../engine/waivers/waiver';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import type { Manifest } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import { type Policy, profileOf } from '../profiles/policy';
import { traceCreation } from './creation-site';
import { warnOf } from './idle-waivers';
import type { Verdict } from './refusal';
import type { IAspect } from './visits';

/** How `HardeningChecks` judges. */
export interface HardeningChecksProps extends Policy {
  /**
   * The day that waivers are measured by, in UTC, as `YYYY-MM-DD`.
   *
   * @default - the day of the synth
   */
  readonly today?: string;
}

/**
 * Refuses to synthesize anything weaker than its profile, whoever wrote it: constructs of this library, of any
 * cdk8s-plus, raw objects, `Include` and `Helm`. It judges what will be written, after all lazy values, resolvers and
 * patches, and throws before any file is written. Waivers that do nothing are told as a process warning.
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
 *     kind: 'DaemonSet', namespace: 'monitoring', name: 'node-exporter',
 *     reason: 'reads /proc and /sys of the node',
 *     expires: '2027-06-30',
 *   }],
 * }));
 */
export class HardeningChecks implements IAspect {
  /** @internal */
  public readonly _idleVisit = HardeningChecks.prototype.visit;
  /**
   * Custom kinds that carry a pod template.
   *
   * @internal
   */
  public readonly _workloadKinds: WorkloadKind[];
  /**
   * What it lets stand.
   *
   * @internal
   */
  public readonly _waivers: Waiver[];
  private readonly props: HardeningChecksProps;
  private readonly profile: Profile;
  private last?: Report;

  /** Throws where the version or a waiver is not one. */
  public constructor(props: HardeningChecksProps = {}) {
    this.props = props;
    this.profile = profileOf(props);
    this._workloadKinds = props.workloadKinds ?? [];
    this._waivers = props.waivers ?? [];
    this.checker(this._waivers); // says at once what is wrong with the props
    traceCreation();
  }

  /** What the last synth found; undefined before the first. */
  public get lastReport(): Report | undefined {
    return this.last;
  }

  /** Does nothing yet: everything is judged when it is rendered. */
  public visit(_node: IConstruct): void {}

  /** @internal */
  public _judge(
    all: ManifestSet,
    some: readonly Manifest[],
    problems: readonly EvaluationError[],
    waivers: readonly Waiver[],
  ): Verdict {
    const report = this.checker(waivers)._checkSome(all, some);
    // The waivers of others are theirs to answer for.
    const isOwn = (waiver: Waiver) => this._waivers.includes(waiver) || !waivers.includes(waiver);
    const unusedWaivers = report.unusedWaivers.filter(({ waiver }) => isOwn(waiver));
    const expiredWaivers = report.expiredWaivers.filter(isOwn);
    this.last = report._with({ unusedWaivers, expiredWaivers, errors: [...problems, ...report.errors] });
    for (const idle of idleWaivers(this.last)) warnOf(idle);
    const refused = this.last.fails(this.props.failOn);
    return { report: this.last, rules: this.profile.rules, refused, idle: idleWaivers(report) };
  }

  private checker(all: readonly Waiver[]): Checker {
    const { kubernetesVersion, today = new Date().toISOString().slice(0, 10) } = this.props;
    const waivers = all.filter((waiver) => this._waivers.includes(waiver) || this.profile.hasRule(waiver.rule));
    return new Checker({ profile: this.profile, kubernetesVersion, waivers, today });
  }
}
