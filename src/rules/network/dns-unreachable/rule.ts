import { holdsToken, isBound } from '../../../analysis/access/token';
import { closedPod } from '../../../analysis/network/reachability/closed';
import { leadsToNames, mayResolveNames } from '../../../analysis/network/reachability/names';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { policiesCalled } from '../../shared/network-policies';
import { NETWORK_POLICIES } from '../../shared/sources';

export const rule = defineRule({
  id: 'dns-unreachable',
  category: 'network',
  title: 'Workloads with egress to anything that has a name can resolve names',
  severity: Severity.MEDIUM,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [
    NETWORK_POLICIES,
    'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
    'https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/',
  ],
  visit: {
    podTemplate(pod, { all, report }) {
      const closed = closedPod(pod, 'Egress', all);
      if (!closed || closed.rules.some((each) => mayResolveNames(each, all))) return;
      const usesApi = holdsToken(pod, all) && isBound(pod, all);
      if (!closed.rules.some((each) => leadsToNames(each, usesApi))) return;
      report({
        pointer: `${pod.path}/metadata/labels`,
        message: `pod can send traffic and resolve no name, because under ${policiesCalled(closed.policies)} it reaches no DNS server on UDP 53; add an egress rule to the DNS pods in "kube-system" for UDP and TCP 53`,
      });
    },
  },
});
