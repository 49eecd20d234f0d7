import type { Profile } from '../engine/profile';
import type { IRule } from '../engine/rule';
import type { Severity } from '../engine/severity';
import { describeUnknown } from '../engine/suggestion';
import type { Waiver, WaiverPolicy } from '../engine/waivers/waiver';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import { CATALOG } from '../rules/catalog';
import { Profiles } from './profiles';
import type { WorkloadRequirements } from './workload-requirements';

/** What a policy decides about one rule. */
export interface RuleSetting {
  /**
   * Whether the rule is asked.
   *
   * @default - as the profile says
   */
  readonly enabled?: boolean;
  /**
   * The severity of all its findings.
   *
   * @default - the rule decides
   */
  readonly severity?: Severity;
  /**
   * Values of its options, by name; `cdk8s-hardened explain` shows what a rule has.
   *
   * @default - the defaults of the rule
   */
  readonly options?: { [name: string]: any };
  /**
   * Whether its findings may be waived.
   *
   * @default true
   */
  readonly waivable?: boolean;
}

/** What an organisation decides: which rules are asked, for which Kubernetes version, and what may stand. */
export interface Policy {
  /**
   * The rules to start from.
   *
   * @default - `Profiles.nsa()`, a superset of both levels of the Pod Security Standards
   */
  readonly profile?: Profile;
  /**
   * Kubernetes version that the manifests are for, as `1.30`, or `latest`.
   *
   * @default - the newest that the rules know
   */
  readonly kubernetesVersion?: string;
  /**
   * The mildest severity that is refused.
   *
   * @default - `Severity.INFO`: every finding is refused
   */
  readonly failOn?: Severity;
  /**
   * What is decided about single rules, by id. A rule of the catalogue that is not in the profile is added by
   * `enabled: true`.
   *
   * @default - every rule as it is
   */
  readonly rules?: { [ruleId: string]: RuleSetting };
  /**
   * The terms that every waiver must meet.
   *
   * @default - none beside a reason and a last day
   */
  readonly waiverPolicy?: WaiverPolicy;
  /**
   * Findings that may stand.
   *
   * @default - none
   */
  readonly waivers?: Waiver[];
  /**
   * Custom kinds that carry a pod template, beside the ones that are known.
   *
   * @default - none
   */
  readonly workloadKinds?: WorkloadKind[];
  /**
   * What images need of their pods: `Harden` and `fix` give it to them, so that mending does not break them.
   *
   * @default - nothing
   */
  readonly needs?: WorkloadRequirements[];
}

/** The profile of a policy, with all that it decides about single rules. Throws where it names what is not there. */
export function profileOf({ profile = Profiles.nsa(), rules = {}, waiverPolicy }: Policy): Profile {
  const decided = Object.entries(rules).reduce((before, [id, setting]) => withSetting(before, id, setting), profile);
  return waiverPolicy ? decided.withWaiverPolicy({ ...decided.waiverPolicy, ...waiverPolicy }) : decided;
}

function withSetting(before: Profile, id: string, setting: RuleSetting): Profile {
  const { enabled, severity, options, waivable } = setting;
  if (!before.hasRule(id)) {
    const rule = inCatalogue(id, before.rules);
    if (enabled === false) return before;
    if (!enabled) throw new Error(`rule "${id}" is not in profile "${before.name}"; set enabled to true to add it`);
    return withSetting(before.withRules(rule), id, setting);
  }
  if (enabled === false) return before.withoutRules(id);
  let after = before;
  if (options && Object.keys(options).length > 0) after = after.withOptions(id, options);
  if (severity) after = after.withSeverity(id, severity);
  return waivable === false ? after.withUnwaivableRules(id) : after;
}

function inCatalogue(id: string, others: readonly IRule[]): IRule {
  const found = CATALOG.find(({ meta }) => meta.id === id || meta.aliases?.includes(id));
  if (found) return found;
  const known = [...CATALOG, ...others].map(({ meta }) => meta.id);
  throw new Error(describeUnknown('rule', id, known));
}
