import { NETWORK_POLICY } from '../../../analysis/network/policy-rules';
import type { Workload } from '../../../analysis/network/reachability/endpoints';
import { oneSidedPeersOf } from '../../../analysis/network/reachability/one-sided';
import { portsText } from '../../../analysis/network/reachability/ports';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { called } from '../../shared/kind-name';
import { policiesCalled, policyCalled } from '../../shared/network-policies';
import { NETWORK_POLICIES } from '../../shared/sources';

export const rule = defineRule({
  id: 'connection-one-sided',
  category: 'network',
  impliedBy: ['service-port-in-policy'],
  title: 'A connection that one policy allows is not denied by the policies of the other end',
  severity: Severity.MEDIUM,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [NETWORK_POLICIES],
  visit: {
    types: [NETWORK_POLICY],
    manifest(policy, { all, report }) {
      for (const { pointer, direction, source, target, ports, denying } of oneSidedPeersOf(policy, all)) {
        const far = direction === 'Egress' ? 'ingress' : 'egress';
        report({
          pointer,
          about: pointer.replace(/\/(?:to|from)\/\d+$/, ''), // The ports of the rule may be the cause.
          message: `${policyCalled(policy)} lets ${nameOf(source)} connect to ${nameOf(target)} on ${portsText(ports)}, which no ${far} rule under ${policiesCalled(denying)} allows; add an ${far} rule for it, or remove this peer`,
        });
      }
    },
  },
});

function nameOf({ pods: [pod], name }: Workload): string {
  return pod ? called(pod.manifest) : name;
}
