import {
  DIRECTIONS,
  type Direction,
  NETWORK_POLICY,
  policyTypesOf,
  rulesInForce,
  selectsAnything,
} from '../../../analysis/network/policy-rules';
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
      const policies = all
        .inNamespace(NETWORK_POLICY, name)
        .filter(({ json: { spec } }) => selectsAnything(spec?.podSelector ?? {}));
      const open = DIRECTIONS.filter((direction) => !policies.some((policy) => denies(policy, direction)));
      if (open.length === 0) return;
      report({
        pointer: '/metadata/name',
        message: `namespace "${name}" has no default-deny policy for ${open.map(({ field }) => field).join(' and ')}; add a NetworkPolicy with an empty podSelector, both policyTypes and no rules`,
      });
    },
  },
});

/** Isolates a direction and allows nothing in it. */
function denies(policy: Manifest, direction: Direction): boolean {
  return policyTypesOf(policy.json.spec).includes(direction.type) && rulesInForce(policy, direction).length === 0;
}
