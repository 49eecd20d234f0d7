import type { IConstruct } from 'constructs';
import { mayResolveNames } from '../../analysis/network/reachability/names';
import { ReachabilityGraph } from '../../analysis/network/reachability/reachability';
import type { MendQuestion } from '../../aspects/synth-aspect';
import type { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { rootAspect } from './root-aspect';

const WATCHER = Symbol.for('cdk8s-hardened.names');

/** From now on, a policy that would keep Cilium from learning the addresses of names is an error. */
export function watchNames(workload: IConstruct): void {
  rootAspect(workload, WATCHER, () => new NameConflicts()).watch(workload);
}

/**
 * Refuses a NetworkPolicy that lets a workload ask the cluster DNS, where its CiliumNetworkPolicy does so by the DNS proxy: a
 * rule for the same traffic without a proxy makes that one ineffective, and no address of a name becomes known.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/layer7/
 */
class NameConflicts {
  /** @internal */
  public readonly _idleVisit = NameConflicts.prototype.visit;
  private readonly workloads = new Set<IConstruct>();

  public watch(workload: IConstruct): void {
    this.workloads.add(workload);
  }

  public visit(_node: IConstruct): void {}

  /** @internal */
  public _mend({ all }: MendQuestion): ReadonlyMap<Manifest, Manifest> {
    const set = ManifestSet.fromManifests([...all()]);
    const graph = ReachabilityGraph.of(set);
    const pods = new Map(set.all.map((manifest) => [manifest.origin.constructPath, manifest.podTemplate]));
    for (const { node } of this.workloads) {
      const pod = pods.get(`${node.path}/Resource`);
      const own = pod && graph.workloadOf(pod);
      const rules = (own && graph.isolationOf(own, 'Egress')?.rules) ?? [];
      const isOfPods = (peers: readonly { readonly addresses?: unknown }[]) =>
        peers.length === 0 || peers.some(({ addresses }) => !addresses);
      const other = rules.find(
        (rule) =>
          rule.policy.objectRef.kind === 'NetworkPolicy' && isOfPods(rule.written.peers) && mayResolveNames(rule, set),
      );
      if (!other) continue;
      const { name } = other.policy.objectRef;
      throw new Error(
        `"${node.path}" connects to hosts by name, and NetworkPolicy "${name}" lets it ask the cluster DNS too: requests then pass by the DNS proxy of Cilium, which learns no address of the hosts; remove the rule for the DNS from "${name}", such as allowDns of an IsolatedNamespace, or allowTo(Peer.dns())`,
      );
    }
    return new Map();
  }
}
