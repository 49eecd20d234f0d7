import { defineRule } from '../../engine/define-rule';
import { Severity } from '../../engine/severity';
import type { Manifest } from '../../model/manifest';
import { CIS_BENCHMARK, NSA_GUIDE } from '../sources';

export const rule = defineRule({
  id: 'namespace-default-deny-missing',
  title: 'Namespaces deny all traffic that no policy allows',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  sources: ['NSA/CISA N2', 'CIS 5.3.2'],
  references: [NSA_GUIDE, CIS_BENCHMARK],
  visit: {
    types: ['Namespace'],
    manifest(namespace, { all, report }) {
      const { name } = namespace.ref;
      if (all.inNamespace('networking.k8s.io/NetworkPolicy', name).some(deniesAll)) return;
      report({
        pointer: '/metadata/name',
        message: `namespace "${name}" has no default-deny policy; set a NetworkPolicy with an empty podSelector, both policyTypes and no rules`,
      });
    },
  },
});

/** Selects every pod, isolates both directions, allows nothing. */
function deniesAll(policy: Manifest): boolean {
  const { podSelector = {}, policyTypes = [], ingress, egress } = policy.json.spec ?? {};
  const selectsAll = !podSelector?.matchLabels && !podSelector?.matchExpressions?.length;
  const isolatesBoth = ['Ingress', 'Egress'].every((type) => policyTypes?.includes(type));
  return selectsAll && isolatesBoth && !ingress?.length && !egress?.length;
}
