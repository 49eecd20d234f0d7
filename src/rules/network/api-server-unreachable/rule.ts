import { accountNameOf, holdsToken, isBound } from '../../../analysis/access/token';
import { closedPod } from '../../../analysis/network/reachability/closed';
import { includes } from '../../../analysis/network/reachability/ports';
import { defineRule } from '../../../engine/define-rule';
import { stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { policiesCalled } from '../../shared/network-policies';
import { NETWORK_POLICIES } from '../../shared/sources';

const ports = stringListOption(
  'ports',
  ['443', '6443'],
  'ports of the API server (TCP): that of its Service, and that of its endpoints, which a policy may see instead',
);

export const rule = defineRule({
  id: 'api-server-unreachable',
  category: 'network',
  impliedBy: ['default-deny-cuts-workload'],
  title: 'Workloads with permissions in the API server can reach it',
  severity: Severity.MEDIUM,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [NETWORK_POLICIES, 'https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/'],
  options: [ports],
  visit: {
    podTemplate(pod, { all, option, report }) {
      const closed = closedPod(pod, 'Egress', all);
      if (!closed || !holdsToken(pod, all) || !isBound(pod, all)) return;
      // The API server is no pod: only addresses stand for it.
      const forAddresses = closed.rules.filter(({ addresses }) => !addresses || addresses.length > 0);
      const numbers = option(ports).map(portOf);
      if (forAddresses.some((each) => numbers.some((port) => includes(each.portsAt(), 'TCP', port)))) return;
      report({
        pointer: `${pod.path}/metadata/labels`,
        message: `pod has a token and permissions of account "${accountNameOf(pod)}", and under ${policiesCalled(closed.policies)} it reaches no address on TCP ${option(ports).join(' or ')}; add an egress rule to the addresses of the API server`,
      });
    },
  },
});

function portOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`"${text}" is not a port; write it as "6443"`);
  return Number(text);
}
