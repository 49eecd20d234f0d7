import { HEALTH_PATHS } from '../../../analysis/cluster/authentication';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'anonymous-requests',
  category: 'control-plane',
  title: 'The API server answers anonymous requests for its health alone',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A1', 'CIS 2.0.1 1.2.1', 'CIS 1.12 1.2.1', 'OWASP K06:2022', 'OWASP K09:2025'],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-authenticator-configuration',
    NSA_GUIDE,
    CIS_BENCHMARK,
  ],
  equivalents: {},
  visit: {
    types: ['apiserver.config.k8s.io/AuthenticationConfiguration'],
    manifest(config, { report }) {
      if (config.value('/anonymous/enabled') !== true) return;
      const conditions: { path?: string }[] = config.value('/anonymous/conditions') ?? [];
      if (conditions.length === 0) {
        report({
          pointer: '/anonymous/enabled',
          message: `anonymous requests may be for every path; add conditions for ${HEALTH_PATHS.join(', ')}`,
          fix: config.patchTo(
            '/anonymous/conditions',
            HEALTH_PATHS.map((path) => ({ path })),
          ),
        });
      }
      conditions.forEach(({ path = '' }, index) => {
        if (HEALTH_PATHS.includes(path)) return;
        report({
          pointer: `/anonymous/conditions/${index}/path`,
          message: `anonymous requests may be for "${path}"; remove the condition`,
          severity: Severity.MEDIUM,
        });
      });
    },
  },
});
