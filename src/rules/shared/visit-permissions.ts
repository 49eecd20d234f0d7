import type { DangerousPower } from '../../analysis/access/dangerous-power';
import { givenBy, worksIn } from '../../analysis/access/escalation';
import { namesOf, type PolicyRule } from '../../analysis/access/policy-rule';
import { atLeastAsSevere, Severity } from '../../engine/severity';
import type { Visitor, VisitorContext } from '../../engine/visitor';
import { type Grantor, mediumAtMost, visitGrants } from './visit-grants';

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
  /** Default for a policy without options: the powers of the table that the rule reports. */
  readonly powers: readonly DangerousPower[] | ((target: PermissionTarget) => readonly DangerousPower[]);
  /** Severity of the powers that the table says are less dangerous. Default: the severity of the others. */
  readonly lesser?: Severity;
  /** Skips rules that name their objects; by default their severity is one step lower. */
  readonly sparesNamed?: boolean;
}

/** A visitor that reports permissions, and knows which. */
export interface PermissionVisitor extends Visitor {
  readonly concern: Concern;
}

/** Returns the powers that a concern is about. */
export function powersIn({ powers }: Concern, target: PermissionTarget): readonly DangerousPower[] {
  const all = typeof powers === 'function' ? powers(target) : powers;
  return all.filter((each) => worksIn(each, target.target.kubernetesVersion));
}

/** Reports each rule of a role that grants one of some powers, with the highest severity of them. */
export function visitPermissions(severity: Severity, concern: Concern): PermissionVisitor {
  const { does, instead, insteadNamed = instead, lesser = severity, sparesNamed = false } = concern;
  /** A visit of all objects asks for the same powers at each rule of each role. */
  const known = new WeakMap<PermissionTarget, readonly DangerousPower[]>();
  const powersOf = (visit: PermissionTarget) => {
    const powers = known.get(visit) ?? powersIn(concern, visit);
    known.set(visit, powers);
    return powers;
  };
  const visitor = visitGrants((rule, grantor) => {
    const isNamed = namesOf(rule).length > 0;
    if (isNamed && sparesNamed) return undefined;
    const given = powersOf(grantor.visit).flatMap((power) => {
      const own = givenBy(rule, power);
      return own.verbs.length > 0 && reaches(rule, power, grantor) ? [{ ...power, ...own }] : [];
    });
    if (given.length === 0) return undefined;
    const verbs = new Set(given.flatMap((each) => each.verbs));
    const resources = new Set(given.flatMap((each) => each.resources));
    const worst = given
      .map((each) => {
        const own = each.isLesser ? lesser : severity;
        return inEffect(isNamed ? oneStepMilder(own) : own, each, grantor);
      })
      .reduce((one, other) => (atLeastAsSevere(one, other) ? one : other));
    const what = `${[...verbs].join(', ')} ${[...resources].join(', ')}`;
    const message = `${grantor.name} allows ${does} (${what}); ${isNamed ? insteadNamed : instead}`;
    return { field: 'resources', message, severity: worst, verbs: [...verbs] };
  });
  return { ...visitor, concern };
}

function reaches(rule: PolicyRule, { scope }: DangerousPower, { isNamespaced, role }: Grantor): boolean {
  if (!isNamespaced || scope === undefined) return true;
  const names = namesOf(rule);
  return scope === 'namespace' && (names.length === 0 || names.includes(role.effectiveNamespace));
}

function inEffect(severity: Severity, { scope }: DangerousPower, { reach }: Grantor): Severity {
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
