import type { IConstruct } from 'constructs';
import { Checker } from '../engine/checker';
import { kubernetesVersionOf } from '../engine/edition';
import { Profile } from '../engine/profile';
import { hasId, type IRule } from '../engine/rule';
import { perRule, type SingleWaiver } from '../engine/waivers/waiver';
import { PolicyFile } from '../host/policy-file';
import { minorVersion } from '../kubernetes/kubernetes-version';
import { type Policy, profileOf } from '../profiles/policy';
import { applicationsOf, type IAspect } from './visits';

const POLICY = Symbol.for('cdk8s-hardened.policy');

/** The policy that an app has. */
interface SetPolicy {
  readonly policy: Policy;
  readonly waivers: readonly SingleWaiver[];
}

/** The policy of an aspect, as its author wrote it. */
export interface StatedPolicy extends Policy {
  readonly today?: string;
}

/**
 * The policy of an app: `HardeningChecks` and `Harden` follow it, and so does what Secure* workloads, namespaces and
 * accounts check by themselves. With the policy file of the command line, a synth and `cdk8s-hardened check` give the
 * same verdicts.
 *
 * What `HardeningChecks` or `Harden` are given in addition applies to that aspect. An app without a policy follows, in
 * what its constructs check, the version, `failOn` and `rules` of the first `HardeningChecks` on the app.
 *
 * @see https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main/docs/policy.md
 * @example
 * import { App } from 'cdk8s';
 * import { Aspects, HardeningChecks, HardeningPolicy, Severity } from 'cdk8s-hardened';
 *
 * const app = new App();
 * // or what PolicyFile reads from hardening.yaml
 * HardeningPolicy.of(app).set({ kubernetesVersion: '1.33', failOn: Severity.LOW });
 * Aspects.of(app).add(new HardeningChecks());
 */
export class HardeningPolicy {
  /**
   * Returns the policy of an app. Throws for a construct that is not the root of its tree: an app has one policy.
   *
   * @param app the app
   */
  public static of(app: IConstruct): HardeningPolicy {
    const { path, scope } = app.node;
    if (scope) throw new Error(`"${path}" has no policy of its own; set it on the app`);
    return new HardeningPolicy(app);
  }

  private constructor(private readonly app: IConstruct) {}

  /**
   * Sets the policy. Set it before the constructs are created: some depend on the Kubernetes version. Throws if a value is
   * invalid, or if the app has a policy.
   *
   * @param policy the policy, such as `PolicyFile.fromFile('hardening.yaml')`
   */
  public set(policy: Policy): void {
    if (setPolicyOf(this.app)) throw new Error('the app has a policy; set it once');
    const waivers = perRule(policy.waivers ?? []);
    const today = dayOfSynth();
    const { kubernetesVersion, customResourceDefinitions } = policy;
    // Throws for an invalid version or waiver.
    new Checker({ profile: profileOf(policy), today, kubernetesVersion, waivers, customResourceDefinitions });
    const value: SetPolicy = { policy, waivers };
    Object.defineProperty(this.app, POLICY, { value });
  }

  /**
   * Sets the policy of a file. It does what `set(PolicyFile.fromFile(path))` does, which Python cannot call. Throws with all
   * problems and their places if the file is invalid, and if the app has a policy.
   *
   * @param path path of the file, relative to the current folder
   */
  public useFile(path: string): void {
    this.set(PolicyFile.fromFile(path));
  }

  /** The policy that was set; undefined if none was. */
  public get policy(): Policy | undefined {
    return setPolicyOf(this.app)?.policy;
  }
}

/** What an app asks, wherever it is stated. */
export interface AppPolicy {
  /** The policy that was set on the app. */
  readonly set?: Policy;
  /** What constructs follow. */
  readonly followed: StatedPolicy;
  /** The waivers of the policy that was set. */
  readonly waivers: readonly SingleWaiver[];
}

