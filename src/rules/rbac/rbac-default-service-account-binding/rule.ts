import { CLUSTER_ROLE_BINDING, ROLE_BINDING } from '../../../analysis/access/roles';
import { granteeOf, subjectsOf } from '../../../analysis/access/subjects';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';

export const rule = defineRule({
  id: 'rbac-default-service-account-binding',
  category: 'rbac',
  title: 'No binding grants a role to the service account default',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'NSA/CISA P5', 'CIS 2.0.1 5.1.5', 'CIS 1.12 5.1.5', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0225', 'C-0239', 'C-0053'],
    checkov: ['CKV_K8S_42'],
  },
  visit: {
    types: [ROLE_BINDING, CLUSTER_ROLE_BINDING],
    manifest(binding, { report }) {
      const { kind: roleKind, name: roleName } = binding.json.roleRef ?? {};
      subjectsOf(binding).forEach((subject, index) => {
        const grantee = granteeOf(subject, binding);
        const isAccount = subject.kind === 'ServiceAccount' && subject.name === 'default';
        const isUser = grantee?.kind === 'User' && /^system:serviceaccount:[^:]+:default$/.test(grantee.name);
        if (!isAccount && !isUser) return;
        const namespace = grantee?.name.slice('system:serviceaccount:'.length, -':default'.length);
        const whose = grantee ? `of namespace "${namespace}"` : 'without a namespace, which the API server refuses';
        report({
          pointer: `/subjects/${index}/name`,
          message: `binding "${binding.objectRef.name}" grants ${roleKind} "${roleName}" to the service account "default" ${whose}; use a separate account for the application`,
        });
      });
    },
  },
});
