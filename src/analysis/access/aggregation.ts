import type { Manifest } from '../../model/manifest';

/** What each role aggregates, as a set of bits: hundreds of roles may each aggregate thousands, and each other. */
export class Aggregation {
  private readonly bits = new Map<Manifest, Uint32Array>();
  private readonly lists = new Map<string, readonly Manifest[]>();
  private readonly known = new Map<Manifest, readonly Manifest[]>();

  /**
   * @param roles all ClusterRoles
   * @param aggregatedBy returns the roles that one role selects
   */
  public constructor(
    private readonly roles: readonly Manifest[],
    aggregatedBy: (role: Manifest) => readonly Manifest[],
  ) {
    const indexes = new Map(this.roles.map((role, index) => [role, index]));
    const following = new Map<Manifest, readonly Manifest[]>();
    for (const role of this.roles.filter(aggregates)) {
      const bits = new Uint32Array(Math.ceil(this.roles.length / 32));
      const others = aggregatedBy(role);
      for (const other of others) add(bits, indexes.get(other) ?? 0);
      this.bits.set(role, bits);
      following.set(role, others.filter(aggregates));
    }
    this.spread(following);
  }

  /** Returns what a role aggregates, and what that aggregates, in the order of all roles. Roles with the same share one list. */
  public behind(role: Manifest): readonly Manifest[] {
    const bits = this.bits.get(role);
    if (!bits) return [];
    const known = this.known.get(role);
    if (known) return known;
    const key = bits.join();
    const found = this.lists.get(key) ?? this.roles.filter((_, index) => has(bits, index));
    this.lists.set(key, found);
    this.known.set(role, found);
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

/** Whether a role has the rules of others. */
export function aggregates(role: Manifest): boolean {
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

function has(bits: Uint32Array, index: number): boolean {
  return ((bits[index >> 5] ?? 0) & (1 << (index & 31))) !== 0;
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