/** Returns the policy of the app of a construct: the one that is set, or what an aspect above the construct states. */
export function policyOver(construct: IConstruct): AppPolicy {
  const { root, scopes } = construct.node;
  return policyFrom(
    root,
    scopes.flatMap(applicationsOf).map(({ aspect }) => aspect),
  );
}

/** Returns the policy of an app with some aspects. Throws if they state two Kubernetes versions. */
export function policyFrom(root: IConstruct, aspects: readonly IAspect[]): AppPolicy {
  const { policy: set, waivers = [] } = setPolicyOf(root) ?? {};
  const stated = aspects.flatMap((aspect) => statedIn(aspect) ?? []);
  const versions = [set, ...stated].flatMap((policy) => policy?.kubernetesVersion ?? []);
  const [kubernetesVersion, other] = new Map(versions.map((version) => [minorVersion(version), version])).values();
  if (other !== undefined) {
    const advice =
      set?.kubernetesVersion === undefined
        ? `give one version, as HardeningPolicy.of(app).set({ kubernetesVersion: '${other}' })`
        : `the policy${set.name === undefined ? '' : ` ${set.name}`} decides for the whole app: leave kubernetesVersion out of its aspects, or change the policy`;
    throw new Error(`the app is checked for Kubernetes ${kubernetesVersion} and for ${other}; ${advice}`);
  }
  const [onApp = {}] = applicationsOf(root).flatMap(({ aspect }) => statedIn(aspect) ?? []);
  const { profile: _, waivers: __, ...first } = onApp;
  const followed = {
    ...(set ?? first),
    kubernetesVersion: kubernetesVersion ?? versionOf((set ?? first).edition),
    today: onApp.today,
  };
  return { set, followed, waivers };
}

/** Returns the policy of an aspect: what its author states overrides the policy of the app, key by key. */
export function combined({ set, followed: { kubernetesVersion } }: AppPolicy, own: StatedPolicy): StatedPolicy {
  const stated = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) as StatedPolicy;
  const { rules, ...common } = set ?? {};
  // Settings of rules belong to the profile that they are written for.
  const settings = stated.rules ?? (stated.profile ? undefined : rules);
  return { ...common, ...stated, rules: settings, waivers: own.waivers, kubernetesVersion };
}

/** Returns the rules that constructs check by themselves under a policy: with its settings, and only those of its profile. */
export function checkedUnder(policy: Policy, own: Profile): Profile {
  if (!policy.profile) return profileOf({ ...policy, profile: own, rules: settingsFor(own, policy) });
  const decided = profileOf(policy);
  const rules = own.rules.flatMap(({ meta }) => (decided.hasRule(meta.id) ? decided.rule(meta.id) : []));
  return decided._narrowedTo(rules, own.name.replace('nsa', decided.name));
}

/** Returns the rules whose fixes complete constructs under a policy: a rule that its profile does not have still does. */
export function completedUnder(policy: Policy, own: Profile): Profile {
  const { rules = {} } = policy;
  const isOff = (rule: IRule) =>
    Object.entries(rules).some(([id, { enabled }]) => enabled === false && hasId(rule, id));
  const checked = checkedUnder(policy, own);
  const kept = own.rules.filter((rule) => !isOff(rule));
  return new Profile(own.name, {
    rules: kept.map((rule) => (checked.hasRule(rule.meta.id) ? checked.rule(rule.meta.id) : rule)),
  });
}

/** The current day in UTC, as `YYYY-MM-DD`. */
export function dayOfSynth(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The version that an edition stands for, where none is stated. */
function versionOf(edition: string | undefined): string | undefined {
  return edition === undefined ? undefined : kubernetesVersionOf(edition);
}

function settingsFor(own: Profile, { rules = {} }: Policy) {
  return Object.fromEntries(Object.entries(rules).filter(([id]) => own.hasRule(id)));
}

/** The policy that an aspect is given by its author. */
function statedIn(aspect: IAspect & { readonly _policy?: StatedPolicy }): StatedPolicy | undefined {
  return aspect._policy;
}

function setPolicyOf(root: IConstruct): SetPolicy | undefined {
  return (root as any)[POLICY];
}
