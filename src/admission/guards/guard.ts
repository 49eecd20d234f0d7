import type { Scope } from '../bindings';
import type { MatchCondition } from '../requests';
import { validatingPolicy } from '../validating-policy';
import type { AdmissionGuard } from './admission-guard';

/** API group and resource of the permission to do what a guard refuses. They need not exist: an authorizer knows them by name. */
const PERMISSION = { group: 'cdk8s-hardened.github.io', resource: 'guards', verb: 'override' } as const;

/** What a guard refuses to all who do not hold its permission. */
export interface Guard {
  readonly name: AdmissionGuard;
  readonly scopes: readonly Scope[];
  readonly resourceRules: readonly any[];
  /** Selects by the labels of the object, or of the one before. */
  readonly objectSelector?: any;
  /** A request that meets all of them needs the permission. */
  readonly conditions: readonly MatchCondition[];
  /** What is refused, and why. */
  readonly refused: string;
  /** What the client can do without the permission. */
  readonly instead: string;
  /** Who else may; no one if absent. */
  readonly others?: string;
}

/**
 * The policy of a guard. The permission is asked for the whole cluster: a binding in a namespace, which its owner may be able to
 * make, does not count. It costs 350,000 of the 1,000,000 of an expression, and only conditioned requests pay it.
 */
export function guardPolicy({ name, resourceRules, objectSelector, conditions, refused, instead, others }: Guard) {
  const { group, resource, verb } = PERMISSION;
  const holders = `users with the verb "${verb}" on ${resource}.${group} "${name}" in a ClusterRoleBinding`;
  return validatingPolicy(`guard-${name}`, {
    matchConstraints: { ...(objectSelector !== undefined && { objectSelector }), resourceRules: [...resourceRules] },
    matchConditions: [...conditions],
    validations: [
      {
        expression: `authorizer.group('${group}').resource('${resource}').name('${name}').check('${verb}').allowed()`,
        reason: 'Forbidden',
        message: `guard ${name}: ${refused}; only ${others === undefined ? '' : `${others} and `}${holders} may; ${instead}`,
      },
    ],
  });
}
