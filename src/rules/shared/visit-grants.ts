import { isBootstrapped, type Reach, reachOf } from '../../analysis/access/bindings';
import { type PolicyRule, policyRulesOf, RBAC } from '../../analysis/access/policy-rule';
import { atLeastAsSevere, Severity } from '../../engine/severity';
import type { Visitor, VisitorContext } from '../../engine/visitor';
import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';

/** The role that contains a grant. */
export interface Grantor {
  /** Its name in messages. */
  readonly name: string;
  /** A Role: it grants nothing on cluster-scoped resources. */
  readonly isNamespaced: boolean;
  /** Where the bindings of the set grant it. */
  readonly reach: Reach;
  readonly all: ManifestSet;
  readonly role: Manifest;
  readonly visit: VisitorContext;
}

/** What is wrong with one rule of a role. */
export interface Offence {
  readonly field: 'verbs' | 'resources' | 'apiGroups' | 'nonResourceURLs';
  readonly message: string;
  /** The verbs that it reports, so that a waiver of one verb does not waive another. */
  readonly verbs?: string[];
  /** The severity if a subject is bound to the role. */
  readonly severity: Severity;
  /** Only a ClusterRoleBinding makes it effective. */
  readonly needsClusterBinding?: boolean;
}

/** Calls a judge for each rule of each Role and ClusterRole. Without bound subjects, an offence is medium at most. */
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

/** A severity, or `medium` if it is higher. */
export function mediumAtMost(severity: Severity): Severity {
  return atLeastAsSevere(severity, Severity.MEDIUM) ? Severity.MEDIUM : severity;
}
