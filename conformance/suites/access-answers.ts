import fc from 'fast-check';
import { AccessGraph } from '../../src/analysis/access/effective/access-graph';
import { contains, permissionsOf } from '../../src/analysis/access/effective/permissions';
import { type AccessRequest, identityOf } from '../../src/analysis/access/effective/request';
import { builtInAccess } from '../../src/kubernetes/access/built-in-access';
import { Manifest } from '../../src/model/manifest';
import { ManifestSet } from '../../src/model/manifest-set';
import { RBAC } from '../grants';
import type { Judge, PolicyRule, AccessRequest as Question, RbacWorld } from '../judge';
import { grouped, type Outcome, type Settings, type Suite } from '../suite';

const WORLDS_SHARE = 0.3;
const REQUESTS = 40;
const NAMESPACES = ['shop', 'lab'];
const USERS = ['jane', 'system:anonymous', 'system:serviceaccount:shop:web', 'system:serviceaccount:lab:web'];
const GROUPS = [
  ...['devs', 'system:authenticated', 'system:unauthenticated', 'system:serviceaccounts'],
  ...['system:serviceaccounts:shop', 'system:serviceaccounts:lab'],
];
const ROLES = ['one', 'two', 'all', 'more', 'missing', 'view'];

const few = <T>(...values: T[]) => fc.subarray(values, { minLength: 1, maxLength: Math.min(4, values.length) });
const exists = { key: 'part', operator: 'Exists' };
const VERBS = ['get', 'list', 'create', 'delete', 'deletecollection', 'escalate', '*'];
const IN_GROUPS = ['', 'apps', 'batch', '*'];
const RESOURCES = ['pods', 'pods/log', 'pods/exec', 'nodes', 'deployments', 'deployments/scale'];
const rule = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record(
      {
        verbs: few(...VERBS, 'g*'),
        apiGroups: few(...IN_GROUPS, 'a*'),
        resources: few(...RESOURCES, '*', '*/log', '*/scale', '*/*', 'pods/*'),
        resourceNames: fc.oneof(fc.constant([]), fc.subarray(['a', 'b', '*', ''], { maxLength: 2 })),
      },
      { requiredKeys: ['verbs', 'apiGroups', 'resources'], noNullPrototype: true },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      { verbs: few('get', 'post', '*'), nonResourceURLs: few('*', '/healthz', '/health*', '/a/*', '/a/**', '/*/b') },
      { noNullPrototype: true },
    ),
  },
);
const rules = fc.array(rule, { minLength: 1, maxLength: 4 });
/** A role that aggregates has no rules of its own, as a controller overwrites them. */
const clusterRole = (name: string) =>
  fc
    .record(
      {
        labels: fc.constantFrom<object>({}, { part: 'a' }, { part: 'b' }, { 'kubernetes.io/bootstrapping': 'none' }),
        content: fc.oneof(
          { weight: 2, arbitrary: rules.map((each): object => ({ rules: each })) },
          {
            weight: 1,
            arbitrary: fc
              .array(
                fc.constantFrom<object>(
                  { matchLabels: { part: 'a' } },
                  { matchLabels: { part: 'b' } },
                  { matchExpressions: [exists] },
                  { matchExpressions: [exists, { key: 'part', operator: 'NotIn', values: ['a'] }] },
                  { matchLabels: { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' } },
                ),
                { minLength: 1, maxLength: 2 },
              )
              .map((clusterRoleSelectors): object => ({ rules: [], aggregationRule: { clusterRoleSelectors } })),
          },
        ),
      },
      { noNullPrototype: true },
    )
    .map(({ labels, content }) => object('ClusterRole', { name, labels }, content));
const role = (name: string) =>
  fc
    .tuple(fc.constantFrom(...NAMESPACES), rules)
    .map(([namespace, own]) => object('Role', { name, namespace }, { rules: own }));
const subject = fc.oneof(
  fc.constantFrom(...USERS).map((name) => ({ kind: 'User', name })),
  fc.constantFrom(...GROUPS).map((name) => ({ kind: 'Group', name })),
  fc.constantFrom('shop', 'lab', undefined).map((namespace) => ({ kind: 'ServiceAccount', name: 'web', namespace })),
);
const binding = fc
  .record({
    namespace: fc.constantFrom(undefined, ...NAMESPACES),
    roleRef: fc.record(
      { kind: fc.constantFrom('Role', 'ClusterRole', 'ClusterRole'), name: fc.constantFrom(...ROLES) },
      { noNullPrototype: true },
    ),
    subjects: fc.array(subject, { minLength: 1, maxLength: 4 }),
  })
  .map(({ namespace, ...rest }) => ({ namespace, rest }));
const world = fc
  .tuple(
    ...['one', 'two', 'all', 'more'].map(clusterRole),
    ...['one', 'two'].map(role),
    fc
      .array(binding, { minLength: 1, maxLength: 6 })
      .map((all) =>
        all.map(({ namespace, rest }, index) =>
          object(namespace ? 'RoleBinding' : 'ClusterRoleBinding', { name: `bound-${index}`, namespace }, rest),
        ),
      ),
  )
  .map((parts) => JSON.parse(JSON.stringify(parts.flat())) as any[]);
const request: fc.Arbitrary<AccessRequest> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      {
        ...{ verb: fc.constantFrom(...VERBS), group: fc.constantFrom(...IN_GROUPS) },
        resource: fc.constantFrom('pods', 'nodes', 'deployments', '*'),
        subresource: fc.constantFrom('', '', 'log', 'exec', 'scale', '*'),
        name: fc.constantFrom('', 'a', 'b', '*'),
        namespace: fc.constantFrom('', ...NAMESPACES),
      },
      { noNullPrototype: true },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        verb: fc.constantFrom('get', 'post', 'put'),
        path: fc.constantFrom('/', '/healthz', '/healthz/ping', '/a/b', '/a/*', '*'),
      },
      { noNullPrototype: true },
    ),
  },
);
const identity = fc.record(
  { user: fc.constantFrom(...USERS), groups: fc.oneof(fc.constant([]), fc.subarray(GROUPS, { maxLength: 2 })) },
  { noNullPrototype: true },
);

