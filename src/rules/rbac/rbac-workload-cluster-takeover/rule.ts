import { reachesCluster, takeoverBy } from '../../../analysis/access/takeover';
import { accountNameOf, holdsToken } from '../../../analysis/access/token';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';

export const rule = defineRule({
  id: 'rbac-workload-cluster-takeover',
  category: 'rbac',
  title: 'No pod holds a token that can take over the cluster or a namespace',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'NSA/CISA P5', 'CIS 2.0.1 5.1.2', 'CIS 1.12 5.1.2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0267', 'C-0272', 'C-0261'],
    checkov: ['CKV2_K8S_1..5'],
  },
  visit: {
    podTemplate(pod, { all, target, report }) {
      const account = accountNameOf(pod);
      const { effectiveNamespace, objectRef } = pod.manifest;
      // Every namespace has an account "default": one of another namespace is another one.
      const namespace = account === 'default' ? effectiveNamespace : objectRef.namespaceName;
      const path = takeoverBy(namespace, account, all, target.kubernetesVersion);
      if (!path || !holdsToken(pod, all)) return;
      const { binding, does, grant } = path;
      const where = path.namespace === undefined ? 'in the cluster' : `in namespace "${path.namespace}"`;
      const steps = [`service account "${account}"`, `${binding.objectRef.kind} "${binding.objectRef.name}"`, grant];
      report({
        pointer: `${pod.specPath}/serviceAccountName`,
        message: `pod holds a token that can ${does} ${where} (${steps.join(' → ')}); bind a role that lists the needed permissions`,
        acceptedWith: path.own,
        severity: reachesCluster(path) ? Severity.HIGH : Severity.MEDIUM,
      });
    },
  },
});
