import type { Need, Opening } from '../dangerous-power';
import { CREATE_PODS } from '../dangerous-powers';
import { type Escalation, escalationsByName, escalationsOf, halvesOf } from '../escalation';
import { allowsForSome, type PolicyRule } from '../policy-rule';
import type { AccessGraph, Grant } from './access-graph';
import { accountKey } from './account-index';
import type { Identity } from './request';

/** A step that one permission makes. */
export interface Step {
  /** What the holder may do, after the word "may". */
  readonly does: string;
  readonly opens: Opening;
  /** The namespace in which it does; absent: in the whole cluster. */
  readonly namespace?: string;
  /** The one account that it gives, as `namespace/name`. Default: all in its scope. */
  readonly account?: string;
  /** The binding and the rule that allow it. */
  readonly grant: Grant;
}

/** Finds the steps of identities, and keeps what each rule opens, as many bindings grant the same rules. */
export class Steps {
  private readonly opened = new Map<PolicyRule, readonly Escalation[]>();
  private readonly openedByName = new Map<PolicyRule, readonly Escalation[]>();

  public constructor(private readonly graph: AccessGraph) {}

  /** Returns what a user and its groups may do to get more permissions, the most powerful steps first. */
  public of(identity: Identity): Step[] {
    const grants = [...this.graph.grantsOf(identity)];
    const places = new Set(grants.map(({ namespace }) => namespace));
    const steps = grants.flatMap((grant) => {
      if (isEverything(grant.rule)) return [{ does: 'do everything', opens: 'everything' as const, ...placed(grant) }];
      return [...this.general(grant, grants, places), ...this.named(grant, grants)];
    });
    return distinct(steps);
  }

  private general(grant: Grant, grants: readonly Grant[], places: ReadonlySet<string | undefined>): Step[] {
    const { kubernetesVersion } = this.graph.assumed;
    const found = this.opened.get(grant.rule) ?? [
      ...escalationsOf(grant.rule, kubernetesVersion),
      ...halvesOf(grant.rule, kubernetesVersion),
    ];
    this.opened.set(grant.rule, found);
    return found.flatMap(({ does, opens, needs = [], needsVerb, isClusterScoped }) => {
      if (opens === undefined || (isClusterScoped && grant.namespace !== undefined)) return [];
      if (!grants.some((each) => hasVerb(each, needsVerb))) return [];
      const scopes = needs.length === 0 || grant.namespace !== undefined ? [grant.namespace] : widestFirst(places);
      const usable = scopes.filter((scope) => needs.every((need) => grants.some((each) => gives(each, need, scope))));
      const widest = usable.includes(undefined) ? [undefined] : usable;
      return widest.map((namespace) => ({ does, opens, namespace, grant }));
    });
  }

  private named(grant: Grant, grants: readonly Grant[]): Step[] {
    const { namespace, rule } = grant;
    const { kubernetesVersion } = this.graph.assumed;
    const found = this.openedByName.get(rule) ?? escalationsByName(rule, kubernetesVersion);
    this.openedByName.set(rule, found);
    // A name without a namespace is that of an account in each namespace, which is rare: the set may have several.
    const usable = found.filter(({ needsVerb }) => grants.some((each) => hasVerb(each, needsVerb)));
    return usable.flatMap(({ does }) =>
      (rule.resourceNames ?? []).map((name) => ({
        ...{ does, opens: 'accounts' as const, ...placed(grant) },
        account: accountKey(namespace ?? '*', name),
      })),
    );
  }
}

/** Whether a step creates pods, which may be privileged where nothing refuses them. */
export function createsPods({ does }: Step): boolean {
  return does === CREATE_PODS || does === 'do everything';
}

function placed(grant: Grant): { readonly namespace?: string; readonly grant: Grant } {
  return { namespace: grant.namespace, grant };
}

function widestFirst(places: ReadonlySet<string | undefined>): (string | undefined)[] {
  return [undefined, ...[...places].filter((place) => place !== undefined)];
}

/** Whether a grant has one of the permissions of a need in a scope; what is not in a namespace needs the whole cluster. */
function gives({ namespace, rule }: Grant, { verbs, group, resources }: Need, scope: string | undefined): boolean {
  return resources.some((resource) => {
    const isInScope = namespace === undefined || (namespace === scope && resource !== 'clusterrolebindings');
    // A binding of the cluster is of no help where the other permission is of one namespace.
    const isUsable = scope === undefined || resource !== 'clusterrolebindings';
    return isInScope && isUsable && verbs.some((verb) => allowsForSome(rule, verb, group, resource));
  });
}

function hasVerb({ rule }: Grant, beginning = ''): boolean {
  return (rule.verbs ?? []).some((verb) => verb === '*' || verb.startsWith(beginning));
}

function isEverything(rule: PolicyRule): boolean {
  const { verbs, apiGroups, resources, resourceNames } = rule;
  return [verbs, apiGroups, resources].every((list) => list?.includes('*')) && !resourceNames?.length;
}

/** Several rules may make the same step, of which the first stands for all. */
function distinct(steps: readonly Step[]): Step[] {
  const found = new Map<string, Step>();
  for (const step of steps) {
    const key = JSON.stringify([step.does, step.opens, step.namespace, step.account]);
    if (!found.has(key)) found.set(key, step);
  }
  return [...found.values()];
}
