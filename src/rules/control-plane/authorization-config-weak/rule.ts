import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { ReportDescriptor } from '../../../engine/visitor';
import { cisSections } from '../../shared/control-plane/sources';
import { CIS_BENCHMARK, NSA_GUIDE } from '../../shared/sources';

const { HIGH, MEDIUM, LOW } = Severity;
const [ALLOWING, NODE, ROLES] = ['1.2.6', '1.2.7', '1.2.8'] as const;

export const rule = defineRule({
  id: 'authorization-config-weak',
  category: 'control-plane',
  title: 'The API server asks Node and RBAC, and its webhooks can deny',
  severity: HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA A2', ...cisSections([ALLOWING, NODE, ROLES]), 'OWASP K03:2022', 'OWASP K09:2025'],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authorization/#using-configuration-file-for-authorization',
    NSA_GUIDE,
    CIS_BENCHMARK,
  ],
  equivalents: {},
  visit: {
    types: ['apiserver.config.k8s.io/AuthorizationConfiguration'],
    manifest(config, { report }) {
      const authorizers: any[] = config.value('/authorizers') ?? [];
      const types = authorizers.map(({ type }) => type);
      const rbac = types.indexOf('RBAC');
      if (rbac < 0)
        report({
          ...{ pointer: '/authorizers', standards: cisSections([ROLES]) },
          message: 'no authorizer is of type "RBAC"; add one',
        });
      if (!types.includes('Node'))
        report({
          ...{ pointer: '/authorizers', standards: cisSections([NODE]) },
          message:
            'no authorizer is of type "Node", so kubelets need more rights than their own; add one before "RBAC"',
          severity: MEDIUM,
        });
      authorizers.forEach((authorizer, index) => {
        for (const found of problemsOf(authorizer, `/authorizers/${index}`, rbac >= 0 && index > rbac))
          report({ standards: [], ...found });
      });
    },
  },
});

function problemsOf({ type, name, webhook }: any, pointer: string, isAfterRbac: boolean): ReportDescriptor[] {
  if (type === 'AlwaysAllow')
    return [
      {
        ...{ pointer: `${pointer}/type`, standards: cisSections([ALLOWING]) },
        message: `authorizer "${name}" allows every request; remove it`,
      },
    ];
  if (type === 'ABAC') {
    const message = `authorizer "${name}" reads a file that only a restart of the API server changes; use "RBAC"`;
    return [{ pointer: `${pointer}/type`, message, severity: MEDIUM }];
  }
  if (type !== 'Webhook') return [];
  if (isAfterRbac) {
    const message = `webhook "${name}" stands after "RBAC", so it cannot deny what that allows; make it an earlier one`;
    return [{ pointer, message, severity: LOW }];
  }
  if (webhook?.failurePolicy !== 'Deny') {
    const message = `webhook "${name}" denies nothing while it does not answer; set failurePolicy to "Deny"`;
    return [{ pointer: `${pointer}/webhook/failurePolicy`, message, severity: MEDIUM }];
  }
  if ((webhook.matchConditions ?? []).length > 0) return [];
  const message = `webhook "${name}" is asked about every request, so nothing works while it does not answer; add matchConditions that leave out the control plane`;
  return [{ pointer: `${pointer}/webhook/matchConditions`, message, severity: LOW }];
}
