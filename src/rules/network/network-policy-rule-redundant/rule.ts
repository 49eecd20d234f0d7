import { coveredRulesOf } from '../../../analysis/network/covered-rules';
import { NETWORK_POLICY } from '../../../analysis/network/policy-rules';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { policyCalled } from '../../shared/network-policies';
import { NETWORK_POLICIES } from '../../shared/sources';

export const rule = defineRule({
  id: 'network-policy-rule-redundant',
  category: 'network',
  title: 'Each rule of a network policy allows something that no other rule for the same pods allows',
  severity: Severity.INFO,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [NETWORK_POLICIES],
  visit: {
    types: [NETWORK_POLICY],
    manifest(policy, { all, report }) {
      for (const { direction, number, by } of coveredRulesOf(policy, all)) {
        const owner = by.policy === policy ? '' : ` of ${policyCalled(by.policy)}`;
        report({
          pointer: `/spec/${direction.field}/${number - 1}`,
          message: `${direction.field} rule ${number} of ${policyCalled(policy)} allows nothing that rule ${by.number}${owner} does not allow for the same pods; remove one of the two`,
        });
      }
    },
  },
});
