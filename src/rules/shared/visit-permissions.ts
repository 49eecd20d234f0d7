import type { DangerousPower } from '../../analysis/access/dangerous-power';
import { givenBy, worksIn } from '../../analysis/access/escalation';
import { namesOf, type PolicyRule } from '../../analysis/access/policy-rule';
import { atLeastAsSevere, Severity } from '../../engine/severity';
import type { Visitor } from '../../engine/visitor';
import { type Grantor, mediumAtMost, visitGrants } from './visit-grants';

/** Permissions that a role should not grant, and the words for the message. */
export interface Concern {
  /** What they allow, as a verb with -ing; follows "allows". */
  readonly does: string;
  /** What to do instead. */
  readonly instead: string;
  /** What to do instead if a rule already names its objects. Default: the same. */
  readonly insteadNamed?: string;
  /** Default for a policy without options: the powers of the table that the rule reports. */
  readonly powers: readonly DangerousPower[] | ((grantor: Grantor) => readonly DangerousPower[]);
  /** Severity of the powers that the table says are less dangerous. Default: the severity of the others. */
  readonly lesser?: Severity;
  /** Skips rules that name their objects; by default their severity is one step lower. */
  readonly sparesNamed?: boolean;
}

/** Reports each rule of a role that grants one of some powers, with the highest severity of them. */
export function visitPermissions(severity: Severity, concern: Concern): Visitor {
  const { does, instead, insteadNamed = instead, powers, lesser = severity, sparesNamed = false } = concern;
  return visitGrants((rule, grantor) => {
    const isNamed = namesOf(rule).length > 0;
    if (isNamed && sparesNamed) return undefined;
    const { kubernetesVersion } = grantor.visit.target;
    const asked = (typeof powers === 'function' ? powers(grantor) : powers).filter((each) =>
      worksIn(each, kubernetesVersion),
    );
    const given = asked
      .filter((power) => reaches(rule, power, grantor))
      .map((power) => ({ ...power, ...givenBy(rule, power) }))
      .filter(({ verbs }) => verbs.length > 0);
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
