import { grantsToOutsiders } from '../../../analysis/access/bindings';
import { powersOf } from '../../../analysis/access/dangerous-powers';
import { givenBy } from '../../../analysis/access/escalation';
import { namesOf, RBAC } from '../../../analysis/access/policy-rule';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { ManifestSet } from '../../../model/manifest-set';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { type Grantor, visitGrants } from '../../shared/visit-grants';
import { WILDCARD_RULES } from '../../shared/wildcards';

/** What writing config maps takes. */
export const POWERS = powersOf('rbac-config-map-modify');
/** The namespace of the cluster's own objects. */
export const SYSTEM = 'kube-system';
/** They map AWS identities to users, configure DNS and new nodes, and list the certificates that API servers trust. */
export const TRUSTED = ['aws-auth', 'coredns', 'extension-apiserver-authentication', 'kubeadm-config'];

export const rule = defineRule({
  id: 'rbac-config-map-modify',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not write all config maps',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0037'],
    trivy: ['KSV-0049', 'KSV-0115'],
  },
  visit: visitGrants((rule, grantor) => {
    const verbs = POWERS.flatMap((power) => givenBy(rule, power).verbs);
    if (verbs.length === 0) return undefined;
    const names = namesOf(rule);
    const trusted = names.filter((name) => TRUSTED.includes(name));
    const isCritical = trusted.length + Number(names.length === 0) > 0 && mayReachSystem(grantor, trusted.length > 0);
    if (!isCritical && names.length > 0) return undefined;
    const which = names.length === 0 ? 'all config maps' : trusted.map((name) => `"${name}"`).join(', ');
    const what = `allows writing or deleting ${which} (${verbs.join(', ')})`;
    return {
      field: 'resources',
      message: `${grantor.name} ${what}; name the needed config maps in resourceNames`,
      severity: isCritical ? Severity.CRITICAL : Severity.LOW,
    };
  }),
});

function mayReachSystem({ role, isNamespaced, reach, all }: Grantor, isMeant: boolean): boolean {
  // A Role for one of these names without a namespace is applied with `kubectl apply --namespace kube-system`.
  if (isNamespaced) return (role.objectRef.namespaceName ?? (isMeant ? SYSTEM : undefined)) === SYSTEM;
  return reach.clusterWide || boundInSystem(all).has(role.objectRef.name) || (isMeant && !reach.namespaced);
}

/** The ClusterRoles that bindings grant in the system namespace: computed once for a set. */
function boundInSystem(all: ManifestSet): Set<string> {
  return all._analysis(boundInSystem, () => {
    const bindings = all.inNamespace(`${RBAC}/RoleBinding`, SYSTEM).filter(grantsToOutsiders);
    const roleRefs = bindings.map((binding) => binding.json.roleRef ?? {});
    return new Set<string>(roleRefs.filter(({ kind }) => kind === 'ClusterRole').map(({ name }) => name));
  });
}
