import type { Profile } from '../engine/profile';
import { hasId, type IRule } from '../engine/rule';
import type { Severity } from '../engine/severity';
import { describeUnknown } from '../engine/suggestion';
import type { UnknownKinds } from '../engine/unknown-kinds';
import type { Waiver, WaiverPolicy } from '../engine/waivers/waiver';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import { CATALOG } from '../rules/catalog';
import { Profiles } from './profiles';
import type { WorkloadRequirements } from './workload-requirements';

/** Sets how a policy uses one rule. */
export interface RuleSetting {
  /**
   * Whether the rule is used.
   *
   * @default - as in the profile
   */
  readonly enabled?: boolean;
  /**
   * Severity of all its findings.
   *
   * @default - set by the rule
   */
  readonly severity?: Severity;
  /**
   * Values of its options, by name; `cdk8s-hardened explain` lists the options of a rule.
   *
   * @default - the defaults of the rule
   */
  readonly options?: { [name: string]: any };
  /**
   * Whether its findings can be waived.
   *
   * @default true
   */
  readonly waivable?: boolean;
}

/**
 * Sets what an organisation requires: which rules apply, for which Kubernetes version, and which findings are accepted.
 */
export interface Policy {
  /**
   * Name of the policy, which the message of a refused synth shows.
   *
   * @default - the path of the file that it is read from, else none
   */
  readonly name?: string;
  /**
   * The profile to start from.
   *
   * @default - `Profiles.nsa()`, a superset of both levels of the Pod Security Standards
   */
  readonly profile?: Profile;
  /**
   * Edition of the profile, such as `2026.1`: a newer version of this library then refuses nothing more, and reports what
   * a newer edition finds.
   *
   * @default - that of the profile: the newest, unless `inEdition` sets one
   */
  readonly edition?: string;
  /**
   * Kubernetes version that the manifests are for, such as `1.30`, or `latest`.
   *
   * @default - the newest that the rules know
   */
  readonly kubernetesVersion?: string;
  /**
   * The lowest severity that is refused.
   *
   * @default - `Severity.INFO`, every finding is refused
   */
  readonly failOn?: Severity;
  /**
   * Settings of single rules, by id. `enabled: true` adds a rule of the catalogue that is not in the profile.
   *
   * @default - every rule as in the profile
   */
  readonly rules?: { [ruleId: string]: RuleSetting };
  /**
   * Terms that every waiver must meet.
   *
   * @default - only a reason and a last day
   */
  readonly waiverPolicy?: WaiverPolicy;
  /**
   * Findings that are accepted.
   *
   * @default - none
   */
  readonly waivers?: Waiver[];
  /**
   * Custom kinds that have a pod template, in addition to the known ones.
   *
   * @default - none
   */
  readonly workloadKinds?: WorkloadKind[];
  /**
   * What happens to objects of kinds that no rule knows, such as custom ones.
   *
   * @default UnknownKinds.WARN
   */
  readonly unknownKinds?: UnknownKinds;
  /**
   * CustomResourceDefinitions, as plain JSON: what their schemas say of objects is checked.
   *
   * @default - those among the checked objects
   */
  readonly customResourceDefinitions?: any[];
  /**
   * Requirements of workloads: `Harden` and `fix` apply them, so that fixes do not break an image.
   *
   * @default - none
   */
  readonly needs?: WorkloadRequirements[];
}

/**
 * Returns the profile of a policy, with its settings of single rules. Throws if the policy names a rule or option that
 * does not exist.
 */
export function profileOf({ profile = Profiles.nsa(), edition, rules = {}, waiverPolicy }: Policy): Profile {
  const pinned = edition === undefined ? profile : profile.inEdition(edition);
  const decided = Object.entries(rules).reduce((before, [id, setting]) => withSetting(before, id, setting), pinned);
  return waiverPolicy ? decided.withWaiverPolicy({ ...decided.waiverPolicy, ...waiverPolicy }) : decided;
}

function withSetting(before: Profile, id: string, setting: RuleSetting): Profile {
  const { enabled, severity, options, waivable } = setting;
  if (!before.hasRule(id)) {
    const held = before._held.find(id);
    const rule = held ?? inCatalogue(id, before.rules);
    if (enabled === false) return held ? before.withoutRules(id) : before;
    if (!enabled) throw new Error(`rule "${id}" is not in profile "${before.name}"; set enabled to true to add it`);
    return withSetting(before._enabling(rule), id, setting);
  }
  if (enabled === false) return before.withoutRules(id);
  let after = before;
  if (options && Object.keys(options).length > 0) after = after.withOptions(id, options);
  if (severity) after = after.withSeverity(id, severity);
  return waivable === false ? after.withUnwaivableRules(id) : after;
}

function inCatalogue(id: string, others: readonly IRule[]): IRule {
  const found = CATALOG.find((rule) => hasId(rule, id));
  if (found) return found;
  const known = [...CATALOG, ...others].map(({ meta }) => meta.id);
  throw new Error(describeUnknown('rule', id, known));
}
