import { tmpdir } from 'node:os';
import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import fc from 'fast-check';
import { LockedServiceAccount } from '../../src';
import type { AccessRequest, Judge, PolicyRule, RbacWorld } from '../judge';
import { grouped, type Outcome, type Settings, type Suite } from '../suite';

/** What a program asks `LockedServiceAccount.allow` for. */
interface Grant {
  readonly verbs: string[];
  readonly group: string;
  readonly resource: string;
  readonly names: string[];
  readonly namespace: string;
}

const HOME = 'shop';
const RBAC = 'rbac.authorization.k8s.io';
const AUTHENTICATION = 'authentication.k8s.io';

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'use'];
const RESOURCES: readonly [group: string, resource: string][] = [
  ['', 'configmaps'],
  ['', 'secrets'],
  ['', 'pods'],
  ['', 'pods/log'],
  ['', 'events'],
  ['', 'serviceaccounts/token'],
  ['apps', 'deployments'],
  ['apps', 'deployments/scale'],
  ['coordination.k8s.io', 'leases'],
  ['example.com', 'widgets'],
  ['example.com', 'widgets/status'],
];
const NAMES = ['settings', 'web', 'a.b'];

const grant: fc.Arbitrary<Grant> = fc
  .tuple(
    fc.subarray(VERBS, { minLength: 1 }),
    fc.constantFrom(...RESOURCES),
    fc.oneof(fc.constant([]), fc.subarray(NAMES)),
    fc.constantFrom(HOME, 'monitoring'),
  )
  .map(([verbs, [group, resource], names, namespace]) => ({ verbs, group, resource, names, namespace }));

/** Grants among which are those that upstream's guard knows: `escalate`, `bind`, `impersonate`, and wildcards. */
const markedGrant: fc.Arbitrary<Grant> = fc.record(
  {
    verbs: fc.subarray(['get', 'escalate', 'bind', 'impersonate', '*', 'impersonate:user-info'], {
      minLength: 1,
      maxLength: 2,
    }),
    group: fc.constantFrom('', RBAC, AUTHENTICATION, 'example.com', '*'),
    resource: fc.constantFrom('configmaps', 'roles', 'clusterroles', 'users', 'groups', 'uids', 'widgets', '*', '*/status'),
    names: fc.constantFrom([], ['admin']),
    namespace: fc.constant(HOME),
  },
  { noNullPrototype: true },
);

/** What an account is granted is what it can do; what would make it more is refused. */
export const access: Suite = {
  name: 'access',
  guarantee:
    'The grants of a `LockedServiceAccount` allow the requests that were declared and no others, and cannot be widened with them; what upstream marks (`escalate`, `bind`, `impersonate`, wildcards) is refused',
  by: "upstream's RBAC authorizer, `Covers` and escalation guard",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    const worlds = Math.ceil(count / 5);
    let requests = 0;
    let accepted = 0;
    const exact = fc.asyncProperty(fc.array(grant, { minLength: 1, maxLength: 4 }), async (grants) => {
      const { world, declared, user } = granted(grants);
      accepted += declared.length;
      requests += await expectExactly(judge, world, declared, user);
      await expectCovered(judge, world, declared);
      await expectNoEscalation(judge, world, user);
    });
    await fc.assert(exact, { numRuns: worlds, seed });
    if (accepted < worlds) throw new Error(`only ${accepted} grants in ${worlds} worlds were accepted; mend the generator`);

    const marks = new Map<string, number>();
    const refused = fc.asyncProperty(markedGrant, async (each) => {
      const found = await marksOf(judge, each);
      for (const mark of found) marks.set(mark, (marks.get(mark) ?? 0) + 1);
      if (found.length === 0 || granted([each]).declared.length === 0) return;
      throw new Error(`LockedServiceAccount accepts a grant that upstream marks: ${found.join(', ')}\n${JSON.stringify(each)}`);
    });
    await fc.assert(refused, { numRuns: count, seed });
    for (const mark of MARKS) {
      if (!marks.has(mark)) throw new Error(`no grant with the mark "${mark}" was generated; use a higher --count`);
    }
    return {
      cases: `${grouped(requests)} requests around ${grouped(accepted)} grants, ${grouped(count)} grants with marks among them`,
    };
  },
};

