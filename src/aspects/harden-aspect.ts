import type { IConstruct } from 'constructs';
import type { Profile } from '../engine/profile';
import { Report } from '../engine/report';
import { perRule, type SingleWaiver } from '../engine/waivers/waiver';
import { unmetRequirementMessage, unmetRequirements } from '../harden/apply-requirements';
import { HardenMode, type HardenResult, harden } from '../harden/harden';
import { minorVersion, NEWEST_VERSION } from '../kubernetes/kubernetes-version';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import { apiOf, preventsReading, problemsOf } from '../model/api';
import type { Manifest } from '../model/manifest';
import { type Policy, profileOf } from '../profiles/policy';
import { objectName } from '../report/object-name';
import { type AppPolicy, combined, completedUnder, dayOfSynth, type StatedPolicy } from './hardening-policy';
import type { Verdict } from './refusal/refusal';
import type { JudgeQuestion, MendQuestion } from './synth-aspect';
import type { IAspect } from './visits';
import { warn } from './warnings';

/** Options of `Harden`. Waived findings are not fixed. */
export interface HardenProps extends Policy {
  /**
   * Whether explicitly weaker values are replaced too.
   *
   * @default HardenMode.FILL - sets only what is unset; an explicitly weaker value is kept, and `HardeningChecks`
   *   refuses it
   */
  readonly mode?: HardenMode;
  /**
   * The current day in UTC, as `YYYY-MM-DD`; waivers expire relative to it.
   *
   * @default - the day of the synth
   */
  readonly today?: string;
}

/**
 * Fixes third-party manifests: applies the fixes of a profile's rules to every object in its scope, after it is
 * rendered and before it is checked. Findings without one right value for every application (an image digest, a memory
 * limit) are left.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { Aspects, Harden, HardenMode, HardeningChecks, Profiles } from 'cdk8s-hardened';
 *
 * const app = new App();
 * const chart = new Chart(app, 'vendor');
 * Aspects.of(chart).add(new Harden({ profile: Profiles.restricted(), mode: HardenMode.FORCE }));
 * Aspects.of(app).add(new HardeningChecks({ profile: Profiles.restricted() }));
 */
export class Harden implements IAspect {
  /** @internal */
  public readonly _idleVisit = Harden.prototype.visit;
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
  /**
   * Returns an aspect for constructs that refuse weaker values, under the policy of their app: it applies every fix, also
   * one that stops a container.
   *
   * @internal
   */
  public static _own(profile: (edition?: string) => Profile): Harden {
    const aspect = new Harden();
    aspect.own = profile;
    return aspect;
  }

  private readonly props: HardenProps;
  /** The rules of constructs, in an edition. */
  private own?: (edition?: string) => Profile;
  private readonly told = new Set<string>();

  /**
   * Throws if the version or a waiver is invalid.
   *
   * @param props policy and mode; what is not given is as in the policy of the app
   */
  public constructor(props: HardenProps = {}) {
    this.props = props;
    this._workloadKinds = props.workloadKinds ?? [];
    this._waivers = perRule(props.waivers ?? []);
    const options = () => this.options({ followed: props, waivers: [] }, this._waivers);
    if (Object.keys(props).length > 0) harden([], [], options()); // throws if the props are invalid
  }

  /**
   * The policy as its author wrote it; undefined for the fixes of constructs.
   *
   * @internal
   */
  public get _policy(): StatedPolicy | undefined {
    return this.own ? undefined : this.props;
  }

  /**
   * Has no effect: objects are fixed after they are rendered.
   *
   * @param _node the construct
   */
  public visit(_node: IConstruct): void {}

  /** @internal */
  public _mend({ all, some, waivers, app, answers }: MendQuestion): ReadonlyMap<Manifest, Manifest> {
    const outcome = harden(all(), some, { ...this.options(app, waivers), answers });
    this.tell(outcome);
    return new Map([...outcome].map(([manifest, mended]) => [manifest, mended.manifest]));
  }

  /**
   * Refuses objects that could not be read, and requirements that match no container.
   *
   * @internal
   */
  public _judge({ all, some, problems, app }: JudgeQuestion): Verdict {
    const { profile, needs, kubernetesVersion: version } = this.options(app, []);
    const kubernetesVersion = `1.${minorVersion(version ?? NEWEST_VERSION)}`;
    const api = apiOf(all, kubernetesVersion);
    const unread = some.flatMap((manifest) =>
      problemsOf(manifest, api)
        .filter(preventsReading)
        .map(({ message, pointer }) => ({
          ...{ message, pointer, manifest },
          objectRef: manifest.objectRef,
          origin: manifest.origin,
        })),
    );
    const unmet = unmetRequirements(some, needs ?? []).map((need) => ({
      message: unmetRequirementMessage(need),
      origin: {},
    }));
    const errors = [...problems, ...unread, ...unmet];
    const report = new Report({
      profile: profile.name,
      kubernetesVersion,
      objectCount: some.length,
      findings: [],
      waived: [],
      unusedWaivers: [],
      errors,
      unknown: [],
    });
    return { by: 'Harden', report, rules: [], refused: errors.length > 0, idle: [] };
  }

  /** Emits a process warning for each fix that is not applied, as the check of the result knows no reason. */
  private tell(outcome: ReadonlyMap<Manifest, HardenResult>): void {
    for (const { withheld } of outcome.values())
      for (const { finding, reason } of withheld) {
        const text = `${objectName(finding.objectRef)} is not fixed by "${finding.rule}" at ${finding.pointer}: ${reason}`;
        if (!this.told.has(text)) warn(text);
        this.told.add(text);
      }
  }

  private options(app: AppPolicy, all: readonly SingleWaiver[]) {
    const { own } = this;
    const policy = own ? app.followed : combined(app, this.props);
    const profile = own ? completedUnder(policy, own(policy.edition)) : profileOf(policy);
    const { mode = HardenMode.FILL } = this.props;
    const { kubernetesVersion, today = dayOfSynth(), customResourceDefinitions } = policy;
    const needs = own ? [] : policy.needs;
    const waivers = all.filter((waiver) => this._waivers.includes(waiver) || profile.hasRule(waiver.rule));
    const unguarded = own !== undefined;
    return { profile, mode, kubernetesVersion, waivers, today, needs, customResourceDefinitions, unguarded };
  }
}
