import { policyTypesOf } from '../../../analysis/network/policy-claims';
import { DIRECTIONS, NETWORK_POLICY } from '../../../analysis/network/policy-rules';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'network-policy-implicit-policy-types',
  category: 'network',
  title: 'Network policies say which directions they are for',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: [
    NETWORK_POLICIES,
    'https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/#NetworkPolicySpec',
    NSA_GUIDE,
  ],
  visit: {
    types: [NETWORK_POLICY],
    manifest(policy, { report }) {
      const { spec } = policy.json;
      const name = `policy "${policy.objectRef.name}"`;
      const types = policyTypesOf(spec);
      const isImplicit = !spec?.policyTypes?.length;
      // An empty list says that nothing is allowed, and means nothing: only its author knows which is right.
      const ignored = DIRECTIONS.filter(({ type, field }) => Array.isArray(spec?.[field]) && !types.includes(type));
      if (isImplicit) {
        report({
          pointer: '/spec/policyTypes',
          message: `${name} does not say which directions it closes, which means ${types.join(' and ')}; set policyTypes`,
          fix: ignored.length > 0 ? undefined : policy.patchTo('/spec/policyTypes', [...types]),
        });
      }
      for (const { type, field } of isImplicit ? [] : ignored) {
        report({
          pointer: `/spec/${field}`,
          message: `${name} has "${field}", which does nothing while policyTypes does not list "${type}"; add it there`,
        });
      }
    },
  },
});
