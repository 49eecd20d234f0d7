import fc from 'fast-check';
import {
  AUTHENTICATION,
  askGuard,
  binding,
  bindingOf,
  escalating,
  type Grant,
  granted,
  HOME,
  RBAC,
  rbacObject,
  ruleOf,
} from '../grants';
import type { Judge } from '../judge';
import { grouped, type Outcome, type Settings, type Suite } from '../suite';

/** Grants among which are those that upstream treats apart. */
const grant: fc.Arbitrary<Grant> = fc.record(
  {
    verbs: fc.subarray(['get', 'escalate', 'bind', 'impersonate', 'impersonate:user-info', '*'], {
      minLength: 1,
      maxLength: 2,
    }),
    group: fc.constantFrom('', RBAC, AUTHENTICATION, 'example.com', '*'),
    resource: fc.constantFrom(
      ...['configmaps', 'widgets', 'roles', 'clusterroles', 'users', 'groups', 'uids', '*', '*/status'],
    ),
    names: fc.constantFrom<string[]>([], ['admin']),
    namespace: fc.constant(HOME),
  },
  { noNullPrototype: true },
);

const USER = 'jane';
const MARKS = ['escalate', 'bind', 'impersonate', 'wildcard verb', 'wildcard group', 'wildcard resource'] as const;

/** What would make an account more than what it is granted is refused. */
export const accessRefused: Suite = {
  name: 'access-refused',
  guarantee:
    'A `LockedServiceAccount` refuses each grant with which its holder could grant itself more (`escalate`, `bind`), act as others, or do what does not exist yet (wildcards)',
  by: "upstream's escalation guard and RBAC authorizer",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    const seen = new Map<string, number>(MARKS.map((mark) => [mark, 0]));
    const property = fc.asyncProperty(grant, async (each) => {
      const marks = await marksOf(judge, each);
      for (const mark of marks) seen.set(mark, (seen.get(mark) ?? 0) + 1);
      if (marks.length === 0 || granted([each]).declared.length === 0) return;
      throw new Error(`accepted, and upstream marks it as ${marks.join(', ')}\n${JSON.stringify(each)}`);
    });
    await fc.assert(property, { numRuns: count, seed });
    const missed = MARKS.filter((mark) => seen.get(mark) === 0);
    if (missed.length > 0) throw new Error(`no grant was generated that upstream marks as ${missed.join(', ')}`);
    return {
      cases: `${grouped(count)} grants: ${[...seen].map(([mark, many]) => `${grouped(many)} ${mark}`).join(', ')}`,
    };
  },
};

/** What upstream says of the holder of a grant, if it were not refused. */
async function marksOf(judge: Judge, { verbs, group, resource, names, ...rest }: Grant): Promise<string[]> {
  const world = {
    clusterRoles: [rbacObject('ClusterRole', 'raw', { rules: [ruleOf({ verbs, group, resource, names, ...rest })] })],
    clusterRoleBindings: [bindingOf('ClusterRoleBinding', 'raw', USER)],
  };
  const lets = async (wishes: object[]) => (await askGuard(judge, world, USER, wishes)).some(({ allowed }) => allowed);
  const allows = async (verbs: string[], groups: string[], resources: string[]) => {
    const requests = verbs.flatMap((verb) =>
      groups.flatMap((apiGroup) =>
        resources.flatMap((resource) =>
          ['', 'status'].flatMap((subresource) =>
            ['', ...names].map((name) => ({ user: USER, verb, apiGroup, resource, subresource, name })),
          ),
        ),
      ),
    );
    return (await judge.ask('rbac', { ...world, requests })).decisions.some(({ allowed }) => allowed);
  };
  const [plain = ''] = resource.split('/');
  const either = async (...answers: Promise<boolean>[]) => (await Promise.all(answers)).includes(true);
  const answers: { readonly [mark in (typeof MARKS)[number]]: Promise<boolean> } = {
    escalate: lets(escalating()),
    bind: lets(binding(USER)),
    impersonate: either(
      allows(['impersonate', 'impersonate:user-info'], [''], ['users', 'groups', 'serviceaccounts']),
      allows(['impersonate', 'impersonate:user-info'], [AUTHENTICATION], ['uids']),
      allows(['impersonate:user-info'], [AUTHENTICATION], ['users', 'groups', 'serviceaccounts']),
    ),
    'wildcard verb': allows(['frobnicate'], [group], [plain]),
    'wildcard group': allows(verbs, ['made.up'], [plain]),
    'wildcard resource': allows(verbs, [group], ['madeups']),
  };
  const marks = await Promise.all(MARKS.map(async (mark) => ((await answers[mark]) ? [mark] : [])));
  return marks.flat();
}
