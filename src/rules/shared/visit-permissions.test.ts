import { boundInOneNamespace, grant, unbound } from '../../../test/support/grants';
import { objectsOf, type World, world } from '../../../test/support/world';
import type { DangerousPower } from '../../analysis/access/dangerous-power';
import { defineRule } from '../../engine/define-rule';
import { PodSecurityLevel } from '../../engine/rule';
import { Severity } from '../../engine/severity';
import { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { type Concern, visitPermissions } from './visit-permissions';

const EVERYTHING = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };

function found(change: (world: World) => void, powers: DangerousPower[], rest: Partial<Concern> = {}) {
  const changed = world();
  change(changed);
  const visit = visitPermissions(Severity.CRITICAL, { does: 'doing it', instead: 'remove it', powers, ...rest });
  const rule = defineRule({
    id: 'test',
    title: 'Test',
    severity: Severity.CRITICAL,
    profiles: [],
    standards: [],
    references: [],
    visit,
  });
  const all = ManifestSet.fromManifests(objectsOf(changed).map((json) => Manifest.fromJson(json)));
  return rule
    .check(all, { kubernetesVersion: '1.37', podSecurityLevel: PodSecurityLevel.RESTRICTED })
    .map(({ severity, message, pointer }) => ({ severity, message, pointer }));
}

const severities = (...args: Parameters<typeof found>) => found(...args).map(({ severity }) => severity);
const PODS: DangerousPower = { rule: 'test', verbs: ['create', 'get'], resources: ['pods', 'pods/exec'] };
const NODES: DangerousPower = { rule: 'test', verbs: ['patch'], resources: ['nodes'], scope: 'cluster' };
const NAMESPACES: DangerousPower = { rule: 'test', verbs: ['patch'], resources: ['namespaces'], scope: 'namespace' };

test('reports only the granted permissions', () => {
  expect(found(grant('role', { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }), [PODS, NODES])).toEqual(
    [
      {
        pointer: '/rules/0/resources',
        message: 'role "web" allows doing it (get pods); remove it',
        severity: 'critical',
      },
    ],
  );
});

test('reports all permissions of a rule once', () => {
  expect(found(grant('clusterRole', EVERYTHING), [PODS, NODES])).toEqual([
    {
      pointer: '/rules/0/resources',
      message: 'cluster role "web" allows doing it (create, get, patch pods, pods/exec, nodes); remove it',
      severity: 'critical',
    },
  ]);
});

test('skips cluster-scoped resources in a Role', () => {
  expect(severities(grant('role', EVERYTHING), [NODES])).toEqual([]);
  expect(found(grant('role', EVERYTHING), [PODS, NODES])[0]?.message).toContain('(create, get pods, pods/exec)');
});

test.each([
  ['any', [], ['critical']],
  ['its own', ['other', 'shop'], ['high']],
  ['another', ['other'], []],
])('a Role works on its own namespace: %s', (_, resourceNames, expected) => {
  expect(severities(grant('role', { ...EVERYTHING, resourceNames }), [NAMESPACES])).toEqual(expected);
});

test.each([
  ['by all authenticated users', NODES, () => {}, Severity.CRITICAL],
  ['by a RoleBinding, in no namespace', NODES, boundInOneNamespace, Severity.MEDIUM],
  ['by a RoleBinding, its namespace', NAMESPACES, boundInOneNamespace, Severity.CRITICAL],
  ['by no subject', NAMESPACES, unbound, Severity.MEDIUM],
])('a ClusterRole is held %s', (_, permission, and, expected) => {
  expect(severities(grant('clusterRole', EVERYTHING, and), [permission])).toEqual([expected]);
});

test('the highest severity of the effective permissions counts', () => {
  const powers = [{ ...PODS, isLesser: true }, NODES];
  const lesser = { lesser: Severity.LOW };
  expect(severities(grant('clusterRole', EVERYTHING), powers, lesser)).toEqual(['critical']);
  expect(severities(grant('clusterRole', EVERYTHING, boundInOneNamespace), powers, lesser)).toEqual(['medium']);
  expect(severities(grant('role', EVERYTHING), powers, lesser)).toEqual(['low']);
});

test('a power that ended with an older version is not reported', () => {
  expect(found(grant('role', EVERYTHING), [{ ...PODS, until: '1.36' }])).toEqual([]);
  expect(found(grant('role', EVERYTHING), [{ ...PODS, until: '1.37' }])).toHaveLength(1);
});

test.each([
  [Severity.CRITICAL, 'high'],
  [Severity.HIGH, 'medium'],
  [Severity.MEDIUM, 'low'],
  [Severity.LOW, 'info'],
  [Severity.INFO, 'info'],
])('names make %s milder: %s', (severity, expected) => {
  const named = grant('role', { ...EVERYTHING, resourceNames: ['web'] });
  const lesser = [{ ...PODS, isLesser: true }];
  expect(severities(named, lesser, { lesser: severity })).toEqual([expected]);
  expect(severities(named, lesser, { lesser: severity, sparesNamed: true })).toEqual([]);
});

test('advises something else if the rule already has names', () => {
  const message = (instead: string) => `role "web" allows doing it (create, get pods, pods/exec); ${instead}`;
  const named = grant('role', { ...EVERYTHING, resourceNames: ['web'] });
  expect(found(named, [PODS]).map((each) => each.message)).toEqual([message('remove it')]);
  expect(found(named, [PODS], { insteadNamed: 'use less' }).map((each) => each.message)).toEqual([message('use less')]);
  expect(found(grant('role', EVERYTHING), [PODS], { insteadNamed: 'use less' })[0]?.message).toBe(message('remove it'));
});

test('a role with names and without a bound subject is at most medium, too', () => {
  const named = { ...EVERYTHING, resourceNames: ['web'] };
  expect(severities(grant('clusterRole', named, unbound), [NODES])).toEqual(['medium']);
  expect(severities(grant('clusterRole', named, boundInOneNamespace), [NODES])).toEqual(['medium']);
});
