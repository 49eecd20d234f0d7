import { boundInOneNamespace, grant, RBAC_GROUP, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { objectsOf, world } from '../../../../test/support/world';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { Manifest } from '../../../model/manifest';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';

const bind = (...resources: string[]) => ({ apiGroups: [RBAC_GROUP], resources, verbs: ['bind'] });
const ROLE = ['Role /rules/0/verbs'];
const CLUSTER_ROLE = ['ClusterRole /rules/0/verbs'];

testRule(rule, {
  valid: {
    'to create one by name': grant('role', {
      ...bind('rolebindings'),
      verbs: ['create'],
      resourceNames: ['web'],
    }),
    'on bindings, where the API server does not check it': grant(
      'clusterRole',
      bind('rolebindings', 'clusterrolebindings'),
    ),
    'in another group': grant('clusterRole', { ...bind('clusterroles'), apiGroups: [''] }),
    'the binding of pods to nodes': grant('clusterRole', {
      apiGroups: [''],
      resources: ['pods/binding'],
      verbs: ['bind'],
    }),
  },
  invalid: {
    'on roles': { change: grant('role', bind('roles')), at: ROLE, mendedBy: 'none' },
    'on cluster roles in a Role, which works in its namespace': {
      change: grant('role', bind('clusterroles')),
      at: ROLE,
    },
    'on cluster roles': { change: grant('clusterRole', bind('clusterroles')), at: CLUSTER_ROLE },
    'on cluster roles, bound in one namespace': {
      change: grant('clusterRole', bind('clusterroles'), boundInOneNamespace),
      at: CLUSTER_ROLE,
    },
    'the role that allows everything': {
      change: grant('role', { ...bind('clusterroles'), resourceNames: ['view', 'cluster-admin'] }),
      at: ROLE,
    },
    'a powerful role': {
      change: grant('role', { ...bind('clusterroles'), resourceNames: ['edit'] }),
      at: ROLE,
    },
    'a role that does little': {
      change: grant('role', { ...bind('clusterroles'), resourceNames: ['view'] }),
      at: ROLE,
      severity: 'high',
    },
    'a star among the names, which is a name': {
      change: grant('role', { ...bind('clusterroles'), resourceNames: ['*'] }),
      at: ROLE,
      severity: 'high',
    },
    'not bound to a subject': { change: grant('role', bind('roles'), unbound), at: ROLE, severity: 'medium' },
    'every verb': {
      change: grant('clusterRole', { ...bind('clusterroles'), verbs: ['*'] }),
      at: CLUSTER_ROLE,
      also: ['rbac-escalate', 'rbac-role-modify', 'rbac-wildcard-verb'],
    },
  },
});

test.each([
  ['allows everything', ['*'], Severity.CRITICAL],
  ['may only read', ['get', 'list', 'watch'], Severity.HIGH],
])('a named role of the set that %s', (_, verbs, severity) => {
  const changed = world();
  grant('role', { ...bind('clusterroles'), resourceNames: ['web'] })(changed);
  changed.clusterRole.rules = [{ apiGroups: ['*'], resources: ['*'], verbs }];
  const all = ManifestSet.fromManifests(objectsOf(changed).map((json) => Manifest.fromJson(json)));
  const target = { kubernetesVersion: '1.37', podSecurityLevel: PodSecurityLevel.RESTRICTED };
  const ofRole = rule.check(all, target).filter((finding) => finding.objectRef.kind === 'Role');
  expect(ofRole.map((finding) => finding.severity)).toEqual([severity]);
});
