import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';
import { WILDCARD_RULES } from '../../shared/wildcards';
import { onWorkloads, workloadResources } from '../../shared/workload-resources';

export const rule = defineRule({
  id: 'rbac-workload-modify',
  category: 'rbac',
  impliedBy: WILDCARD_RULES,
  title: 'Roles do not change pods or workloads',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'CIS 2.0.1 5.1.4', 'CIS 1.12 5.1.4', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE, CIS_BENCHMARK],
  equivalents: {
    kubescape: ['C-0267', 'C-0007 (delete)'],
    trivy: ['KSV-0048'],
  },
  options: [workloadResources],
  visit: visitPermissions(Severity.MEDIUM, {
    does: 'changing what pods run',
    instead: 'use deployments/scale if only the number of pods changes, or name the needed objects in resourceNames',
    insteadNamed: 'remove the verbs that it does not need',
    powers: ({ option }) => onWorkloads('rbac-workload-modify', option(workloadResources)),
  }),
});
