import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { aggregatedBy, CLUSTER_ROLE } from '../roles';

/**
 * Returns the roles that the rules of a role come from: itself, or those that it aggregates, which may aggregate in turn. A
 * controller overwrites the rules of a role that aggregates, so that these do not count.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go
 */
export function sourcesOf(role: Manifest, world: ManifestSet): readonly Manifest[] {
  if (!role.json.aggregationRule) return [role];
  const aggregation = world._analysis(sourcesOf, () => new Aggregation(world));
  return aggregation.sourcesOf(role);
}

/** What each role aggregates, as a set of bits: hundreds of roles may each aggregate thousands, and each other. */
class Aggregation {
  private readonly roles: readonly Manifest[];
  private readonly bits = new Map<Manifest, Uint32Array>();
  private readonly sources = new Map<Manifest, readonly Manifest[]>();

  public constructor(world: ManifestSet) {
    this.roles = world.ofType(CLUSTER_ROLE);
    const indexes = new Map(this.roles.map((role, index) => [role, index]));
    const following = new Map<Manifest, readonly Manifest[]>();
    for (const role of this.roles.filter(aggregates)) {
      const bits = new Uint32Array(Math.ceil(this.roles.length / 32));
      const others = aggregatedBy(role, world);
      for (const other of others) if (!aggregates(other)) add(bits, indexes.get(other) ?? 0);
      this.bits.set(role, bits);
      following.set(role, others.filter(aggregates));
    }
    this.spread(following);
  }

  public sourcesOf(role: Manifest): readonly Manifest[] {
    const known = this.sources.get(role);
    if (known) return known;
    const bits = this.bits.get(role) ?? new Uint32Array();
    const found = this.roles.filter((_, index) => ((bits[index >> 5] ?? 0) & (1 << (index & 31))) !== 0);
    this.sources.set(role, found);
    return found;
  }

  /** After the roles that it aggregates, a role needs one round. Only roles that aggregate each other need more. */
  private spread(following: ReadonlyMap<Manifest, readonly Manifest[]>): void {
    const order = lastFirst(following);
    let isChanged = true;
    while (isChanged) {
      isChanged = false;
      for (const role of order) {
        const own = this.bits.get(role) as Uint32Array;
        for (const other of following.get(role) ?? []) {
          if (merge(own, this.bits.get(other) as Uint32Array)) isChanged = true;
        }
      }
    }
  }
}

function aggregates(role: Manifest): boolean {
  return Boolean(role.json.aggregationRule);
}

/** Returns each role after those that it leads to, as far as they do not lead back. */
function lastFirst(following: ReadonlyMap<Manifest, readonly Manifest[]>): Manifest[] {
  const seen = new Set<Manifest>();
  const order: Manifest[] = [];
  for (const start of following.keys()) {
    const stack: { readonly role: Manifest; next: number }[] = seen.has(start) ? [] : [{ role: start, next: 0 }];
    seen.add(start);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const other = following.get(top.role)?.[top.next];
      top.next += 1;
      if (other === undefined) {
        order.push(top.role);
        stack.pop();
      } else if (!seen.has(other)) {
        seen.add(other);
        stack.push({ role: other, next: 0 });
      }
    }
  }
  return order;
}

function add(bits: Uint32Array, index: number): void {
  bits[index >> 5] = (bits[index >> 5] ?? 0) | (1 << (index & 31));
}

/** Adds bits to others, and returns whether there were new ones. */
function merge(own: Uint32Array, others: Uint32Array): boolean {
  let isChanged = false;
  for (let at = 0; at < own.length; at += 1) {
    const before = own[at] as number;
    const after = (before | (others[at] as number)) >>> 0;
    if (after === before) continue;
    own[at] = after;
    isChanged = true;
  }
  return isChanged;
}
