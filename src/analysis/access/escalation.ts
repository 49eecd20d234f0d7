import { atLeast } from '../../kubernetes/kubernetes-version';
import type { DangerousPower, Way } from './dangerous-power';
import { DANGEROUS_POWERS } from './dangerous-powers';
import { allowsForSome, has, matchesResource, namesOf, type PolicyRule, resourcesMeant } from './policy-rule';

/** A permission by which its holder can get more permissions. */
export interface Escalation
  extends Pick<Way, 'does' | 'heldBy' | 'opens' | 'needs' | 'needsVerb'>,
    Required<Pick<Way, 'leads' | 'isDirect'>> {
  /** Id of the rule that reports the permission. */
  readonly rule: string;
  /** Its place in the table: the most powerful has the lowest. */
  readonly rank: number;
  /** Whether it is about cluster-scoped objects, which a RoleBinding does not grant. */
  readonly isClusterScoped: boolean;
}

/** The part of a power that a rule gives. */
interface Given {
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
}

const NOTHING: Given = { verbs: [], resources: [] };

/** A power by which its holder gets more. */
type Leading = DangerousPower & { readonly way: Way };

const LEADING = DANGEROUS_POWERS.filter((power): power is Leading => power.way !== undefined);

/** Returns the escalations that one rule of a role allows, the most powerful first. */
export function escalationsOf(rule: PolicyRule, kubernetesVersion: string): Escalation[] {
  return LEADING.filter((power) => !isHalf(power) && opens(rule, power, kubernetesVersion)).map(escalationBy);
}

/** Returns the escalations that one rule of a role allows together with a verb that another rule may give. */
export function halvesOf(rule: PolicyRule, kubernetesVersion: string): Escalation[] {
  return LEADING.filter((power) => isHalf(power) && opens(rule, power, kubernetesVersion)).map(escalationBy);
}

function isHalf({ way }: Leading): boolean {
  return way.needsVerb !== undefined;
}

/** Returns the escalations of a rule that are for the accounts alone which it names. */
export function escalationsByName(rule: PolicyRule, kubernetesVersion: string): Escalation[] {
  if (namesOf(rule).length === 0) return [];
  const all = { ...rule, resourceNames: undefined };
  return LEADING.filter((power) => power.way.namesAccounts && opens(all, power, kubernetesVersion)).map(escalationBy);
}

function escalationBy(power: Leading): Escalation {
  const { rule, scope, way } = power;
  const { does, heldBy, leads = 'far', isDirect = false, opens, needs, needsVerb } = way;
  const rank = LEADING.indexOf(power);
  return { rule, rank, does, heldBy, leads, isClusterScoped: scope === 'cluster', isDirect, opens, needs, needsVerb };
}

/** Returns the verbs and resources of a power that a rule of a role gives, for one object at least. */
export function givenBy(rule: PolicyRule, { verbs, group = '', resources: asked }: DangerousPower): Given {
  if (!has(rule.apiGroups, group)) return NOTHING;
  const allowed = (verb: string, resource: string) => allowsForSome(rule, verb, group, resource);
  const resources = resourcesMeant(rule, group, asked).filter((each) => matchesResource(rule, each));
  if (resources.length === 0) return NOTHING;
  return {
    verbs: verbs.filter((verb) => resources.some((each) => allowed(verb, each))),
    resources: resources.filter((each) => verbs.some((verb) => allowed(verb, each))),
  };
}

/** Whether a rule of a role gives something of a power. */
export function gives(rule: PolicyRule, power: DangerousPower): boolean {
  return givenBy(rule, power).verbs.length > 0;
}

/** Whether a power works in a version. */
export function worksIn({ since = '1.0', until }: DangerousPower, kubernetesVersion: string): boolean {
  return atLeast(kubernetesVersion, since) && (until === undefined || atLeast(until, kubernetesVersion));
}

function opens(rule: PolicyRule, power: Leading, kubernetesVersion: string): boolean {
  if (!worksIn(power, kubernetesVersion)) return false;
  const names = namesOf(rule);
  if (names.length > 0 && !names.some((name) => power.way.named?.(name))) return false;
  return gives(rule, power);
}
