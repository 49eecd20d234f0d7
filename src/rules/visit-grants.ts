import { isBootstrapped, type Reach, reachOf } from '../access/bindings';
import { type PolicyRule, policyRulesOf, RBAC } from '../access/policy-rule';
import type { Visitor } from '../engine/define-rule';
import { atLeastAsSevere, Severity } from '../engine/severity';
import type { ManifestSet } from '../model/manifest-set';

/** The role that a grant stands in. */
export interface Grantor {
  /** What messages call it. */
  readonly name: string;
  /** A Role: what stands in no namespace is out of its reach. */
  readonly isNamespaced: boolean;
  /** How far the bindings of the set carry it. */
  readonly reach: Reach;
  readonly all: ManifestSet;
}

/** What is wrong with one rule of a role. */
export interface Offence {
  readonly field: 'verbs' | 'resources';
  readonly message: string;
  /** How bad it is where somebody is bound to the role. */
  readonly severity: Severity;
  /** Only a ClusterRoleBinding makes it effective. */
  readonly needsClusterBinding?: boolean;
}

/** Shows each rule of each Role and ClusterRole to a judge. An offence that nobody is bound to is medium at the most. */
export function visitGrants(judge: (rule: PolicyRule, grantor: Grantor) => Offence | undefined): Visitor {
  return {
    types: [`${RBAC}/Role`, `${RBAC}/ClusterRole`],
    manifest(role, { all, report }) {
      if (isBootstrapped(role)) return;
      const isNamespaced = role.type === `${RBAC}/Role`;
      const name = `${isNamespaced ? 'role' : 'cluster role'} "${role.ref.name}"`;
      const reach = reachOf(role, all);
      policyRulesOf(role).forEach((rule, index) => {
        const offence = judge(rule, { name, isNamespaced, reach, all });
        if (!offence) return;
        const isBound = reach.clusterWide || (reach.namespaced && !offence.needsClusterBinding);
        const severity = isBound ? offence.severity : mediumAtMost(offence.severity);
        report({ pointer: `/rules/${index}/${offence.field}`, message: offence.message, severity });
      });
    },
  };
}

/** A severity, or `medium` where it is worse. */
export function mediumAtMost(severity: Severity): Severity {
  return atLeastAsSevere(severity, Severity.MEDIUM) ? Severity.MEDIUM : severity;
}
