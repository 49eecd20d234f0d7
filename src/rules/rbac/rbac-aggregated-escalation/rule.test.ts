import { findingsOf, placesOf } from '../../../../test/support/findings';
import { RBAC_GROUP } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const label = (target: string, value = 'true') => ({ [`rbac.authorization.k8s.io/aggregate-to-${target}`]: value });
const aggregated = (target: string, verbs: string[], group: string, resources: string[]) => {
  return ({ clusterRole }: World): void => {
    clusterRole.metadata.labels = label(target);
    clusterRole.rules.push({ apiGroups: [group], resources, verbs });
  };
};

testRule(rule, {
  valid: {
    'a kind of its own': aggregated('view', ['get', 'list', 'watch'], 'example.com', ['widgets']),
    'no label': { change: aggregated('other', ['get'], '', ['nodes/proxy']), also: ['rbac-node-proxy'] },
    'a label with the value false': {
      change: ({ clusterRole }) => {
        clusterRole.metadata.labels = label('view', 'false');
        clusterRole.rules.push({ apiGroups: [''], resources: ['nodes/proxy'], verbs: ['get'] });
      },
      also: ['rbac-node-proxy'],
    },
    'a Role with the label': {
      change: ({ role }) => {
        role.metadata.labels = label('view');
        role.rules.push({ apiGroups: [''], resources: ['pods/exec'], verbs: ['create'] });
      },
      also: ['rbac-pod-exec'],
    },
    'what edit already has': { change: aggregated('edit', ['create'], '', ['pods/exec']), also: ['rbac-pod-exec'] },
    'a selector for a label of its own': ({ clusterRole }) => {
      clusterRole.aggregationRule = { clusterRoleSelectors: [{ matchLabels: { 'example.com/monitors': 'true' } }] };
      clusterRole.rules = [];
    },
    'a copy of view': ({ clusterRole }) => {
      clusterRole.aggregationRule = { clusterRoleSelectors: [{ matchLabels: label('view') }] };
      clusterRole.rules = [];
    },
    'what admin already has': {
      change: aggregated('admin', ['create'], RBAC_GROUP, ['rolebindings']),
      also: ['rbac-role-modify'],
    },
  },
  invalid: {
    'exec added to view': {
      change: aggregated('view', ['create'], '', ['pods/exec']),
      at: ['ClusterRole /rules/1/verbs'],
      severity: 'high',
      mendedBy: 'none',
      also: ['rbac-pod-exec'],
    },
    'secrets added to view': {
      change: aggregated('view', ['get'], '', ['secrets']),
      at: ['ClusterRole /rules/1/verbs'],
      severity: 'high',
      also: ['rbac-secrets-read'],
    },
    'pods added to view': {
      change: aggregated('view', ['create'], 'apps', ['deployments']),
      at: ['ClusterRole /rules/1/verbs'],
      also: ['rbac-workload-create'],
    },
    'workflows added to view': {
      change: aggregated('view', ['create'], 'argoproj.io', ['workflows']),
      at: ['ClusterRole /rules/1/verbs'],
      also: ['rbac-workload-create'],
    },
    'applications added to edit': {
      change: aggregated('edit', ['create'], 'argoproj.io', ['applications']),
      at: ['ClusterRole /rules/1/verbs'],
      also: ['rbac-workload-create'],
    },
    'exceptions from policies added to admin': {
      change: aggregated('admin', ['create'], 'kyverno.io', ['policyexceptions']),
      at: ['ClusterRole /rules/1/verbs'],
      also: ['rbac-admission-config-modify'],
    },
    'a copy of edit': {
      change: ({ clusterRole }) => {
        clusterRole.aggregationRule = {
          clusterRoleSelectors: [{ matchLabels: { 'example.com/monitors': 'true' } }, { matchLabels: label('edit') }],
        };
      },
      at: ['ClusterRole /aggregationRule/clusterRoleSelectors/1'],
      severity: 'high',
      mendedBy: 'none',
    },
    'a copy of admin that no subject has': {
      change: (world) => {
        world.clusterRole.aggregationRule = {
          clusterRoleSelectors: [
            { matchExpressions: [{ key: `${RBAC_GROUP}/aggregate-to-admin`, operator: 'Exists' }] },
          ],
        };
        world.clusterRoleBinding = undefined;
      },
      at: ['ClusterRole /aggregationRule/clusterRoleSelectors/0'],
    },
    'nodes added to edit': {
      change: aggregated('edit', ['get'], '', ['nodes/proxy']),
      at: ['ClusterRole /rules/1/verbs'],
      also: ['rbac-node-proxy'],
    },
  },
});

describe('each role has what the weaker ones have', () => {
  const clusterRole = (labels: any, rules: any, name = 'widgets') => ({
    apiVersion: `${RBAC_GROUP}/v1`,
    kind: 'ClusterRole',
    metadata: { name, labels },
    rules,
  });
  const bindings = [{ apiGroups: [RBAC_GROUP], resources: ['rolebindings'], verbs: ['create'] }];
  const exec = [{ apiGroups: [''], resources: ['pods/exec'], verbs: ['create'] }];
  const MEDIUM = ['medium ClusterRole /rules/0/verbs'];
  const HIGH = ['high ClusterRole /rules/0/verbs'];

  test.each<[any, any, string[]]>([
    [label('view'), bindings, MEDIUM],
    [label('edit'), bindings, MEDIUM],
    [label('admin'), bindings, []],
    [label('view'), exec, HIGH],
    [label('edit'), exec, []],
    [label('admin'), exec, []],
    [{ ...label('admin'), ...label('edit'), ...label('view') }, exec, HIGH],
    [label('admin'), [{ apiGroups: [RBAC_GROUP], resources: ['roles'], verbs: ['bind'] }], MEDIUM],
    [label('admin'), [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }], MEDIUM],
    [label('view'), null, []],
    [{ ...label('view'), 'kubernetes.io/bootstrapping': 'rbac-defaults' }, exec, HIGH],
    [undefined, exec, []],
    [null, exec, []],
  ])('%j %j', (labels, rules, expected) => {
    expect(placesOf(rule, [clusterRole(labels, rules)])).toEqual(expected);
  });

  test.each([
    ['admin', true, []],
    ['admin', false, ['medium ClusterRole /aggregationRule/clusterRoleSelectors/0']],
    ['other', true, ['medium ClusterRole /aggregationRule/clusterRoleSelectors/0']],
  ])('the aggregating role %s, with the label of the API server: %s', (name, isShipped, expected) => {
    const labels = isShipped ? { 'kubernetes.io/bootstrapping': 'rbac-defaults' } : {};
    const role = {
      ...clusterRole(labels, [], name),
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: label('admin') }] },
    };
    expect(placesOf(rule, [role])).toEqual(expected);
  });

  test('the API server’s own', () => {
    const labels = { ...label('view'), 'kubernetes.io/bootstrapping': 'rbac-defaults' };
    expect(placesOf(rule, [clusterRole(labels, exec, 'system:aggregate-to-view')])).toEqual([]);
  });

  test('the message names each thing once', () => {
    const rules = [{ apiGroups: [''], resources: ['pods/exec', 'pods/attach', 'secrets'], verbs: ['get', 'create'] }];
    expect(findingsOf(rule, [clusterRole(label('view'), rules)]).map(({ message }) => message)).toEqual([
      'cluster role "widgets" lets all subjects of "view" read all secrets, run commands in pods, write secrets; remove label rbac.authorization.k8s.io/aggregate-to-view, and bind the role by itself',
    ]);
  });
});
