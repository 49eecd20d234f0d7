import { addTo } from '../../json/group-by';
import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { aggregates } from './aggregation';
import { Power, powerOf } from './bindings';
import { type RoleRule, rulesGrantedBy } from './effective/role-rules';
import { worldOf } from './effective/world';
import { type Escalation, escalationsOf } from './escalation';
import type { PolicyRule } from './policy-rule';
import { CLUSTER_ROLE, CLUSTER_ROLE_BINDING, ROLE, ROLE_BINDING, selectorFor } from './roles';
import { granteeOf, keysOfAccount, keysOfSubject, subjectsOf, userNameOf } from './subjects';

/** A way by which an account can take over the cluster or a namespace. */
export interface Path {
  /** What the holder may do, after the word "may". */
  readonly does: string;
  /** The namespace; undefined for the whole cluster. */
  readonly namespace?: string;
  readonly binding: Manifest;
  /** The role, and which of its rules. */
  readonly grant: string;
}

/** The place of a permission in a role, or of a role in a binding. */
export interface GrantPlace {
  readonly manifest: Manifest;
  /** The pointers of findings about it start with this one. */
  readonly pointer: string;
  /** Id of the rule that reports it. Default: any rule. */
  readonly rule?: string;
}

/** The most powerful path of an account. */
export interface Takeover extends Path {
  /**
   * The places of all permissions by which it takes over, if each stands in a role or a binding for this account alone: who
   * accepts all of them accepts the takeover. Undefined if others have one of them too.
   */
  readonly own?: readonly GrantPlace[];
}

/** Whether a path gives the whole cluster: also from the namespace of the cluster's own parts and their secrets. */
export function reachesCluster({ namespace }: Pick<Path, 'namespace'>): boolean {
  return namespace === undefined || namespace === 'kube-system';
}

/**
 * Returns the most powerful path of a service account.
 *
 * @param namespace its namespace; undefined if the pod does not write one, so that it may be any
 */
export function takeoverBy(
  namespace: string | undefined,
  account: string,
  all: ManifestSet,
  kubernetesVersion: string,
): Takeover | undefined {
  const { world, index, known } = all._analysis(`takeovers at ${kubernetesVersion}`, () => {
    const cluster = worldOf(all, { kubernetesVersion, withDefaultBindings: false });
    const takeovers = new Map<string, Takeover | undefined>();
    return { world: cluster, index: bindingsThatTakeOver(cluster, kubernetesVersion), known: takeovers };
  });
  if (index.size === 0) return undefined;
  // Many pods may have one account.
  const key = JSON.stringify([namespace, account]);
  if (!known.has(key)) known.set(key, takeoverIn(index, namespace, account, all, world));
  return known.get(key);
}

function takeoverIn(
  index: ReadonlyMap<string, readonly TakingOver[]>,
  namespace: string | undefined,
  account: string,
  all: ManifestSet,
  world: ManifestSet,
): Takeover | undefined {
  const found = [...new Set(keysOfAccount(namespace, account).flatMap((key) => index.get(key) ?? []))];
  const best = found.find(reachesCluster) ?? found[0];
  if (!best) return undefined;
  const { binding, powers } = best;
  const { does, text: grant } = powers[0];
  const user = userNameOf(namespace ?? 'default', account);
  const isOwn = found.every((each) => isFor(user, each, all, world));
  const own = isOwn ? found.flatMap((each) => each.powers.map((power) => placeOf(power, each, all))) : undefined;
  return { does, namespace: best.namespace, binding, grant, own };
}

/** A binding by which its subjects take over a namespace or the cluster. */
interface TakingOver {
  readonly binding: Manifest;
  readonly namespace?: string;
  /** What does it, the most powerful first. */
  readonly powers: readonly [Taken, ...Taken[]];
}

/** What a role allows that takes over. */
interface Taken {
  readonly does: string;
  /** The role, and which of its rules. */
  readonly text: string;
  /** Absent where it is all that the role allows together. */
  readonly of?: RoleRule;
  readonly rule?: string;
}

