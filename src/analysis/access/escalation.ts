import { atLeast } from '../../kubernetes/kubernetes-version';
import { type Escalation, WAYS, type Way } from './escalation-ways';
import { allowsForSome, has, namesOf, type PolicyRule, resourcesMeant } from './policy-rule';

/** Returns the escalations that one rule of a role allows, the most powerful first. */
export function escalationsOf(rule: PolicyRule, kubernetesVersion: string): Escalation[] {
  return WAYS.filter((way) => opens(rule, way, kubernetesVersion)).map(escalationBy);
}

/** Returns the escalations of a rule that are for the accounts alone which it names. */
export function escalationsByName(rule: PolicyRule, kubernetesVersion: string): Escalation[] {
  if (namesOf(rule).length === 0) return [];
  const all = { ...rule, resourceNames: undefined };
  return WAYS.filter((way) => way.namesAccounts && opens(all, way, kubernetesVersion)).map(escalationBy);
}

function escalationBy({
  does,
  heldBy,
  leads = 'far',
  isClusterScoped = false,
  isDirect = false,
  ...way
}: Way): Escalation {
  return { does, heldBy, leads, isClusterScoped, isDirect, opens: way.opens, needs: way.needs };
}

function opens(rule: PolicyRule, way: Way, kubernetesVersion: string): boolean {
  if (way.until !== undefined && !atLeast(way.until, kubernetesVersion)) return false;
  const names = namesOf(rule);
  if (names.length > 0 && !names.some((name) => way.named?.(name))) return false;
  if (!has(rule.apiGroups, way.group)) return false;
  const resources = resourcesMeant(rule, way.group, way.resources);
  return resources.some((resource) => way.verbs.some((verb) => allowsForSome(rule, verb, way.group, resource)));
}
