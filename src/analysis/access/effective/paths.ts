import type { ManifestSet } from '../../../model/manifest-set';
import { userNameOf } from '../subjects';
import { AccessGraph } from './access-graph';
import { type AccountIndex, accountsIn, type WorkloadAccount } from './account-index';
import { identityOf } from './request';
import { createsPods, type Step, Steps } from './steps';

/** What a path leads to. */
export type Target =
  | { readonly kind: 'cluster-admin' | 'node' }
  /** The secrets, or all objects, of one namespace; of the whole cluster without one. */
  | { readonly kind: 'secrets' | 'everything'; readonly namespace?: string }
  /** `namespace/name`. */
  | { readonly kind: 'account'; readonly account: string };

/** One step of a path, from an account to what the step gives. */
export interface Hop {
  /** The account that makes the step, as `namespace/name`. */
  readonly account: string;
  readonly step: Step;
  readonly to: Target;
}

/** A shortest way from the token of a workload to a target. */
export interface EscalationPath {
  readonly workload: WorkloadAccount;
  readonly target: Target;
  readonly hops: readonly Hop[];
}

/** The namespace of the cluster's own parts, whose accounts and secrets are those of the whole cluster. */
const SYSTEM = 'kube-system';
const ENFORCING = ['baseline', 'restricted'];

/** Returns the shortest path from each workload with a token to each target that it reaches, the most powerful first. */
export function escalationPaths(all: ManifestSet, kubernetesVersion?: string): EscalationPath[] {
  const graph = AccessGraph.of(all, { withDefaultBindings: true, ...(kubernetesVersion ? { kubernetesVersion } : {}) });
  const search = new Search(graph, accountsIn(all, graph), all);
  return accountsIn(all, graph)
    .workloads.filter(({ holdsToken }) => holdsToken)
    .flatMap((workload) => search.from(workload.account).map((found) => ({ workload, ...found })));
}

type Found = Omit<EscalationPath, 'workload'>;

/** Breadth first: what is found first is found by fewest steps. Who can do everything needs no further step. */
class Search {
  private readonly steps: Steps;
  private readonly known = new Map<string, readonly Found[]>();
  private readonly hopsOf = new Map<string, readonly Hop[]>();

  public constructor(
    private readonly graph: AccessGraph,
    private readonly index: AccountIndex,
    private readonly all: ManifestSet,
  ) {
    this.steps = new Steps(graph);
  }

  /** Returns what an account reaches; many workloads may have the same. */
  public from(start: string): readonly Found[] {
    const known = this.known.get(start);
    if (known) return known;
    const reached = new Map<string, Found>([[start, { target: { kind: 'account', account: start }, hops: [] }]]);
    const queue: Found[] = [...reached.values()];
    // A list that grows is iterated to its new end.
    for (const { target, hops } of queue) {
      if (target.kind !== 'account') continue;
      for (const hop of this.hopsFrom(target.account)) {
        const key = targetText(hop.to);
        if (reached.has(key)) continue;
        const found = { target: hop.to, hops: [...hops, hop] };
        reached.set(key, found);
        queue.push(found);
      }
      if (reached.has('cluster-admin')) break;
    }
    reached.delete(start);
    const isAll = reached.has('cluster-admin');
    const found = [...reached.values()]
      .filter(({ target }) => !isAll || isWhole(target))
      .sort((one, other) => rankOf(one.target) - rankOf(other.target));
    this.known.set(start, found);
    return found;
  }

  private hopsFrom(account: string): readonly Hop[] {
    const known = this.hopsOf.get(account);
    if (known) return known;
    const [namespace = '', name = ''] = account.split('/');
    const steps = this.steps.of(identityOf(userNameOf(namespace, name)));
    const hops = steps.flatMap((step) => this.targetsOf(step).map((to): Hop => ({ account, step, to })));
    this.hopsOf.set(account, hops);
    return hops;
  }

  private targetsOf(step: Step): Target[] {
    const { opens, namespace } = step;
    const isAll = namespace === undefined || namespace === SYSTEM;
    switch (opens) {
      case 'node':
        return [{ kind: 'node' }];
      case 'secrets':
        return [{ kind: 'secrets', namespace }];
      case 'everything':
        return isAll
          ? [{ kind: 'cluster-admin' }]
          : [
              { kind: 'everything', namespace },
              { kind: 'secrets', namespace },
              ...this.node(step),
              ...this.accounts(step),
            ];
      case 'pods':
        return this.holders(this.index.held, namespace);
      default:
        return [...this.node(step), ...this.accounts(step)];
    }
  }

  private accounts({ namespace, account }: Step): Target[] {
    if (account === undefined) return this.holders(this.index.accounts, namespace);
    const name = account.slice(account.indexOf('/'));
    return this.holders(this.index.accounts, namespace).filter(
      (each) => each.kind === 'account' && each.account.endsWith(name),
    );
  }

  /** Accounts without a permission of their own lead nowhere. */
  private holders(byNamespace: ReadonlyMap<string, readonly string[]>, namespace: string | undefined): Target[] {
    const names = namespace === undefined ? [...byNamespace.values()].flat() : (byNamespace.get(namespace) ?? []);
    return names.filter((account) => this.hasGrants(account)).map((account) => ({ kind: 'account', account }));
  }

  private hasGrants(account: string): boolean {
    const [namespace = '', name = ''] = account.split('/');
    const own = [{ kind: 'User' as const, name: userNameOf(namespace, name) }];
    const shared = [{ kind: 'Group' as const, name: `system:serviceaccounts:${namespace}` }];
    return [...own, ...shared].some((grantee) => !this.graph.grantsTo(grantee).next().done);
  }

  /** A pod that nothing refuses may be privileged, and take over its node. */
  private node(step: Step): Target[] {
    return createsPods(step) && !this.isEnforced(step.namespace) ? [{ kind: 'node' }] : [];
  }

  private isEnforced(namespace: string | undefined): boolean {
    if (namespace === undefined) return false;
    const levels = this.all._analysis('enforced levels', () => {
      const label = 'pod-security.kubernetes.io/enforce';
      return new Map(this.all.ofType('Namespace').map((each) => [each.objectRef.name, each.labels[label] ?? '']));
    });
    return ENFORCING.includes(levels.get(namespace) ?? '');
  }
}

/** Who can do everything reaches each account and each namespace: only what stands for the whole cluster is worth a path. */
function isWhole(target: Target): boolean {
  return target.kind !== 'account' && !('namespace' in target && target.namespace !== undefined);
}

const RANKS: readonly Target['kind'][] = ['cluster-admin', 'node', 'secrets', 'everything', 'account'];

function rankOf(target: Target): number {
  const isPart = 'namespace' in target && target.namespace !== undefined;
  return 2 * RANKS.indexOf(target.kind) + (isPart ? 1 : 0);
}

/** Returns the name of a target: `cluster-admin`, `node`, `all secrets`, `secrets of shop`, `everything in shop`, or an account. */
export function targetText(target: Target): string {
  switch (target.kind) {
    case 'account':
      return target.account;
    case 'secrets':
      return target.namespace === undefined ? 'all secrets' : `secrets of ${target.namespace}`;
    case 'everything':
      return target.namespace === undefined ? 'everything' : `everything in ${target.namespace}`;
    default:
      return target.kind;
  }
}