/** The RBAC objects of an account that was granted what it accepts of some grants, and what it accepted. */
function granted(grants: readonly Grant[]): { world: RbacWorld; declared: Grant[]; user: string } {
  const chart = new Chart(new App({ outdir: tmpdir() }), 'shop', { namespace: HOME });
  const account = new LockedServiceAccount(chart, 'account');
  const declared = grants.filter(({ verbs, group, resource, names, namespace }) => {
    const kind = kplus.ApiResource.custom({ apiGroup: group, resourceType: resource });
    try {
      account.allow(verbs, kind, { names: names.length > 0 ? names : undefined, namespace });
      return true;
    } catch {
      return false;
    }
  });
  const objects = Testing.synth(chart);
  const ofKind = (kind: string) => objects.filter((object) => object.kind === kind);
  const world = { roles: ofKind('Role'), roleBindings: ofKind('RoleBinding') };
  return { world, declared, user: `system:serviceaccount:${HOME}:${account.name}` };
}

async function expectExactly(judge: Judge, world: RbacWorld, declared: readonly Grant[], user: string): Promise<number> {
  const requests = declared.flatMap((each) => neighboursOf(each, user));
  const { decisions } = await judge.ask('rbac', { ...world, requests });
  decisions.forEach(({ allowed, reason }, index) => {
    const request = requests[index] as AccessRequest;
    const expected = request.user === user && declared.some((each) => declares(each, request));
    if (allowed === expected) return;
    throw new Error(
      `${JSON.stringify(request)} was ${expected ? '' : 'not '}declared, and upstream ${allowed ? 'allows' : 'denies'} it: ${reason ?? ''}\n` +
        `declared ${JSON.stringify(declared)}\nrendered ${JSON.stringify(world)}`,
    );
  });
  return requests.length;
}

/** What a grant says, word by word. */
function declares({ verbs, group, resource, names, namespace }: Grant, request: AccessRequest): boolean {
  const asked = [request.resource, request.subresource].filter(Boolean).join('/');
  return (
    verbs.includes(request.verb) &&
    group === request.apiGroup &&
    resource === asked &&
    namespace === request.namespace &&
    (names.length === 0 || names.includes(request.name ?? ''))
  );
}

/** The requests that a grant allows, and those that differ from them in one thing. */
function neighboursOf({ verbs, group, resource, names, namespace }: Grant, user: string): AccessRequest[] {
  const of = (asked: string, rest: Omit<AccessRequest, 'resource' | 'user'>): AccessRequest => {
    const [plain, subresource] = asked.split('/') as [string, string?];
    return { user, resource: plain, subresource, ...rest };
  };
  const [plain = ''] = resource.split('/');
  return verbs.flatMap((verb) =>
    [...names, ''].flatMap((name) => {
      const exact = { verb, apiGroup: group, namespace, name };
      return [
        of(resource, exact),
        ...[...VERBS, 'escalate', 'bind', 'impersonate', '*', 'GET'].map((other) => of(resource, { ...exact, verb: other })),
        ...['', 'apps', 'example.com', 'core', RBAC].map((apiGroup) => of(resource, { ...exact, apiGroup })),
        ...[plain, `${plain}/status`, `${plain}/log`, `${plain}/scale`, `${plain}/exec`].map((other) => of(other, exact)),
        ...['pods', 'secrets', 'configmaps', 'widgets', 'nodes'].map((other) => of(other, exact)),
        ...[...NAMES, 'other', '', '*', 'setting'].map((other) => of(resource, { ...exact, name: other })),
        ...[HOME, 'monitoring', 'kube-system', 'default', ''].map((other) => of(resource, { ...exact, namespace: other })),
        ...['monitoring:account', `${HOME}:default`].map((other) => ({
          ...of(resource, exact),
          user: `system:serviceaccount:${other}`,
        })),
        { ...of(resource, exact), user: 'system:anonymous' },
      ];
    }),
  );
}

