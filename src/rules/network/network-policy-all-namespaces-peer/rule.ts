import { ALLOWING, clusterPlacesOf } from '../../../analysis/network/open-policies';
import { DIRECTIONS } from '../../../analysis/network/policy-rules';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { policyCalled } from '../../shared/network-policies';
import { NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'network-policy-all-namespaces-peer',
  category: 'network',
  title: 'Network policy peers do not select every pod of every namespace',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA N2', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: [NETWORK_POLICIES, NSA_GUIDE],
  visit: {
    types: ALLOWING,
    manifest(policy, { report }) {
      for (const direction of DIRECTIONS) {
        const does = direction.type === 'Ingress' ? 'allows ingress from' : 'allows egress to';
        for (const { pointer, isEvery } of clusterPlacesOf(policy, direction)) {
          const what = isEvery ? 'every pod of every namespace' : 'all pods but those that its selectors exclude';
          report({
            pointer,
            message: `${policyCalled(policy)} ${does} ${what}; name the namespace by its label kubernetes.io/metadata.name`,
          });
        }
      }
    },
  },
});