/** What we answer about roles and bindings is what the authorizer answers. */
export const accessAnswers: Suite = {
  name: 'access-answers',
  guarantee:
    '`access can-i` and `Access.can` allow a request exactly if the API server does, by the same binding of the same role to the same subject; `who-can` names exactly the users and groups that are allowed; both with the roles and bindings that the API server creates, and without; a rule is no difference exactly if `Covers` says that others cover it',
  by: "upstream's RBAC authorizer and `Covers`, with the roles that come with Kubernetes",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    const counts = { decisions: 0, allowed: 0, asked: 0, covered: 0 };
    const property = fc.asyncProperty(
      world,
      fc.array(fc.tuple(identity, request), { minLength: REQUESTS, maxLength: REQUESTS }),
      fc.array(request, { minLength: 2, maxLength: 2 }),
      fc.boolean(),
      fc.tuple(rules, rules),
      async (objects, requests, named, bootstrap, [owner, servant]) => {
        counts.covered += await expectCovered(judge, owner, servant);
        const judged = worldOf(objects, bootstrap);
        const set = ManifestSet.fromManifests(objects.map((json) => Manifest.fromJson(json)));
        const graph = AccessGraph.of(set, { withDefaultBindings: bootstrap });
        const questions = requests.map(([who, what]) => question(identityOf(who.user, who.groups), what));
        const { decisions } = await judge.ask('rbac', { ...judged, requests: questions });
        for (const [index, { allowed, reason }] of decisions.entries()) {
          const [who, what] = requests[index] as (typeof requests)[number];
          const ours = graph.decide(identityOf(who.user, who.groups), what);
          const isSame = ours.allowed === allowed && (!ours.grant || isSaidOf(ours.grant, reason ?? ''));
          counts.decisions += 1;
          counts.allowed += allowed ? 1 : 0;
          if (isSame) continue;
          throw new Error(
            `${JSON.stringify(questions[index])}: upstream says ${allowed} (${reason}), we say ${ours.allowed} ` +
              `(${ours.grant?.binding.objectRef.name})\n${JSON.stringify(objects)}`,
          );
        }
        for (const each of named) counts.asked += await expectNamed(judge, judged, graph, each);
      },
    );
    const numRuns = Math.ceil(count * WORLDS_SHARE);
    await fc.assert(property, { numRuns, seed });
    if (counts.allowed < counts.decisions / 20)
      throw new Error(`only ${counts.allowed} are allowed; mend the generator`);
    if (counts.covered < numRuns / 20) throw new Error(`only ${counts.covered} rules are covered; mend the generator`);
    return {
      cases: `${grouped(counts.decisions)} requests, ${grouped(counts.allowed)} of them allowed, and ${grouped(counts.asked)} questions who can`,
    };
  },
};