/** Rendered and declared rules cover each other, namespace by namespace. */
async function expectCovered(judge: Judge, { roles = [] }: RbacWorld, declared: readonly Grant[]): Promise<void> {
  for (const namespace of new Set(declared.map((each) => each.namespace))) {
    const rendered = (roles as any[]).filter(({ metadata }) => metadata.namespace === namespace).flatMap(({ rules }) => rules);
    const wanted = declared.filter((each) => each.namespace === namespace).map(ruleOf);
    for (const [owner, servant] of [
      [rendered, wanted],
      [wanted, rendered],
    ] as [PolicyRule[], PolicyRule[]][]) {
      const { covered, uncovered } = await judge.ask('covers', { owner, servant });
      if (covered) continue;
      throw new Error(`${JSON.stringify(owner)} does not cover ${JSON.stringify(servant)}: ${JSON.stringify(uncovered)}`);
    }
  }
}

function ruleOf({ verbs, group, resource, names }: Grant): PolicyRule {
  return { apiGroups: [group], resources: [resource], ...(names.length > 0 ? { resourceNames: names } : {}), verbs };
}

const ALL = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };
const TO_ROLES = ['cluster-admin', 'admin'];
const roleNamed = (name: string) => object('Role', name, { rules: [ALL] });
const bindingTo = (name: string, user: string) =>
  object('RoleBinding', 'more', {
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
    subjects: [{ kind: 'User', name: user, apiGroup: RBAC }],
  });

function object(kind: string, name: string, rest: object): object {
  return { apiVersion: `${RBAC}/v1`, kind, metadata: { name, namespace: HOME }, ...rest };
}

/** Even if somebody lets the account create roles and bindings, it cannot grant more than it has. */
async function expectNoEscalation(judge: Judge, world: RbacWorld, user: string): Promise<void> {
  for (const wish of [roleNamed('more'), ...TO_ROLES.map((name) => bindingTo(name, user))]) {
    const { allowed, message = '' } = await judge.ask('escalation', { ...world, bootstrap: true, as: { user }, object: wish });
    if (!allowed && /attempting to grant RBAC permissions not currently held/.test(message)) continue;
    throw new Error(`upstream's guard lets the account create ${JSON.stringify(wish)}: ${message}\n${JSON.stringify(world)}`);
  }
}

const MARKS = ['escalate', 'bind', 'impersonate', 'wildcard verb', 'wildcard group', 'wildcard resource'];

/** What upstream says of a grant that nobody refused: a Role with the grant as its one rule. */
async function marksOf(judge: Judge, each: Grant): Promise<string[]> {
  const user = 'jane';
  const world = {
    clusterRoles: [object('ClusterRole', 'raw', { rules: [ruleOf(each)] })],
    clusterRoleBindings: [
      object('ClusterRoleBinding', 'raw', {
        roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'raw' },
        subjects: [{ kind: 'User', name: user, apiGroup: RBAC }],
      }),
    ],
  };
  const lets = async (...wishes: object[]) => {
    const ask = (wish: object) => judge.ask('escalation', { ...world, bootstrap: true, as: { user }, object: wish });
    return (await Promise.all(wishes.map(ask))).some(({ allowed }) => allowed);
  };
  const allows = async (verbs: string[], groups: string[], resources: string[]) => {
    const requests = verbs.flatMap((verb) =>
      groups.flatMap((apiGroup) =>
        resources.flatMap((resource) =>
          ['', 'status'].flatMap((subresource) =>
            [...each.names, ''].map((name) => ({ user, verb, apiGroup, resource, subresource, name, namespace: '' })),
          ),
        ),
      ),
    );
    return (await judge.ask('rbac', { ...world, requests })).decisions.some(({ allowed }) => allowed);
  };
  const { verbs, group, resource } = each;
  const plain = resource.split('/')[0] as string;
  const marks: readonly [string, Promise<boolean>][] = [
    ['escalate', lets(roleNamed('more'), roleNamed('admin'))],
    ['bind', lets(...TO_ROLES.map((name) => bindingTo(name, user)))],
    [
      'impersonate',
      allows(['impersonate', 'impersonate:user-info'], ['', AUTHENTICATION], ['users', 'groups', 'serviceaccounts', 'uids']),
    ],
    ['wildcard verb', allows(['frobnicate'], [group], [plain])],
    ['wildcard group', allows(verbs, ['made.up'], [plain])],
    ['wildcard resource', allows(verbs, [group], ['madeups'])],
  ];
  const found = await Promise.all(marks.map(async ([mark, isFound]) => ((await isFound) ? [mark] : [])));
  return found.flat();
}
