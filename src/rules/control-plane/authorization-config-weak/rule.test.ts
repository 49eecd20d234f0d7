import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const NODE = { type: 'Node', name: 'node' };
const RBAC = { type: 'RBAC', name: 'rbac' };
const webhook = (change: any = {}) => ({
  type: 'Webhook',
  name: 'guard',
  webhook: {
    ...{ timeout: '3s', subjectAccessReviewVersion: 'v1', matchConditionSubjectAccessReviewVersion: 'v1' },
    failurePolicy: 'Deny',
    connectionInfo: { type: 'KubeConfigFile', kubeConfigFile: '/etc/kubernetes/hardening/guard.conf' },
    matchConditions: [{ expression: "!request.user.startsWith('system:')" }],
    ...change,
  },
});
const asked =
  (...authorizers: any[]) =>
  ({ others }: World): void => {
    others.push({ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AuthorizationConfiguration', authorizers });
  };
const at = (pointer: string) => [`AuthorizationConfiguration /authorizers${pointer}`];

testRule(rule, {
  valid: {
    'Node and RBAC': asked(NODE, RBAC),
    'a webhook that can deny': asked(NODE, webhook(), RBAC),
  },
  invalid: {
    'every request is allowed': {
      change: asked(NODE, RBAC, { type: 'AlwaysAllow', name: 'alwaysallow' }),
      at: at('/2/type'),
      mendedBy: 'none',
    },
    'no RBAC': { change: asked(NODE), at: at('') },
    'no Node': { change: asked(RBAC), at: at(''), severity: 'medium' },
    'a policy file': {
      change: asked(NODE, { type: 'ABAC', name: 'abac' }, RBAC),
      at: at('/1/type'),
      severity: 'medium',
    },
    'a webhook that fails open': {
      change: asked(NODE, webhook({ failurePolicy: 'NoOpinion' }), RBAC),
      at: at('/1/webhook/failurePolicy'),
      severity: 'medium',
    },
    'a webhook after RBAC': { change: asked(NODE, RBAC, webhook()), at: at('/2'), severity: 'low' },
    'a webhook for every request': {
      change: asked(NODE, webhook({ matchConditions: undefined }), RBAC),
      at: at('/1/webhook/matchConditions'),
      severity: 'low',
    },
  },
});
