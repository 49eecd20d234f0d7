import { addTo } from '../../../json/group-by';
import type { PodTemplateView } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { accountNameOf, holdsToken } from '../token';
import type { AccessGraph } from './access-graph';
import { accountOf } from './request';

/** A workload with its account. */
export interface WorkloadAccount {
  /** `namespace/name[Kind]`. */
  readonly workload: string;
  readonly namespace: string;
  /** `namespace/name`. */
  readonly account: string;
  /** Whether a pod of it has a token that the API server accepts. */
  readonly holdsToken: boolean;
}

/** The accounts that manifests speak of. */
export interface AccountIndex {
  readonly workloads: readonly WorkloadAccount[];
  /** All accounts, by namespace: those of the set, of its workloads, and those that bindings name. */
  readonly accounts: ReadonlyMap<string, readonly string[]>;
  /** The accounts whose tokens are in pods, by namespace. */
  readonly held: ReadonlyMap<string, readonly string[]>;
}

/** Returns the name of an account as it is written: `namespace/name`. */
export function accountKey(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

/** Returns the workloads of a set, in the order of their names. */
export function workloadAccounts(all: ManifestSet): readonly WorkloadAccount[] {
  return all._analysis(workloadAccounts, () => {
    const found = new Map<string, WorkloadAccount>();
    for (const pod of all.all.flatMap(({ podTemplates }) => podTemplates)) {
      const each = workloadOf(pod, all);
      const key = JSON.stringify([each.workload, each.account]);
      const isHeld = each.holdsToken || found.get(key)?.holdsToken === true;
      found.set(key, { ...each, holdsToken: isHeld });
    }
    return [...found.values()].sort((one, other) => (one.workload < other.workload ? -1 : 1));
  });
}

/** Returns the accounts of a set and of the bindings of its graph. */
export function accountsIn(all: ManifestSet, graph: AccessGraph): AccountIndex {
  const workloads = workloadAccounts(all);
  const accounts = new Set<string>();
  for (const { effectiveNamespace, objectRef } of all.ofType('ServiceAccount'))
    accounts.add(accountKey(effectiveNamespace, objectRef.name));
  for (const { account } of workloads) accounts.add(account);
  for (const { kind, name } of graph.grantees) {
    const account = kind === 'User' ? accountOf(name) : undefined;
    if (account) accounts.add(accountKey(account.namespace, account.name));
  }
  const held = new Set(workloads.filter((each) => each.holdsToken).map(({ account }) => account));
  return { workloads, accounts: byNamespace(accounts), held: byNamespace(held) };
}

function workloadOf(pod: PodTemplateView, all: ManifestSet): WorkloadAccount {
  const { effectiveNamespace, objectRef } = pod.manifest;
  return {
    workload: `${effectiveNamespace}/${objectRef.name}[${objectRef.kind}]`,
    namespace: effectiveNamespace,
    account: accountKey(effectiveNamespace, accountNameOf(pod)),
    holdsToken: holdsToken(pod, all),
  };
}

function byNamespace(accounts: Iterable<string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const account of [...accounts].sort()) addTo(found, account.slice(0, account.indexOf('/')), account);
  return found;
}