/** A difference is what nothing on the other side covers. Returns how many of the rules are covered by others. */
async function expectCovered(
  judge: Judge,
  owner: readonly PolicyRule[],
  servant: readonly PolicyRule[],
): Promise<number> {
  let found = 0;
  for (const each of servant) {
    const { covered } = await judge.ask('covers', { owner, servant: [each] });
    const ours = permissionsOf({ rule: each }).every((permission) =>
      owner.some((rule) => contains({ rule }, permission)),
    );
    found += covered ? 1 : 0;
    if (ours === covered) continue;
    throw new Error(
      `${JSON.stringify(owner)} covers ${JSON.stringify(each)}: upstream says ${covered}, we say ${ours}`,
    );
  }
  return found;
}

/** Asks of each user and each group alone, and compares with who is named. */
async function expectNamed(judge: Judge, judged: RbacWorld, graph: AccessGraph, asked: AccessRequest): Promise<number> {
  const who = [
    ...USERS.map((user) => ({ key: `User ${user}`, user, groups: [] })),
    ...GROUPS.map((group) => ({ key: `Group ${group}`, user: 'made-up', groups: [group] })),
  ];
  const requests = who.map((each) => question(each, asked));
  const { decisions } = await judge.ask('rbac', { ...judged, requests });
  const upstream = who.filter((_, index) => decisions[index]?.allowed).map(({ key }) => key);
  const named = new Set(graph.whoCan(asked).map(({ grantee: { kind, name } }) => `${kind} ${name}`));
  const ours = who.map(({ key }) => key).filter((key) => named.has(key));
  if (JSON.stringify(ours) === JSON.stringify(upstream)) return who.length;
  throw new Error(`${JSON.stringify(asked)}: upstream allows ${upstream}, we name ${ours}\n${JSON.stringify(judged)}`);
}

/** Whether upstream names the binding, the role and the subject that we name. */
function isSaidOf(
  { binding, grantee }: { binding: Manifest; grantee: { kind: string; name: string } },
  reason: string,
) {
  const { kind, name, namespaceName } = binding.objectRef;
  const { roleRef } = binding.json;
  const start = `RBAC: allowed by ${kind} "${name}${namespaceName ? `/${namespaceName}` : ''}" of ${roleRef.kind} "${roleRef.name}" to `;
  const [, namespace, account] = /^system:serviceaccount:(.*):(.*)$/.exec(grantee.name) ?? [];
  const names = [`${grantee.kind} "${grantee.name}"`, `ServiceAccount "${account}/${namespace}"`];
  return names.some((each) => reason === start + each);
}

function question({ user, groups }: { user: string; groups: readonly string[] }, asked: AccessRequest): Question {
  if ('path' in asked) return { user, groups, ...asked };
  const { group, ...rest } = asked;
  return { user, groups, apiGroup: group, ...rest };
}

function worldOf(objects: readonly any[], bootstrap: boolean): RbacWorld {
  // The ClusterRoles that come with Kubernetes always count.
  const builtIn = bootstrap ? [] : builtInAccess('latest').filter(({ kind }) => kind === 'ClusterRole');
  const ofKind = (kind: string) => [...objects, ...builtIn].filter((each) => each.kind === kind);
  return {
    ...{ roles: ofKind('Role'), clusterRoles: ofKind('ClusterRole'), roleBindings: ofKind('RoleBinding') },
    ...{ clusterRoleBindings: ofKind('ClusterRoleBinding'), bootstrap },
  };
}

function object(kind: string, metadata: object, rest: object): object {
  return { apiVersion: `${RBAC}/v1`, kind, metadata, ...rest };
}
