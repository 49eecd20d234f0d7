import { DIRECTIONS, NETWORK_POLICY, policyTypesOf } from '../../../analysis/network/policy-rules';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'network-policy-implicit-policy-types',
  category: 'network',
  title: 'Network policies set policyTypes for the directions that they isolate',
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
      // An empty list looks like a denial but has no effect: only the author knows what is right.
      const ignored = DIRECTIONS.filter(({ type, field }) => Array.isArray(spec?.[field]) && !types.includes(type));
      if (isImplicit) {
        report({
          pointer: '/spec/policyTypes',
          message: `${name} has no policyTypes, which defaults to ${types.join(' and ')}; set policyTypes`,
          fix: ignored.length > 0 ? undefined : policy.patchTo('/spec/policyTypes', [...types]),
        });
      }
      for (const { type, field } of isImplicit ? [] : ignored) {
        report({
          pointer: `/spec/${field}`,
          message: `${name} has "${field}", which has no effect because policyTypes does not list "${type}"; add it to policyTypes`,
        });
      }
    },
  },
});
