import fc from 'fast-check';
import { Checker } from '../../src/engine/checker';
import type { Finding } from '../../src/engine/finding';
import { Profile } from '../../src/engine/profile';
import { Severity } from '../../src/engine/severity';
import { CATALOG } from '../../src/rules/catalog';
import { AUTHENTICATION, RBAC } from '../grants';
import type { Judge } from '../judge';
import { CHANGE, type Context, type Deed, everything, on, type RoleRule, WAYS } from '../powers';
import { NAMESPACES, objectsOf, type Role, reducedTo, setOf, USER, type World, world } from '../rbac-worlds';
import { grouped, type Outcome, type Settings, type Suite, TODAY } from '../suite';

const IDS = [
  'rbac-aggregated-escalation',
  'rbac-certificate-signing-request-approve',
  'rbac-cluster-admin-binding',
  'rbac-cluster-admin-equivalent',
  'rbac-config-map-modify',
  'rbac-ineffective-rule',
  'rbac-workload-cluster-takeover',
];
const PROFILE = new Profile('paths', { rules: CATALOG.filter(({ meta }) => IDS.includes(meta.id)) });
const WORLDS_SHARE = 0.25;
const ACCOUNT = 'system:serviceaccount:shop:web';
const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { serviceAccountName: 'web', containers: [{ name: 'web', image: 'ghcr.io/acme/web:1.4.2' }] },
};
/** The account of the pod, by its several names, and another subject. */
const subjects = fc
  .constantFrom<object>(
    { kind: 'ServiceAccount', name: 'web', namespace: 'shop' },
    { kind: 'User', name: ACCOUNT, apiGroup: RBAC },
    { kind: 'Group', name: 'system:serviceaccounts', apiGroup: RBAC },
    { kind: 'Group', name: 'system:serviceaccounts:shop', apiGroup: RBAC },
    { kind: 'Group', name: 'system:authenticated', apiGroup: RBAC },
    { kind: 'ServiceAccount', name: 'web', namespace: 'elsewhere' },
    { kind: 'Group', name: 'system:serviceaccounts:elsewhere', apiGroup: RBAC },
  )
  .map((subject) => [subject]);
const AGGREGATED = ['view', 'edit', 'admin'] as const;
/** Roles that a binding may name though they are not in the set. */
const SHIPPED = ['cluster-admin', 'admin', 'edit', 'view'];

interface Claims {
  readonly judge: Judge;
  readonly world: World;
  readonly findings: readonly Finding[];
}

/** What leads from one thing to the next leads there for the authorizer too. */
export const accessPaths: Suite = {
  name: 'access-paths',
  guarantee:
    'A pod whose token can take over the cluster or a namespace, a role that allows everything, and a role that adds permissions to view, edit or admin are reported if and only if upstream allows it (for objects that roles list by name: only if); subjects that may approve certificates or write any ConfigMap are reported; a rule is called ineffective if and only if it allows no possible request',
  by: "upstream's RBAC authorizer, with the roles that come with Kubernetes",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    const checker = new Checker({ profile: PROFILE, today: TODAY });
    const tally = new Map<string, { said: number; silent: number }>(IDS.map((id) => [id, { said: 0, silent: 0 }]));
    const shipped = fc.tuple(fc.constantFrom(undefined, 'shop', 'kube-system'), fc.constantFrom(...SHIPPED), subjects);
    const labelled = fc.constantFrom(undefined, undefined, ...AGGREGATED);
    const property = fc.asyncProperty(
      world(subjects),
      fc.array(shipped, { maxLength: 1 }),
      labelled,
      async (drawn, extra, into) => {
        const each = {
          roles: drawn.roles.map((role) => (role.name === 'wide' && into ? labelledFor(role, into) : role)),
          bindings: [
            ...drawn.bindings,
            ...extra.map(([namespace, name, who]) => ({
              namespace,
              role: { kind: 'ClusterRole' as const, name },
              subjects: who,
            })),
          ],
        };
        const { _each: found, errors } = checker.check(setOf(each, POD));
        const { findings } = found;
        if (errors.length > 0) throw new Error(JSON.stringify(errors));
        const count = (id: string, isSaid: boolean) => {
          (tally.get(id) as any)[isSaid ? 'said' : 'silent'] += 1;
        };
        const claims = { judge, world: each, findings };
        try {
          await judgeTakeover(claims, count);
          await judgeBindings(claims, count);
          for (const role of each.roles) {
            await judgeRole(claims, role, count);
            for (const [index, rule] of role.rules.entries()) {
              await judgeDead(claims, role, rule, index, count);
              if (into && role.name === 'wide') await judgeAggregated(claims, role, rule, index, into, count);
            }
          }
        } catch (error) {
          throw new Error(`${(error as Error).message}\n${JSON.stringify(objectsOf(each).all)}`);
        }
      },
    );
    await fc.assert(property, { numRuns: Math.ceil(count * WORLDS_SHARE), seed });
    const missed = [...tally].filter(([, { said, silent }]) => said === 0 || silent === 0).map(([id]) => id);
    if (missed.length > 0 && count >= 1000) throw new Error(`seen on one side alone: ${missed.join(', ')}`);
    const said = [...tally].map(
      ([id, each]) => `${grouped(each.said)} of ${grouped(each.said + each.silent)} ${id.slice(5)}`,
    );
    return { cases: said.join(', ') };
  },
};

