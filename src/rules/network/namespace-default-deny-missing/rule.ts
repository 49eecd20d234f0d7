import { policyTypesOf } from '../../../analysis/network/policy-rules';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { Manifest } from '../../../model/manifest';
import { CIS_BENCHMARK, NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'namespace-default-deny-missing',
  category: 'network',
  impliedBy: ['namespace-network-policy-missing'],
  title: 'Namespaces deny all traffic that no policy allows',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'CIS 2.0.1 5.3.2', 'CIS 1.12 5.3.2', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: [NETWORK_POLICIES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kyverno: ['add-networkpolicy'],
  },
  visit: {
    types: ['Namespace'],
    manifest(namespace, { all, report }) {
      const { name } = namespace.objectRef;
      const policies = all.inNamespace('networking.k8s.io/NetworkPolicy', name).filter(selectsAll);
      const open = ['Ingress', 'Egress'].filter((type) => !policies.some((policy) => denies(policy, type)));
      if (open.length === 0) return;
      report({
        pointer: '/metadata/name',
        message: `namespace "${name}" has no default-deny policy for ${open.join(' and ').toLowerCase()}; add a NetworkPolicy with an empty podSelector, both policyTypes and no rules`,
      });
    },
  },
});

function selectsAll(policy: Manifest): boolean {
  const { matchLabels, matchExpressions } = policy.json.spec?.podSelector ?? {};
  return Object.keys(matchLabels ?? {}).length === 0 && !matchExpressions?.length;
}

/** Isolates a direction and allows nothing in it. */
function denies(policy: Manifest, type: string): boolean {
  const { spec } = policy.json;
  return policyTypesOf(spec).includes(type) && !spec?.[type.toLowerCase()]?.length;
}
