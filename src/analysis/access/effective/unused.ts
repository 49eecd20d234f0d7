import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { isBootstrapped } from '../bindings';
import { aggregatedBy, CLUSTER_ROLE, clusterRolesNamed, ROLE, rolesNamed } from '../roles';
import { AccessGraph, type Bound } from './access-graph';
import { accountKey, workloadAccounts } from './account-index';
import { accountOf } from './request';

/** A binding or a role of a set that gives nothing to a workload of it. */
export interface UnusedGrant {
  readonly manifest: Manifest;
  /** Why, after the name of the object. */
  readonly why: string;
}

/**
 * Returns the bindings for accounts of which no workload has a token, and the roles that no binding names and no role
 * aggregates. A set without workloads may be a part of an application: its bindings are not reported.
 */
export function unusedGrants(all: ManifestSet): UnusedGrant[] {
  const graph = AccessGraph.of(all);
  const workloads = workloadAccounts(all);
  const held = new Set(workloads.filter(({ holdsToken }) => holdsToken).map(({ account }) => account));
  const known = new Set(workloads.map(({ account }) => account));
  const bindings = workloads.length === 0 ? [] : graph.bindings.filter(({ binding }) => !isBootstrapped(binding));
  return [
    ...bindings.flatMap((bound) => whyUnused(bound, held, known) ?? []),
    ...unboundRoles(all, graph).map((manifest) => ({ manifest, why: 'no binding names it' })),
  ];
}

function whyUnused(bound: Bound, held: ReadonlySet<string>, known: ReadonlySet<string>): UnusedGrant | undefined {
  const { binding: manifest, grantees } = bound;
  if (grantees.length === 0) return { manifest, why: 'it names no subject' };
  const accounts = grantees.map(({ kind, name }) => (kind === 'User' ? accountOf(name) : undefined));
  const names = accounts.flatMap((account) => (account ? [accountKey(account.namespace, account.name)] : []));
  if (names.length < accounts.length || names.some((name) => held.has(name))) return undefined;
  const isUsed = names.some((name) => known.has(name));
  const which = names.length === 1 ? `account ${names[0]}` : 'one of its accounts';
  return { manifest, why: isUsed ? `no pod has a token of ${which}` : `no workload runs as ${which}` };
}

function unboundRoles(all: ManifestSet, graph: AccessGraph): Manifest[] {
  const used = new Set<Manifest>();
  for (const { binding } of graph.bindings) {
    const { kind, name } = binding.json.roleRef ?? {};
    const namespace = binding.objectRef.namespaceName;
    const roles = kind === 'ClusterRole' ? clusterRolesNamed(name, all) : rolesNamed(namespace, name, all);
    for (const role of roles) used.add(role);
  }
  const clusterRoles = all.ofType(CLUSTER_ROLE);
  const aggregated = new Set(
    clusterRoles.filter((role) => role.json.aggregationRule).flatMap((role) => aggregatedBy(role, all)),
  );
  const isTaken = (role: Manifest) =>
    used.has(role) || aggregated.has(role) || isBootstrapped(role) || labelledForOthers(role);
  return [...all.ofType(ROLE), ...clusterRoles].filter((role) => !isTaken(role));
}

/** Whether a built-in role aggregates it, which is rarely in the set. */
function labelledForOthers({ labels }: Manifest): boolean {
  return Object.keys(labels).some((label) => label.startsWith('rbac.authorization.k8s.io/aggregate-to-'));
}