type Count = (id: string, isSaid: boolean) => void;

function labelledFor(role: Role, into: string): Role {
  return { ...role, labels: { ...role.labels, [`rbac.authorization.k8s.io/aggregate-to-${into}`]: 'true' } };
}

/** Which of some deeds are allowed: those of which each request is. */
async function allowed(judge: Judge, each: World, deeds: readonly Deed[], bootstrap = false): Promise<Deed[]> {
  const requests = deeds.flat();
  const { decisions } = await judge.ask('rbac', { ...objectsOf(each).judged, bootstrap, requests });
  let next = 0;
  return deeds.filter((deed) => deed.map(() => decisions[next++]?.allowed).every(Boolean));
}

const contextOf = (user: string, rules: readonly RoleRule[], namespaces = NAMESPACES): Context => ({
  ...{ user, namespaces, names: [...new Set(rules.flatMap(({ resourceNames }) => resourceNames ?? []))] },
});

/** Of the pod: the way that is named is open where it is said to be, and none is open where none is named. */
async function judgeTakeover({ judge, world: each, findings }: Claims, count: Count): Promise<void> {
  const found = findings.find(({ rule }) => rule === 'rbac-workload-cluster-takeover');
  count('rbac-workload-cluster-takeover', found !== undefined);
  const rules = each.roles.flatMap((role) => role.rules);
  if (!found) {
    const open = await openWays(judge, each, NAMESPACES);
    if (open.length > 0) throw new Error(`takeover: silent, and upstream allows ${JSON.stringify(open)}`);
    return;
  }
  const [, does = '', namespace] = /can (.+?) (?:in the cluster|in namespace "([^"]+)") \(/.exec(found.message) ?? [];
  const isWide = namespace === undefined || namespace === 'kube-system';
  if (isWide !== (found.severity === Severity.HIGH)) throw new Error(`takeover: ${found.severity}: ${found.message}`);
  for (const place of namespace === undefined ? ['shop', 'made-up'] : [namespace]) {
    const context = contextOf(ACCOUNT, rules, [place]);
    const everywhere = does === 'do everything' ? [everything(context, 'made.up', place)] : undefined;
    const deeds = everywhere ?? WAYS[does]?.deeds(context, { verbs: [] });
    if (!deeds) throw new Error(`takeover: "${does}" is not known here`);
    if ((await allowed(judge, each, deeds, true)).length === 0)
      throw new Error(`takeover: upstream does not allow: ${found.message}`);
  }
  if (isWide) return;
  const wider = await openWays(judge, each, ['kube-system', 'made-up']);
  if (wider.length > 0) throw new Error(`takeover: ${found.severity}, and upstream allows ${JSON.stringify(wider)}`);
}

