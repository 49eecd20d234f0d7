import fc from 'fast-check';
import { Checker } from '../../src/engine/checker';
import { Manifest } from '../../src/model/manifest';
import { ManifestSet } from '../../src/model/manifest-set';
import { Profiles } from '../../src/profiles/profiles';
import type { AccessRequest } from '../judge';
import { grouped, type Outcome, type Settings, type Suite, TODAY } from '../suite';

const RBAC = 'rbac.authorization.k8s.io';
const AUTHENTICATION = 'authentication.k8s.io';
const USER = 'jane';
const HOME = 'shop';

interface Rule {
  readonly verbs: string[];
  readonly apiGroups?: string[];
  readonly resources?: string[];
  readonly resourceNames?: string[];
  readonly nonResourceURLs?: string[];
}

const listOf = (...values: string[]) => fc.subarray(values, { minLength: 1, maxLength: Math.min(3, values.length) });
const rule: fc.Arbitrary<Rule> = fc.record(
  {
    verbs: listOf('get', 'list', 'create', 'escalate', 'bind', 'impersonate', 'impersonate:user-info', '*', 'g*'),
    apiGroups: listOf('', 'apps', RBAC, AUTHENTICATION, 'example.com', '*'),
    resources: listOf(
      ...['secrets', 'configmaps', 'secrets/*', 'roles', 'clusterroles', 'users', 'groups', 'serviceaccounts'],
      ...['nodes', 'uids', 'userextras', 'userextras/scopes', '*', '*/status', '*/scopes', '*/*'],
    ),
    resourceNames: fc.subarray(['cluster-admin', 'key', '*'], { maxLength: 2 }),
  },
  { requiredKeys: ['verbs', 'apiGroups', 'resources'], noNullPrototype: true },
);
const urlRule: fc.Arbitrary<Rule> = fc.record(
  { verbs: listOf('get', '*'), nonResourceURLs: listOf('/healthz', '/metrics/*', '*') },
  { noNullPrototype: true },
);

/** What the rules about roles say of a role is what its holder can do. */
export const accessRules: Suite = {
  name: 'access-rules',
  guarantee:
    '`rbac-secrets-read`, `rbac-wildcard-verb`, `rbac-wildcard-resource`, `rbac-escalate`, `rbac-bind` and `rbac-impersonate` speak of a bound role exactly if its holder may do what they say',
  by: "upstream's RBAC authorizer",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    const checker = new Checker({ profile: Profiles.nsa(), today: TODAY });
    let claims = 0;
    let requests = 0;
    const kinds = fc.constantFrom('Role', 'ClusterRole');
    const property = fc.asyncProperty(
      kinds,
      fc.array(fc.oneof({ weight: 9, arbitrary: rule }, urlRule), { minLength: 1, maxLength: 2 }),
      async (kind, all) => {
        const isRole = kind === 'Role';
        const rules = isRole ? all.filter(({ nonResourceURLs }) => !nonResourceURLs) : all;
        const [role, binding] = [
          object(kind, { rules }),
          object(`${kind}Binding`, {
            roleRef: { apiGroup: RBAC, kind, name: 'web' },
            subjects: [{ kind: 'User', name: USER, apiGroup: RBAC }],
          }),
        ];
        const report = checker.check(ManifestSet.of([role, binding].map((json) => Manifest.of(json))));
        const found = new Set(
          report.findings.filter((finding) => finding.object.kind === kind).map((finding) => finding.rule),
        );
        const world = isRole
          ? { roles: [role], roleBindings: [binding] }
          : { clusterRoles: [role], clusterRoleBindings: [binding] };
        for (const [id, asked] of Object.entries(powersOf(rules, isRole))) {
          const { decisions } = await judge.ask('rbac', { ...world, requests: asked });
          const may = asked.filter((_, index) => decisions[index]?.allowed);
          claims += 1;
          requests += asked.length;
          if (found.has(id) === may.length > 0 || (found.has(id) && isHalf(id, rules))) continue;
          throw new Error(
            `${id} ${found.has(id) ? 'speaks' : 'is silent'}, and upstream allows ${JSON.stringify(may.slice(0, 3))}\n${JSON.stringify([role, binding])}`,
          );
        }
      },
    );
    await fc.assert(property, { numRuns: count, seed });
    return { cases: `${grouped(claims)} claims, ${grouped(requests)} requests` };
  },
};

function object(kind: string, rest: object): any {
  const namespace = kind.startsWith('Cluster') ? {} : { namespace: HOME };
  return { apiVersion: `${RBAC}/v1`, kind, metadata: { name: 'web', ...namespace }, ...rest };
}

/** `rbac-impersonate` also speaks of one half of a constrained impersonation, which alone does nothing yet. */
function isHalf(id: string, rules: readonly Rule[]): boolean {
  return id === 'rbac-impersonate' && rules.some(({ verbs }) => verbs.some((verb) => verb.startsWith('impersonate:')));
}

/** For each rule of ours, the requests of which it says that the holder may make one. */
function powersOf(rules: readonly Rule[], isRole: boolean): { readonly [id: string]: AccessRequest[] } {
  const listed = (field: keyof Rule) => [...new Set(rules.flatMap((each) => each[field] ?? []))];
  const verbs = listed('verbs').map((verb) => (verb === '*' ? 'frobnicate' : verb));
  const groups = listed('apiGroups').map((group) => (group === '*' ? 'made.up' : group));
  const resources = listed('resources').map((resource) => resource.replace(/^\*/, 'madeups'));
  const names = ['', ...listed('resourceNames')];
  const ask = (verbs: string[], groups: string[], resources: string[], namespaces: string[]) =>
    verbs.flatMap((verb) =>
      groups.flatMap((apiGroup) =>
        resources.flatMap((each) => {
          const [resource, subresource] = each.split('/');
          return names.flatMap((name) =>
            namespaces.map((namespace) => ({ user: USER, verb, apiGroup, resource, subresource, name, namespace })),
          );
        }),
      ),
    );
  const within = isRole ? [HOME] : [HOME, ''];
  const constrained = ['impersonate:user-info', 'impersonate:serviceaccount', 'impersonate:arbitrary-node'];
  return {
    'rbac-secrets-read': ask(['get', 'list', 'watch'], [''], ['secrets'], within),
    'rbac-wildcard-verb': [
      ...ask(['frobnicate'], groups, resources, within),
      ...listed('nonResourceURLs').map((url) => ({
        user: USER,
        verb: 'frobnicate',
        path: url.replace('*', '/madeup'),
      })),
    ],
    'rbac-wildcard-resource': ask(verbs, groups, ['madeups', 'madeups/status', 'madeups/scopes'], within),
    'rbac-escalate': [
      ...ask(['escalate'], [RBAC], ['roles'], within),
      ...ask(['escalate'], [RBAC], ['clusterroles'], ['']),
    ],
    'rbac-bind': ask(['bind'], [RBAC], ['roles', 'clusterroles'], within),
    'rbac-impersonate': [
      ...ask(['impersonate'], [''], ['users', 'groups'], ['']),
      ...ask(['impersonate'], [''], ['serviceaccounts'], [HOME]),
      ...ask(['impersonate'], [AUTHENTICATION], ['uids', 'userextras/scopes', 'userextras/status'], ['']),
      ...ask(
        constrained,
        [AUTHENTICATION],
        ['users', 'groups', 'uids', 'userextras/scopes', 'userextras/status', 'nodes'],
        [''],
      ),
      ...ask(constrained, [AUTHENTICATION], ['serviceaccounts'], [HOME]),
    ],
  };
}
