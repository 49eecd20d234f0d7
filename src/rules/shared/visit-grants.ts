import { isBootstrapped, type Reach, reachOf } from '../../analysis/access/bindings';
import { type PolicyRule, policyRulesOf, RBAC } from '../../analysis/access/policy-rule';
import { atLeastAsSevere, Severity } from '../../engine/severity';
import type { Visitor, VisitorContext } from '../../engine/visitor';
import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';

/** The role that a grant stands in. */
export interface Grantor {
  /** What messages call it. */
  readonly name: string;
  /** A Role: what stands in no namespace is out of its reach. */
  readonly isNamespaced: boolean;
  /** How far the bindings of the set carry it. */
  readonly reach: Reach;
  readonly all: ManifestSet;
  readonly role: Manifest;
  readonly visit: VisitorContext;
}

/** What is wrong with one rule of a role. */
export interface Offence {
  readonly field: 'verbs' | 'resources' | 'apiGroups' | 'nonResourceURLs';
  readonly message: string;
  /** The verbs that it is about, so that a waiver of one does not waive the next. */
  readonly verbs?: string[];
  /** How bad it is where somebody is bound to the role. */
  readonly severity: Severity;
  /** Only a ClusterRoleBinding makes it effective. */
  readonly needsClusterBinding?: boolean;
}

/** Shows each rule of each Role and ClusterRole to a judge. An offence that nobody is bound to is medium at the most. */
export function visitGrants(judge: (rule: PolicyRule, grantor: Grantor) => Offence | undefined): Visitor {
  return {
    types: [`${RBAC}/Role`, `${RBAC}/ClusterRole`],
    manifest(role, visit) {
      if (isBootstrapped(role)) return;
      const isNamespaced = role.groupKind === `${RBAC}/Role`;
      const name = `${isNamespaced ? 'role' : 'cluster role'} "${role.objectRef.name}"`;
      const { all, report } = visit;
      const reach = reachOf(role, all);
      policyRulesOf(role).forEach((rule, index) => {
        const offence = judge(rule, { name, isNamespaced, reach, all, role, visit });
        if (!offence) return;
        const isBound = reach.clusterWide || (reach.namespaced && !offence.needsClusterBinding);
        const severity = isBound ? offence.severity : mediumAtMost(offence.severity);
        report({
          pointer: `/rules/${index}/${offence.field}`,
          message: offence.message,
          severity,
          verbs: offence.verbs,
        });
      });
    },
  };
}

/** A severity, or `medium` where it is worse. */
export function mediumAtMost(severity: Severity): Severity {
  return atLeastAsSevere(severity, Severity.MEDIUM) ? Severity.MEDIUM : severity;
}
