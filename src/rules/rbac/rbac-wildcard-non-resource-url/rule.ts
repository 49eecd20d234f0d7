import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitGrants } from '../../shared/visit-grants';

export const rule = defineRule({
  id: 'rbac-wildcard-non-resource-url',
  category: 'rbac',
  impliedBy: ['rbac-cluster-admin-equivalent'],
  title: 'Roles list URLs instead of a wildcard',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.3', 'CIS 1.12 5.1.3', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  visit: visitGrants((rule, { name, isNamespaced }) => {
    if (isNamespaced || !rule.verbs?.includes('*')) return undefined;
    const wildcard = rule.nonResourceURLs?.find(isEveryUrl);
    if (wildcard === undefined) return undefined;
    return {
      field: 'nonResourceURLs',
      message: `${name} allows every method on every URL ("${wildcard}"); list the needed URLs and methods`,
      severity: Severity.MEDIUM,
      needsClusterBinding: true,
    };
  }),
});

/**
 * The API server removes all stars at the end and compares the rest as a prefix.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/rbac/v1/evaluation_helpers.go
 */
function isEveryUrl(url: string): boolean {
  return /^\/?\*+$/.test(url);
}
