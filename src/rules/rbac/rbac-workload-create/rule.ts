import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';
import { onWorkloads, workloadResources } from '../../shared/workload-resources';

export const rule = defineRule({
  id: 'rbac-workload-create',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not create pods or workloads',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.4', 'CIS 1.12 5.1.4', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0188', 'C-0267 (pods only)'],
    kubeLinter: ['access-to-create-pods'],
    trivy: ['KSV-0048'],
  },
  options: [workloadResources],
  visit: visitPermissions(Severity.HIGH, {
    does: 'running pods with any content',
    instead: 'bind it only to a pipeline, or list resources that create no pods',
    powers: ({ option }) => onWorkloads('rbac-workload-create', option(workloadResources)),
  }),
});
