import { has, matchesResource, type PolicyRule } from '../policy-rule';
import type { Grantee } from '../subjects';
import type { AccessGraph, Grant } from './access-graph';
import { matchesPath } from './request';

/** One verb on one resource or path, as a rule writes it: `*` is a wildcard there. */
export interface Permission {
  readonly verb: string;
  /** Absent for a path. */
  readonly group?: string;
  /** A resource with its subresource, as `pods/log`. Absent for a path. */
  readonly resource?: string;
  /** Absent: objects with any name. */
  readonly name?: string;
  /** Absent: the whole cluster. */
  readonly namespace?: string;
  readonly path?: string;
}

/** A permission of one user or group. */
export interface HeldPermission {
  readonly grantee: Grantee;
  readonly permission: Permission;
  readonly grant: Grant;
}

/** What changes from one graph to another. */
export interface AccessDifference {
  /** Permissions of the later graph that nothing in the earlier one gives to the same user or group. */
  readonly added: readonly HeldPermission[];
  /** Permissions of the earlier graph that nothing in the later one gives. */
  readonly removed: readonly HeldPermission[];
}

/** Returns each single permission that a rule gives in a namespace, or in the whole cluster. */
export function permissionsOf({ rule, namespace }: Pick<Grant, 'rule' | 'namespace'>): Permission[] {
  const names = rule.resourceNames?.length ? rule.resourceNames : [undefined];
  const paths = namespace === undefined ? (rule.nonResourceURLs ?? []) : [];
  return (rule.verbs ?? []).flatMap((verb) => [
    ...(rule.apiGroups ?? []).flatMap((group) =>
      (rule.resources ?? []).flatMap((resource) =>
        names.map((name): Permission => ({ verb, group, resource, name, namespace })),
      ),
    ),
    ...paths.map((path): Permission => ({ verb, path })),
  ]);
}

/**
 * Whether a grant contains a whole permission, its wildcards included.
 *
 * @see https://github.com/kubernetes/component-helpers/blob/v0.37.2/auth/rbac/validation/policy_comparator.go
 */
export function contains({ rule, namespace }: Pick<Grant, 'rule' | 'namespace'>, permission: Permission): boolean {
  const { verb, group, resource, name, path } = permission;
  if (namespace !== undefined && namespace !== permission.namespace) return false;
  if (!has(rule.verbs, verb)) return false;
  if (path !== undefined) return (rule.nonResourceURLs ?? []).some((pattern) => matchesPath(pattern, path));
  return has(rule.apiGroups, group ?? '') && matchesResource(rule, resource ?? '') && containsName(rule, name);
}

function containsName({ resourceNames }: PolicyRule, name: string | undefined): boolean {
  return !resourceNames?.length || (name !== undefined && resourceNames.includes(name));
}

/** Returns what two graphs give differently, by user and group. What another rule gives as well is no difference. */
export function accessDifference(before: AccessGraph, after: AccessGraph): AccessDifference {
  return { added: missingIn(before, after), removed: missingIn(after, before) };
}

/** Returns the permissions of one graph that another does not have. */
function missingIn(other: AccessGraph, graph: AccessGraph): HeldPermission[] {
  return graph.grantees.flatMap((grantee) => {
    const held = [...other.grantsTo(grantee)];
    // What is in both as it is written, which is most of it, needs no search.
    const seen = new Set(held.flatMap(permissionsOf).map((permission) => JSON.stringify(permission)));
    return [...graph.grantsTo(grantee)].flatMap((grant) =>
      permissionsOf(grant)
        .filter((permission) => {
          const key = JSON.stringify(permission);
          if (seen.has(key)) return false;
          seen.add(key);
          return !held.some((each) => contains(each, permission));
        })
        .map((permission) => ({ grantee, permission, grant })),
    );
  });
}