/** The ways that lead far, on objects that no rule lists. */
async function openWays(judge: Judge, each: World, namespaces: readonly string[]): Promise<Deed[]> {
  const listed = each.roles.flatMap(({ rules }) => rules.flatMap(({ resourceNames }) => resourceNames ?? []));
  const deeds = Object.values(WAYS).flatMap((way) => {
    const places = way.onlySystem ? namespaces.filter((each) => each === 'kube-system') : namespaces;
    return way.deeds({ ...contextOf(ACCOUNT, []), namespaces: places }, { verbs: [] });
  });
  return allowed(judge, each, unlistedOf(deeds, listed), true);
}

/** A namespace is an object, too. */
function unlistedOf(deeds: readonly Deed[], listed: readonly string[]): Deed[] {
  return deeds.filter((deed) => deed.every(({ name = '' }) => !listed.includes(name)));
}

/** Of a binding: its subject may do everything, or everything of the core group, where it is. */
async function judgeBindings({ judge, world: each, findings }: Claims, count: Count): Promise<void> {
  for (const [index, binding] of each.bindings.entries()) {
    const found = findings.find(
      ({ rule, objectRef }) => rule === 'rbac-cluster-admin-binding' && objectRef.name === `bound-${index}`,
    );
    count('rbac-cluster-admin-binding', found !== undefined);
    const subjects = [{ kind: 'User', name: USER, apiGroup: RBAC }];
    const alone = { ...each, bindings: [{ ...binding, subjects }] };
    // Those of the server too, but for what these are not: `admin` is everything of most, not of all.
    const said = found && / allows everything( of the core API group)? /.exec(found.message);
    const power = await powerIn(judge, alone, binding.namespace ?? 'made-up');
    const ours = said ? (said[1] ? 'core' : 'all') : 'limited';
    if (ours !== power) throw new Error(`binding ${index}: we say ${ours}, upstream ${power}`);
  }
}

async function powerIn(judge: Judge, each: World, namespace: string): Promise<string> {
  const context = contextOf(USER, []);
  const [all, core] = ['made.up', ''].map((group) => everything(context, group, namespace)) as [Deed, Deed];
  const open = await allowed(judge, each, [all, core], true);
  return open.includes(all) ? 'all' : open.includes(core) ? 'core' : 'limited';
}

/** Of a role with all its rules: everything; certificates; config maps. */
async function judgeRole({ judge, findings }: Claims, role: Role, count: Count): Promise<void> {
  const of = (id: string) =>
    findings.filter(
      ({ rule, objectRef }) => rule === id && objectRef.kind === role.kind && objectRef.name === role.name,
    );
  const { aggregationRule: _, ...own } = role; // what it copies is reported where it stands
  const alone = {
    roles: [own],
    bindings: [
      {
        role: { kind: role.kind, name: role.name },
        namespace: role.namespace,
        subjects: [{ kind: 'User', name: USER, apiGroup: RBAC }],
      },
    ],
  };
  const [total] = of('rbac-cluster-admin-equivalent');
  count('rbac-cluster-admin-equivalent', total !== undefined);
  const ours = total ? (total.message.includes('of the core') ? 'core' : 'all') : 'limited';
  const power = await powerIn(judge, alone, role.namespace ?? 'made-up');
  if (ours !== power) throw new Error(`${role.name}: we say ${ours}, upstream ${power}`);

  if (role.kind === 'ClusterRole') {
    const context = contextOf(USER, role.rules);
    const certificates = (verbs: readonly string[], resource: string) =>
      on(verbs, 'certificates.k8s.io', [resource], 'cluster')(context, { verbs: [] });
    const halves = [
      [certificates(CHANGE, 'certificatesigningrequests/approval'), certificates(['approve'], 'signers')],
      [certificates(CHANGE, 'certificatesigningrequests/status'), certificates(['sign'], 'signers')],
    ];
    const open = await Promise.all(
      halves.map((each) => Promise.all(each.map(async (half) => (await allowed(judge, alone, half)).length > 0))),
    );
    const isSaid = of('rbac-certificate-signing-request-approve').length > 0;
    count('rbac-certificate-signing-request-approve', isSaid);
    const isWhole = open.some((each) => each.every(Boolean));
    if (isWhole && !isSaid) throw new Error(`${role.name}: silent about certificates`);
    if (isSaid && !open.flat().some(Boolean)) throw new Error(`${role.name}: speaks about certificates`);
  }

  const isSaid = of('rbac-config-map-modify').length > 0;
  count('rbac-config-map-modify', isSaid);
  const write = (names: readonly string[], namespaces: readonly string[]) =>
    on([...CHANGE, 'create', 'delete', 'deletecollection'], '', ['configmaps'])(
      { ...contextOf(USER, []), names, namespaces },
      { verbs: [] },
    );
  const isAny = (await allowed(judge, alone, write([], NAMESPACES))).length > 0;
  const isTrusted = (await allowed(judge, alone, write(['aws-auth'], ['kube-system']))).length > 0;
  if (isAny && !isSaid) throw new Error(`${role.name}: silent about config maps`);
  if (isSaid && !isAny && !isTrusted) throw new Error(`${role.name}: speaks about config maps`);
}

