import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const anonymous =
  (value: any) =>
  ({ others }: World): void => {
    others.push({ apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AuthenticationConfiguration', anonymous: value });
  };
const paths = (...list: string[]) => anonymous({ enabled: true, conditions: list.map((path) => ({ path })) });
const at = (pointer: string) => [`AuthenticationConfiguration /anonymous${pointer}`];

testRule(rule, {
  valid: {
    'no anonymous requests': anonymous({ enabled: false }),
    'health alone': paths('/livez', '/readyz', '/healthz'),
    'a file that says nothing': anonymous(null),
  },
  invalid: {
    'every path': { change: anonymous({ enabled: true }), at: at('/enabled'), mendedBy: 'fill' },
    'no conditions': { change: anonymous({ enabled: true, conditions: [] }), at: at('/enabled') },
    'metrics, and what nodes read when they join': {
      change: paths('/livez', '/metrics', '/api/v1/namespaces/kube-public/configmaps/cluster-info'),
      at: [...at('/conditions/1/path'), ...at('/conditions/2/path')],
      severity: 'medium',
      mendedBy: 'none',
    },
  },
});
