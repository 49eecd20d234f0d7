import { bootstrapped, grant, unbound } from '../../../../test/support/grants';
import { testRule } from '../../../../test/support/rule-tester';
import { objectsOf, world } from '../../../../test/support/world';
import { PodSecurityLevel } from '../../../engine/rule';
import { Manifest } from '../../../model/manifest';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';

const url = (...nonResourceURLs: string[]) => ({ nonResourceURLs, verbs: ['*'] });
const AT = ['ClusterRole /rules/0/nonResourceURLs'];
const also = ['rbac-wildcard-verb'];

testRule(rule, {
  valid: {
    'one URL': grant('clusterRole', { ...url('/metrics'), verbs: ['get'] }),
    'every URL, to read': grant('clusterRole', { ...url('*'), verbs: ['get'] }),
    'every URL, with no verb': grant('clusterRole', { ...url('*'), verbs: null }),
    'null URLs': grant('clusterRole', { verbs: ['get'], nonResourceURLs: null }),
    'no URL': grant('clusterRole', { ...url(), verbs: ['get'] }),
    'URLs below one, to read': grant('clusterRole', { ...url('/healthz/*'), verbs: ['get'] }),
    'roles of the API server': grant('clusterRole', url('*'), bootstrapped),
  },
  invalid: {
    'every URL': { change: grant('clusterRole', url('*')), at: AT, also, mendedBy: 'none' },
    'every URL below the root': { change: grant('clusterRole', url('/*')), at: AT, also },
    'more stars, which the API server removes': { change: grant('clusterRole', url('/**')), at: AT, also },
    'beside others': { change: grant('clusterRole', url('/metrics', '*')), at: AT, also },
    'beside another verb': { change: grant('clusterRole', { ...url('*'), verbs: ['get', '*'] }), at: AT, also },
    unbound: { change: grant('clusterRole', url('*'), unbound), at: AT, also },
  },
});

describe('leaves to rbac-wildcard-verb', () => {
  const allowed = (where: 'role' | 'clusterRole', rules: unknown) => {
    const changed = world();
    changed[where].rules = [rules];
    const all = ManifestSet.fromManifests(objectsOf(changed).map((json) => Manifest.fromJson(json)));
    return rule.check(all, { kubernetesVersion: '1.37', podSecurityLevel: PodSecurityLevel.RESTRICTED });
  };

  test.each([
    ['URLs below one', url('/healthz/*')],
    ['a star that is part of a path', url('/*/web')],
    ['one URL', url('/metrics')],
  ])('%s, with every method', (_, rules) => {
    expect(allowed('clusterRole', rules)).toEqual([]);
  });

  test('a Role, in which the API server refuses URLs', () => {
    expect(allowed('role', url('*'))).toEqual([]);
  });
});
