import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, RBAC_GOOD_PRACTICES } from '../../shared/sources';
import { visitPermissions } from '../../shared/visit-permissions';

export const rule = defineRule({
  id: 'rbac-pod-service-proxy',
  category: 'rbac',
  impliedBy: ['rbac-cluster-admin-equivalent', 'rbac-wildcard-resource', 'rbac-wildcard-verb'],
  title: 'Roles do not send requests to pods and services through the API server',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', 'OWASP K03:2022', 'OWASP K02:2025'],
  references: [RBAC_GOOD_PRACTICES, NSA_GUIDE],
  visit: visitPermissions(Severity.MEDIUM, {
    does: 'sending requests to workloads through the API server',
    instead: 'list the needed resources without proxy',
    permissions: [
      { verbs: ['get', 'create', 'update', 'patch', 'delete'], resources: ['pods/proxy', 'services/proxy'] },
    ],
  }),
});
