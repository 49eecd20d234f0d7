import fc from 'fast-check';
import { resourcesOf } from '../../src/kubernetes/api/resources';
import { NEWEST_VERSION } from '../../src/kubernetes/kubernetes-version';
import { askGuard, binding, escalating, type Grant, granted, HOME, RBAC, ruleOf } from '../grants';
import type { AccessRequest, Judge, PolicyRule, RbacWorld } from '../judge';
import { grouped, type Outcome, type Settings, type Suite } from '../suite';

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

/** Verbs that the resource has, as a grant of others is refused. */
const grant: fc.Arbitrary<Grant> = fc.constantFrom(...RESOURCES).chain(([group, resource]) =>
  fc.record({
    verbs: fc.subarray(verbsOf(group, resource), { minLength: 1 }),
    group: fc.constant(group),
    resource: fc.constant(resource),
    names: fc.oneof(fc.constant<string[]>([]), fc.subarray(NAMES)),
    namespace: fc.constantFrom(HOME, 'monitoring'),
  }),
);

function verbsOf(group: string, resource: string): string[] {
  const known = resourcesOf(group, Number(NEWEST_VERSION.split('.')[1])).get(resource);
  return known ? VERBS.filter((verb) => known.verbs.includes(verb)) : [...VERBS];
}

/** What an account is granted is what it can do. */
export const access: Suite = {
  name: 'access',
  guarantee:
    'The grants of a `LockedServiceAccount` allow the requests that were declared and no others, and cannot be used to grant more',
  by: "upstream's RBAC authorizer, `Covers` and escalation guard",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    const worlds = Math.ceil(count / 2);
    let requests = 0;
    let accepted = 0;
    const property = fc.asyncProperty(fc.array(grant, { minLength: 1, maxLength: 4 }), async (grants) => {
      const { world, declared, user } = granted(grants);
      accepted += declared.length;
      requests += await expectExactly(judge, world, declared, user);
      await expectCovered(judge, world, declared);
      await expectNoEscalation(judge, world, user);
    });
    await fc.assert(property, { numRuns: worlds, seed });
    if (accepted < worlds / 2)
      throw new Error(`of ${worlds} worlds' grants, ${accepted} were accepted; mend the generator`);
    return { cases: `${grouped(requests)} requests around ${grouped(accepted)} grants` };
  },
};

async function expectExactly(
  judge: Judge,
  world: RbacWorld,
  declared: readonly Grant[],
  user: string,
): Promise<number> {
  const requests = declared.flatMap((each) => neighboursOf(each, user));
  const { decisions } = await judge.ask('rbac', { ...world, requests });
  decisions.forEach(({ allowed, reason }, index) => {
    const request = requests[index] as AccessRequest;
    const expected = request.user === user && declared.some((each) => declares(each, request));
    if (allowed === expected) return;
    throw new Error(
      `${JSON.stringify(request)} was ${expected ? '' : 'not '}declared, and upstream ${allowed ? 'allows' : 'denies'} it: ` +
        `${reason ?? ''}\ndeclared ${JSON.stringify(declared)}\nrendered ${JSON.stringify(world)}`,
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
function neighboursOf(grant: Grant, user: string): AccessRequest[] {
  const [plain = ''] = grant.resource.split('/');
  const neighbours = {
    verb: [...VERBS, 'escalate', 'bind', 'impersonate', '*', 'GET'],
    apiGroup: ['', 'apps', 'example.com', 'core', RBAC],
    resource: [
      ...['', '/status', '/log', '/scale', '/exec'].map((subresource) => plain + subresource),
      ...['pods', 'secrets', 'configmaps', 'widgets', 'nodes'],
    ],
    name: [...NAMES, 'other', '', '*', 'setting'],
    namespace: [HOME, 'monitoring', 'kube-system', 'default', ''],
    user: ['system:serviceaccount:monitoring:account', `system:serviceaccount:${HOME}:default`, 'system:anonymous'],
  };
  return grant.verbs.flatMap((verb) =>
    [...grant.names, ''].flatMap((name) => {
      const { group: apiGroup, namespace, resource } = grant;
      const exact = { user, verb, apiGroup, resource, namespace, name };
      const others = Object.entries(neighbours).flatMap(([field, values]) =>
        values.map((value) => ({ ...exact, [field]: value })),
      );
      return [exact, ...others].map(withSubresource);
    }),
  );
}

function withSubresource<T extends { resource: string }>(request: T): T & { subresource?: string } {
  const [resource, subresource] = request.resource.split('/') as [string, string?];
  return { ...request, resource, subresource };
}

/** Rendered and declared rules cover each other, namespace by namespace. */
async function expectCovered(judge: Judge, { roles = [] }: RbacWorld, declared: readonly Grant[]): Promise<void> {
  for (const namespace of new Set(declared.map((each) => each.namespace))) {
    const own = (roles as any[]).filter(({ metadata }) => metadata.namespace === namespace);
    const rendered: PolicyRule[] = own.flatMap(({ rules }) => rules);
    const wanted = declared.filter((each) => each.namespace === namespace).map(ruleOf);
    await expectCovers(judge, rendered, wanted);
    await expectCovers(judge, wanted, rendered);
  }
}

async function expectCovers(judge: Judge, owner: readonly PolicyRule[], servant: readonly PolicyRule[]): Promise<void> {
  const { covered, uncovered } = await judge.ask('covers', { owner, servant });
  if (covered) return;
  throw new Error(
    `${JSON.stringify(owner)} does not cover ${JSON.stringify(servant)}: ${JSON.stringify(uncovered)} is missing`,
  );
}

/** Even where another role lets the account create roles and bindings, it cannot grant more than it has. */
async function expectNoEscalation(judge: Judge, world: RbacWorld, user: string): Promise<void> {
  const wishes = [...escalating(), ...binding(user)];
  const answers = await askGuard(judge, world, user, wishes);
  answers.forEach(({ allowed, message = '' }, index) => {
    if (!allowed && /attempting to grant RBAC permissions not currently held/.test(message)) return;
    throw new Error(
      `upstream's guard answers "${message}" to ${JSON.stringify(wishes[index])}\n${JSON.stringify(world)}`,
    );
  });
}