/** A world in which one rule is all that there is, and the user all that is bound; the roles of Kubernetes' own are empty. */
function boundTo(each: World, role: Role, rule: RoleRule): World {
  const { roles, bindings } = reducedTo(each, role, rule);
  const labels = AGGREGATED.map((target) => ({ matchLabels: { [`${RBAC}/aggregate-to-${target}`]: 'true' } }));
  const shipped = AGGREGATED.map((name, index): Role => {
    return {
      kind: 'ClusterRole',
      name,
      rules: [],
      aggregationRule: { clusterRoleSelectors: labels.slice(0, index + 1) },
    };
  });
  const subjects = [{ kind: 'User', name: USER, apiGroup: RBAC }];
  return { roles: [...roles, ...shipped], bindings: bindings.map((one) => ({ ...one, subjects })) };
}

/** Of an item of a rule that is called ineffective: by itself it allows none of the requests that can be made. */
async function judgeDead(
  { judge, world: each, findings }: Claims,
  role: Role,
  rule: RoleRule,
  index: number,
  count: Count,
): Promise<void> {
  const found = findings.filter(
    ({ rule: id, objectRef, pointer }) =>
      id === 'rbac-ineffective-rule' &&
      objectRef.kind === role.kind &&
      objectRef.name === role.name &&
      pointer.startsWith(`/rules/${index}/`),
  );
  count('rbac-ineffective-rule', found.length > 0);
  for (const { pointer, message } of found) {
    const [, , , field = '', at = ''] = pointer.split('/');
    const item = (rule as any)[field][Number(at)];
    const alone = { ...rule, [field]: [item] };
    // With its neighbours: what a server-side apply makes is asked for as patch, too.
    const kept = item === 'create' ? rule : alone;
    const deeds = possible(alone).filter((deed) =>
      deed.every(({ name, subresource, verb }) => {
        const isNoRequest = verb === 'deletecollection' && subresource !== undefined;
        return !isNoRequest && !(field === 'resourceNames' && name === item);
      }),
    );
    const bound = boundTo(each, role, kept);
    const open = await allowed(judge, bound, deeds);
    if (open.length > 0) throw new Error(`"${message}", and upstream allows ${JSON.stringify(open[0])}`);
  }
  const isBound = each.bindings.some(({ role: { name } }) => name === role.name);
  if (found.length > 0 || !isBound || rule.nonResourceURLs) return;
  const bound = boundTo(each, role, rule);
  // With names a verb may be good for one resource and not for the next; another namespace than the Role's is not reported.
  const named = (rule.resources ?? []).filter((each) => !/^namespaces(\/|$)/.test(each));
  const parts = rule.resourceNames?.length ? [named] : (rule.resources ?? []).map((each) => [each]);
  for (const resources of parts.filter((each) => each.length > 0)) {
    if ((await allowed(judge, bound, possible({ ...rule, resources }))).length > 0) continue;
    throw new Error(`silent about ${resources} of rule ${index} of ${role.name}, of which upstream allows nothing`);
  }
}

