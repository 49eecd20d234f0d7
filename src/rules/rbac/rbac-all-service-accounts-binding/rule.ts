import { USUAL_FOR_ACCOUNTS } from '../../../analysis/access/usual-roles';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { type BroadSubject, visitSubjects } from '../../shared/visit-subjects';

const OF_NAMESPACE = 'system:serviceaccounts:';
/** What the API server and kubeadm grant to kubelets. */
export const USUAL_FOR_NODES =
  /^(system:node(-[a-z-]+)?|system:certificates\.k8s\.io:[a-z.:-]+|kubeadm:(kubelet-config|nodes-kubeadm-config|kubeadm-certs)(-1\.\d+)?)$/;

export const rule = defineRule({
  id: 'rbac-all-service-accounts-binding',
  category: 'rbac',
  title: 'No binding grants a role to all service accounts or nodes',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.5', 'CIS 1.12 5.1.5', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  visit: visitSubjects((name): BroadSubject | undefined => {
    if (name === 'system:nodes') {
      return { who: 'every node', kind: 'Group', isUsual: (role) => USUAL_FOR_NODES.test(role) };
    }
    const isUsual = (role: string) => USUAL_FOR_ACCOUNTS.includes(role);
    if (name === 'system:serviceaccounts') return { who: 'every service account', kind: 'Group', isUsual };
    const namespace = name.startsWith(OF_NAMESPACE) ? name.slice(OF_NAMESPACE.length) : '';
    if (namespace === '') return undefined;
    return { who: `every service account of namespace "${namespace}"`, kind: 'Group', isUsual };
  }),
});
