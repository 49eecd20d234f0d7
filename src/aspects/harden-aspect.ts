import type { IConstruct } from 'constructs';
import type { Profile } from '../engine/profile';
import { type EvaluationError, Report } from '../engine/report';
import type { Waiver } from '../engine/waivers/waiver';
import { unmetMessage, unmetNeeds } from '../harden/container-needs';
import { HardenMode, harden } from '../harden/harden';
import { minorVersion, NEWEST_VERSION } from '../kubernetes/kubernetes-version';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import type { Manifest } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import { type Policy, profileOf } from '../profiles/policy';
import type { Verdict } from './refusal';
import type { IAspect } from './visits';

/** How `Harden` mends: by the fixes of a policy's rules. What a waiver lets stand is not mended. */
export interface HardenProps extends Policy {
  /**
   * Whether what is explicitly weaker is replaced too.
   *
   * @default HardenMode.FILL - only what is unset is set; a wish to be weaker stays, and is left to `HardeningChecks`
   */
  readonly mode?: HardenMode;
  /**
   * The day that waivers are measured by, in UTC, as `YYYY-MM-DD`.
   *
   * @default - the day of the synth
   */
  readonly today?: string;
}

/**
 * Mends what others wrote: applies the fixes of a profile's rules to everything in its scope, after it is rendered and
 * before it is judged. What has no right value for every application (an image digest, a memory limit) is left alone.
 *
 * @example
 * import { App, Chart, Include } from 'cdk8s';
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
  private readonly props: HardenProps;
  private readonly profile: Profile;

  /** Throws where the version or a waiver is not one. */
  public constructor(props: HardenProps = {}) {
    this.props = props;
    this.profile = profileOf(props);
    this._workloadKinds = props.workloadKinds ?? [];
    this._waivers = props.waivers ?? [];
    harden([], [], this.options(this._waivers)); // says at once what is wrong with the props
  }

  /** Does nothing yet: everything is mended when it is rendered. */
  public visit(_node: IConstruct): void {}

  /** @internal */
  public _mend(
    all: () => readonly Manifest[],
    some: readonly Manifest[],
    waivers: readonly Waiver[],
  ): ReadonlyMap<Manifest, Manifest> {
    const outcome = harden(all(), some, this.options(waivers));
    return new Map([...outcome].map(([manifest, mended]) => [manifest, mended.manifest]));
  }

  /**
   * Refuses what it could not read, and so could not mend, and what was to have an effect and has none.
   *
   * @internal
   */
  public _judge(_all: ManifestSet, some: readonly Manifest[], problems: readonly EvaluationError[]): Verdict {
    const unread = some.flatMap(({ _problems, objectRef: object, origin }) =>
      _problems.map(({ message, pointer }) => ({ message, pointer, object, origin })),
    );
    const unmet = unmetNeeds(some, this.props.needs ?? []).map((need) => ({ message: unmetMessage(need), origin: {} }));
    const errors = [...problems, ...unread, ...unmet];
    const report = new Report({
      profile: this.profile.name,
      kubernetesVersion: `1.${minorVersion(this.props.kubernetesVersion ?? NEWEST_VERSION)}`,
      objectCount: some.length,
      findings: [],
      waived: [],
      unusedWaivers: [],
      errors,
      unknown: [],
    });
    return { report, rules: [], refused: errors.length > 0, idle: [] };
  }

  private options(all: readonly Waiver[]) {
    const { mode = HardenMode.FILL, kubernetesVersion, today = new Date().toISOString().slice(0, 10) } = this.props;
    const waivers = all.filter((waiver) => this._waivers.includes(waiver) || this.profile.hasRule(waiver.rule));
    return { profile: this.profile, mode, kubernetesVersion, waivers, today, needs: this.props.needs };
  }
}