/** Resources that stand in no namespace, by group, among those that are generated. */
const UNPLACED: { readonly [group: string]: readonly string[] } = {
  '': ['nodes', 'namespaces', 'persistentvolumes', 'users', 'groups'],
  [RBAC]: ['clusterroles', 'clusterrolebindings'],
  [AUTHENTICATION]: ['users', 'groups', 'uids', 'nodes', 'userextras'],
  'admissionregistration.k8s.io': ['mutatingwebhookconfigurations', 'validatingadmissionpolicies'],
  'apiregistration.k8s.io': ['apiservices'],
  'apiextensions.k8s.io': ['customresourcedefinitions'],
  'certificates.k8s.io': ['signers', 'certificatesigningrequests'],
  'networking.k8s.io': ['ingressclasses'],
};

/** The requests that can be made of what a rule lists; a pattern that is none is taken for what it may have been meant as. */
function possible({ verbs, apiGroups = [], resources = [], resourceNames = [] }: RoleRule): Deed[] {
  const context = {
    user: USER,
    names: [...resourceNames.filter((name) => name !== '*'), 'unlisted'],
    namespaces: NAMESPACES,
  };
  const meant = (list: readonly string[], others: readonly string[]) =>
    list.flatMap((each) =>
      each === '*' ? others : each.includes('*') ? [...others, each.replaceAll('*', 'x')] : [each],
    );
  return meant(apiGroups, ['', 'apps', 'made.up']).flatMap((group) =>
    meant(verbs, ['get', 'list', 'create', 'update', 'patch', 'delete', 'deletecollection', 'bind']).flatMap((verb) =>
      meant(resources, ['secrets', 'secrets/x', 'madeups', 'madeups/x']).flatMap((resource) => {
        const [kind = ''] = resource.split('/');
        // Of two groups of a rule, the one that has the resource is meant: there is no other of that name.
        const homes = Object.keys(UNPLACED).filter(
          (home) => UNPLACED[home]?.includes(kind) && apiGroups.includes(home),
        );
        if (homes.length > 0 && !homes.includes(group) && !apiGroups.includes('*')) return [];
        const isBound = verb === 'bind' && group === RBAC && kind === 'clusterroles'; // asked for in the namespace of the binding
        const ofItself = group === '' && kind === 'namespaces' && ['get', 'update', 'patch', 'delete'].includes(verb);
        const isPlaced = isBound || !UNPLACED[group]?.includes(kind);
        const scope = ofItself ? 'namespace' : isPlaced ? 'namespaced' : 'cluster';
        return on([verb], group, [resource], scope)(context, { verbs: [] });
      }),
    ),
  );
}

/** Of a rule that is copied into a role of Kubernetes' own: its holders may do more than before. */
async function judgeAggregated(
  { judge, world: each, findings }: Claims,
  role: Role,
  rule: RoleRule,
  index: number,
  into: string,
  count: Count,
): Promise<void> {
  const found = findings.find(
    ({ rule: id, objectRef, pointer }) =>
      id === 'rbac-aggregated-escalation' && objectRef.name === role.name && pointer.startsWith(`/rules/${index}/`),
  );
  count('rbac-aggregated-escalation', found !== undefined);
  const subjects = [{ kind: 'User', name: USER, apiGroup: RBAC }];
  const bindings = [{ role: { kind: 'ClusterRole' as const, name: into }, subjects }];
  const names = found ? (rule.resourceNames ?? []) : [];
  const after = reducedTo(each, role, rule).roles;
  const keyOf = (deed: Deed) => JSON.stringify(deed);
  const added: Deed[] = [];
  for (const way of Object.values(WAYS)) {
    const deeds = way.deeds({ user: USER, names, namespaces: NAMESPACES }, rule);
    const asked = found ? deeds : unlistedOf(deeds, rule.resourceNames ?? []);
    const before = new Set((await allowed(judge, { roles: [], bindings }, asked, true)).map(keyOf));
    // Who may create pods takes over no more by creating other objects that make them.
    if (before.size > 0 && !found) continue;
    const open = await allowed(judge, { roles: after, bindings }, asked, true);
    added.push(...open.filter((deed) => !before.has(keyOf(deed))));
  }
  if (!found && added.length > 0)
    throw new Error(`silent about ${into}, to which is added ${JSON.stringify(added[0])}`);
  const isFar = found && Object.keys(WAYS).some((does) => found.message.includes(does));
  if (isFar && added.length === 0) throw new Error(`"${found.message}", and upstream allows nothing more`);
}
