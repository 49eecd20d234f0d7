import { allowsForSome, has, namesOf, type PolicyRule, resourcesMeant } from '../../analysis/access/policy-rule';
import { atLeastAsSevere, Severity } from '../../engine/severity';
import type { Visitor, VisitorContext } from '../../engine/visitor';
import { type Grantor, mediumAtMost, visitGrants } from './visit-grants';

/** Verbs on resources of one group. */
export interface Permission {
  readonly verbs: readonly string[];
  /** Default: the core group. */
  readonly group?: string;
  /** `any`: all resources of the group. */
  readonly resources: readonly string[] | 'any';
  /**
   * Scope of the resources. `cluster`: cluster-scoped, so only a ClusterRoleBinding makes it effective. `namespace`:
   * namespaces by name, because the API server checks a request for a namespace in that same namespace. Default:
   * namespaced.
   *
   * @see https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/endpoints/request/requestinfo.go
   */
  readonly scope?: 'cluster' | 'namespace';
  /** Default: the concern's. */
  readonly severity?: Severity;
}

/** What permissions may depend on. */
export type PermissionTarget = Pick<VisitorContext, 'option' | 'target'>;

/** Permissions that a role should not grant, and the words for the message. */
export interface Concern {
  /** What they allow, as a verb with -ing; follows "allows". */
  readonly does: string;
  /** What to do instead. */
  readonly instead: string;
  /** What to do instead if a rule already names its objects. Default: the same. */
  readonly insteadNamed?: string;
  readonly permissions: readonly Permission[] | ((target: PermissionTarget) => readonly Permission[]);
  /** Skips rules that name their objects; by default their severity is one step lower. */
  readonly sparesNamed?: boolean;
}

/** Verbs that write. */
export const WRITE = ['create', 'update', 'patch'];
/** Verbs that change existing objects. */
export const CHANGE = ['update', 'patch'];
/** Verbs that delete. */
export const DELETE = ['delete', 'deletecollection'];

/** A visitor that reports permissions, and knows which. */
export interface PermissionVisitor extends Visitor {
  readonly concern: Concern;
}

/** Reports each rule of a role that grants one of some permissions, with the highest severity of them. */
export function visitPermissions(severity: Severity, concern: Concern): PermissionVisitor {
  const { does, instead, insteadNamed = instead, permissions, sparesNamed = false } = concern;
  const visitor = visitGrants((rule, grantor) => {
    const isNamed = namesOf(rule).length > 0;
    if (isNamed && sparesNamed) return undefined;
    const asked = typeof permissions === 'function' ? permissions(grantor.visit) : permissions;
    const given = asked.map((permission) => givenBy(rule, permission, grantor)).filter(({ verbs }) => verbs.length > 0);
    if (given.length === 0) return undefined;
    const verbs = new Set(given.flatMap((each) => each.verbs));
    const resources = new Set(given.flatMap((each) => each.resources));
    const worst = given
      .map((each) => {
        const own = each.severity ?? severity;
        return inEffect(isNamed ? oneStepMilder(own) : own, each, grantor);
      })
      .reduce((one, other) => (atLeastAsSevere(one, other) ? one : other));
    const what = `${[...verbs].join(', ')} ${[...resources].join(', ')}`;
    const message = `${grantor.name} allows ${does} (${what}); ${isNamed ? insteadNamed : instead}`;
    return { field: 'resources', message, severity: worst, verbs: [...verbs] };
  });
  return { ...visitor, concern };
}

/** The part of a permission that one rule grants. */
function givenBy(rule: PolicyRule, permission: Permission, grantor: Grantor) {
  const { group = '' } = permission;
  const isInReach = has(rule.apiGroups, group) && reaches(rule, permission, grantor);
  if (!isInReach) return { ...permission, verbs: [], resources: [] };
  const allowed = (verb: string, resource: string) => allowsForSome(rule, verb, group, resource);
  const resources = resourcesMeant(rule, group, permission.resources);
  return {
    ...permission,
    verbs: permission.verbs.filter((verb) => resources.some((each) => allowed(verb, each))),
    resources: resources.filter((each) => permission.verbs.some((verb) => allowed(verb, each))),
  };
}

function reaches(rule: PolicyRule, { scope }: Permission, { isNamespaced, role }: Grantor): boolean {
  if (!isNamespaced || scope === undefined) return true;
  const names = namesOf(rule);
  return scope === 'namespace' && (names.length === 0 || names.includes(role.effectiveNamespace));
}

function inEffect(severity: Severity, { scope }: Permission, { reach }: Grantor): Severity {
  return scope === 'cluster' && !reach.clusterWide ? mediumAtMost(severity) : severity;
}

function oneStepMilder(severity: Severity): Severity {
  switch (severity) {
    case Severity.CRITICAL:
      return Severity.HIGH;
    case Severity.HIGH:
      return Severity.MEDIUM;
    case Severity.MEDIUM:
      return Severity.LOW;
    default:
      return Severity.INFO;
  }
}
