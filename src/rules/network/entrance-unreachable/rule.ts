import { EXPOSING } from '../../../analysis/network/exposures';
import { cutEntryPointsOf } from '../../../analysis/network/reachability/cut-entry-points';
import { portsText } from '../../../analysis/network/reachability/ports';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { called } from '../../shared/kind-name';
import { policiesCalled } from '../../shared/network-policies';
import { NETWORK_POLICIES, SERVICES } from '../../shared/sources';

export const rule = defineRule({
  id: 'entrance-unreachable',
  category: 'network',
  title: 'Services and routes for clients outside the cluster lead to pods that network policies let them reach',
  severity: Severity.MEDIUM,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [NETWORK_POLICIES, SERVICES],
  visit: {
    types: EXPOSING,
    manifest(manifest, { all, report }) {
      for (const { pointer, workloads, ports, policies } of cutEntryPointsOf(manifest, all)) {
        const targets = workloads.map(({ pods: [pod] }) => (pod ? called(pod.manifest) : '')).join(', ');
        report({
          pointer,
          message: `${called(manifest)} leads to ${targets} on ${portsText(ports)}, where no request from outside the cluster is allowed under ${policiesCalled(policies)}; add an ingress rule for this port`,
        });
      }
    },
  },
});
