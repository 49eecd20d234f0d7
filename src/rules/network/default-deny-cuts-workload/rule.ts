import { mountsToken } from '../../../analysis/access/token';
import { allowsDnsAlone, selectsAnything } from '../../../analysis/network/policy-rules';
import { closedPod } from '../../../analysis/network/reachability/closed';
import { servicesBefore } from '../../../analysis/network/services';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { called } from '../../shared/kind-name';
import { policiesCalled } from '../../shared/network-policies';
import { NETWORK_POLICIES } from '../../shared/sources';

export const rule = defineRule({
  id: 'default-deny-cuts-workload',
  category: 'network',
  title: 'Workloads with a Service or a token have a policy beside the default deny of their namespace',
  severity: Severity.MEDIUM,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [NETWORK_POLICIES],
  visit: {
    podTemplate(pod, { all, report }) {
      const ingress = closedPod(pod, 'Ingress', all);
      const egress = closedPod(pod, 'Egress', all);
      const policies = [...new Set([ingress, egress].flatMap((side) => side?.policies ?? []))];
      const rules = [ingress, egress].flatMap((side) => side?.rules ?? []);
      // A policy that selects some pods was written for them, also if it allows nothing.
      if (!policies.every(({ json: { spec } }) => selectsAnything(spec?.podSelector ?? {}))) return;
      if (!rules.every(({ written }) => allowsDnsAlone(written))) return;
      const [service] = ingress ? servicesBefore(pod, all) : [];
      const hasToken = egress !== undefined && mountsToken(pod, all);
      if (!service && !hasToken) return;
      const reason = service ? `${called(service)} leads to it` : 'it mounts a token of the API server';
      report({
        pointer: `${pod.path}/metadata/labels`,
        message: `pod is cut off by ${policiesCalled(policies)} for all pods of the namespace, and no other policy allows it any traffic, although ${reason}; add a policy for it`,
        severity: service ? Severity.MEDIUM : Severity.LOW,
      });
    },
  },
});
