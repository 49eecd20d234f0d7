import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DangerousPower } from '../../src/analysis/access/dangerous-power';
import { DANGEROUS_POWERS } from '../../src/analysis/access/dangerous-powers';
import { escalationsOf } from '../../src/analysis/access/escalation';
import { Checker } from '../../src/engine/checker';
import { Profile } from '../../src/engine/profile';
import { builtInAccess } from '../../src/kubernetes/access/built-in-access';
import { isOwnGroup } from '../../src/kubernetes/api/table';
import { NEWEST_VERSION } from '../../src/kubernetes/kubernetes-version';
import { ManifestSet } from '../../src/model/manifest-set';
import { CATALOG } from '../../src/rules/catalog';

const RULES = CATALOG.filter(({ meta }) => meta.category === 'rbac');
const PROFILE = new Profile('rbac', { rules: RULES });
const API = 'rbac.authorization.k8s.io';
const CERTIFICATES = 'rbac-certificate-signing-request-approve';

/** Rules about who is bound, about words for everything, and about what roles and bindings lead to: not about one power. */
const NOT_ABOUT_ONE_POWER = `
  rbac-admin-edit-binding rbac-aggregated-escalation rbac-all-service-accounts-binding rbac-anonymous-binding
  rbac-authenticated-binding rbac-cluster-admin-binding rbac-cluster-admin-equivalent rbac-dangling-reference
  rbac-default-service-account-binding rbac-ineffective-rule rbac-system-masters-binding rbac-system-role-binding
  rbac-wildcard-api-group rbac-wildcard-non-resource-url rbac-wildcard-resource rbac-wildcard-verb
  rbac-workload-cluster-takeover`
  .trim()
  .split(/\s+/);

const versionOf = ({ until = NEWEST_VERSION }: DangerousPower) => until;
const resourcesOf = ({ resources }: DangerousPower) => (resources === 'any' ? ['k8srequiredlabels'] : resources);
const roleRule = ({ group = '' }: DangerousPower, verb: string, resource: string) => ({
  ...{ apiGroups: [group], resources: [resource], verbs: [verb] },
});
const ruleNames = (rules: readonly object[], kubernetesVersion: string) => {
  const role = { apiVersion: `${API}/v1`, kind: 'ClusterRole', metadata: { name: 'role' }, rules };
  const set = ManifestSet.fromJson([role]);
  const report = new Checker({ profile: PROFILE, today: '2026-11-24', kubernetesVersion }).check(set);
  expect(report.errors).toEqual([]);
  return new Set(report._each.findings.map(({ rule }) => rule));
};

test('each rule of roles is about powers of the table', () => {
  const known = new Set(DANGEROUS_POWERS.map(({ rule }) => rule));
  const ids = RULES.map(({ meta }) => meta.id);
  expect([...known].sort()).toEqual(ids.filter((id) => !NOT_ABOUT_ONE_POWER.includes(id)).sort());
  for (const id of NOT_ABOUT_ONE_POWER) expect(ids).toContain(id);
});

const asked = DANGEROUS_POWERS.map((power) => [power.rule, resourcesOf(power).join(), power] as const);

test.each(asked.filter(([rule]) => rule !== CERTIFICATES))(
  '%s reports each part of its power on %s',
  (rule, _, power) => {
    for (const verb of power.verbs)
      for (const resource of resourcesOf(power))
        expect([verb, resource, [...ruleNames([roleRule(power, verb, resource)], versionOf(power))]]).toEqual([
          ...[verb, resource],
          expect.arrayContaining([rule]),
        ]);
  },
);

test('certificates are signed by several powers together', () => {
  const powers = DANGEROUS_POWERS.filter(({ rule }) => rule === CERTIFICATES);
  const rules = powers.flatMap((power) =>
    power.verbs.flatMap((verb) => resourcesOf(power).map((resource) => roleRule(power, verb, resource))),
  );
  expect(ruleNames(rules, NEWEST_VERSION)).toContain(CERTIFICATES);
});

describe('the built-in role that has a way already', () => {
  const roles = builtInAccess(NEWEST_VERSION).filter(({ kind }) => kind === 'ClusterRole');
  /** What the API server writes into a role by the labels of others. */
  const heldBy = (name: string) => {
    const labels = name === 'edit' ? ['edit', 'view'] : ['admin', 'edit', 'view'];
    const parts = roles.filter(({ metadata }) =>
      labels.some((label) => metadata.labels?.[`${API}/aggregate-to-${label}`] === 'true'),
    );
    expect(parts.length).toBeGreaterThan(1);
    return parts.flatMap(({ rules }) => rules ?? []);
  };
  const held = { edit: heldBy('edit'), admin: heldBy('admin') };
  /** Whether a role allows all of a way that stands in the table with one power. */
  const allows = (name: 'edit' | 'admin', { group = '', verbs, resources }: DangerousPower) =>
    verbs.every((verb) =>
      (resources as string[]).every((resource) =>
        held[name].some(
          (rule: any) =>
            rule.apiGroups?.includes(group) && rule.resources?.includes(resource) && rule.verbs.includes(verb),
        ),
      ),
    );
  const own = DANGEROUS_POWERS.filter(({ way, group = '', until, resources }) => {
    return way && isOwnGroup(group) && until === undefined && resources !== 'any';
  });

  test.each(own.map((power) => [power.way?.does ?? '', resourcesOf(power).join(), power] as const))(
    '%s: %s',
    (_, __, power) => {
      const weakest = allows('edit', power) ? 'edit' : allows('admin', power) ? 'admin' : undefined;
      expect(power.way?.heldBy).toBe(weakest);
    },
  );
});

test('the ways to more are the powers that the table says, in its order', () => {
  const everything = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };
  const found = escalationsOf(everything, NEWEST_VERSION);
  const ranks = found.map(({ rank }) => rank);
  expect(ranks).toEqual([...ranks].sort((one, other) => one - other));
  expect(new Set(found.map(({ rule }) => rule)).size).toBeGreaterThan(15);
});

test('the page about access names all of these rules, and the rules about wildcards', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'access.md'), 'utf8');
  const [, table = ''] = /\| what \| why \| rules \|\n([\s\S]*?)\n\n/.exec(page) ?? [];
  const named = new Set([...table.matchAll(/\]\(rules\/([\w-]+)\.md\)/g)].map(([, id]) => id));
  const wildcards = NOT_ABOUT_ONE_POWER.filter((id) => id.startsWith('rbac-wildcard-'));
  expect([...named].sort()).toEqual([...new Set(DANGEROUS_POWERS.map(({ rule }) => rule)), ...wildcards].sort());
});