/** The bindings of each user and group that take over, by its keys: those of the cluster first. */
function bindingsThatTakeOver(world: ManifestSet, kubernetesVersion: string): Map<string, TakingOver[]> {
  const index = new Map<string, TakingOver[]>();
  const known = new Map<string, readonly Taken[]>();
  const escalations = new Map<PolicyRule, Escalation[]>();
  /** A rule is part of each role that aggregates its own. */
  const opened = (rule: PolicyRule) => {
    const found = escalations.get(rule) ?? escalationsOf(rule, kubernetesVersion);
    escalations.set(rule, found);
    return found;
  };
  for (const binding of [...world.ofType(CLUSTER_ROLE_BINDING), ...world.ofType(ROLE_BINDING)]) {
    const subjects = subjectsOf(binding);
    if (subjects.length === 0) continue;
    const namespace = binding.groupKind === ROLE_BINDING ? binding.effectiveNamespace : undefined;
    const { kind, name } = binding.json.roleRef ?? {};
    const role = JSON.stringify([kind, name, namespace, binding.objectRef.namespaceName]);
    const powers = known.get(role) ?? takenBy(binding, namespace, world, opened);
    known.set(role, powers);
    const [first, ...others] = powers;
    if (!first) continue;
    const found: TakingOver = { binding, namespace, powers: [first, ...others] };
    for (const key of new Set(subjects.flatMap((subject) => keysOfSubject(subject, binding)))) addTo(index, key, found);
  }
  return index;
}

/** Returns what the role of a binding allows that takes over, the most powerful first. */
function takenBy(
  binding: Manifest,
  namespace: string | undefined,
  world: ManifestSet,
  opened: (rule: PolicyRule) => Escalation[],
): readonly Taken[] {
  const { kind, name } = binding.json.roleRef ?? {};
  const role = `${kind} "${name}"`;
  if (powerOf(binding, world) === Power.ALL) return [{ does: 'do everything', text: role }];
  const isCluster = reachesCluster({ namespace });
  const found = (rulesGrantedBy(binding, world) ?? []).flatMap((of) => {
    const { kind: part, name: partName } = of.role.objectRef;
    const from = partName === name ? '' : ` of ${part} "${partName}"`;
    return opened(of.rule)
      .filter(({ isClusterScoped }) => !isClusterScoped || namespace === undefined)
      .filter(({ leads }) => leads === 'far' || (leads === 'far-in-cluster' && isCluster))
      .map(({ does, rule, rank }) => ({ does, rule, rank, of, text: `${role}, rule ${of.index}${from}` }));
  });
  return found.sort((one, other) => one.rank - other.rank);
}

/** Whether a binding, and the role that it grants, are for one user alone. */
function isFor(user: string, { binding, powers }: TakingOver, all: ManifestSet, world: ManifestSet): boolean {
  const users = all._analysis(isFor, () => usersOfRoles(all));
  if (!isOnly(user, new Set(usersOf(binding)))) return false;
  const roles = new Set(powers.flatMap(({ of }) => (of && isWritten(of.role, all) ? [of.role] : [])));
  return [...roles].every(
    (role) =>
      role.objectRef.name === binding.json.roleRef.name &&
      isOnly(user, users.get(roleOf(binding))) &&
      !world.ofType(CLUSTER_ROLE).some((each) => aggregates(each) && selectorFor(role.labels, each) >= 0),
  );
}

/** The users of all bindings of each role. */
function usersOfRoles(all: ManifestSet): Map<string, Set<string | undefined>> {
  const users = new Map<string, Set<string | undefined>>();
  for (const binding of [CLUSTER_ROLE_BINDING, ROLE_BINDING].flatMap((kind) => all.ofType(kind))) {
    const ofRole = users.get(roleOf(binding)) ?? new Set();
    users.set(roleOf(binding), ofRole);
    for (const user of usersOf(binding)) ofRole.add(user);
  }
  return users;
}

/** The users and groups of a binding; undefined for a subject that is none. */
function usersOf(binding: Manifest): (string | undefined)[] {
  return subjectsOf(binding).map((subject) => granteeOf(subject, binding)?.name);
}

function isOnly(user: string, users: ReadonlySet<string | undefined> = new Set()): boolean {
  return users.size === 0 || (users.size === 1 && users.has(user));
}

/** Names the role of a binding. */
function roleOf({ json, effectiveNamespace }: Manifest): string {
  const { kind, name } = json.roleRef ?? {};
  return JSON.stringify([kind, name, kind === 'Role' ? effectiveNamespace : undefined]);
}

/** What a role of the cluster allows is decided where it is bound. */
function placeOf({ of, rule }: Taken, { binding }: TakingOver, all: ManifestSet): GrantPlace {
  return of && isWritten(of.role, all)
    ? { manifest: of.role, pointer: `/rules/${of.index}/`, rule }
    : { manifest: binding, pointer: '/roleRef/' };
}

/** Whether a role is one of a set, and not one that the cluster has. */
function isWritten(role: Manifest, all: ManifestSet): boolean {
  return all._analysis(isWritten, () => new Set([ROLE, CLUSTER_ROLE].flatMap((kind) => all.ofType(kind)))).has(role);
}
