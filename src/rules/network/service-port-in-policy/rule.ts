import { NETWORK_POLICY } from '../../../analysis/network/policy-rules';
import { portsText } from '../../../analysis/network/reachability/ports';
import { servicePortsIn } from '../../../analysis/network/reachability/service-ports';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { called } from '../../shared/kind-name';
import { policyCalled } from '../../shared/network-policies';
import { NETWORK_POLICIES, SERVICES } from '../../shared/sources';

export const rule = defineRule({
  id: 'service-port-in-policy',
  category: 'network',
  title: 'Network policies name the ports of pods, not those of Services',
  severity: Severity.MEDIUM,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [NETWORK_POLICIES, SERVICES],
  visit: {
    types: [NETWORK_POLICY],
    manifest(policy, { all, report }) {
      for (const { pointer, port, service, target } of servicePortsIn(policy, all)) {
        report({
          pointer,
          message: `${policyCalled(policy)} allows port "${port}" of ${called(service)}, whose pods receive its requests on ${portsText(target)}; use the port of the pods`,
        });
      }
    },
  },
});
