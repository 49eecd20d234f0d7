import { type Match, matchOf, type Ports } from './match';
import type { Chain, FirewallRule, Ruleset, Table } from './ruleset';

/** Ports that a rule opens to every address. */
export interface Opening {
  readonly line: number;
  readonly ports: Ports;
}

/** What a ruleset does with what comes to a node. */
export interface InputPolicy {
  /** Families of addresses for which what no rule accepts is dropped. */
  readonly dropped: ReadonlySet<'ip' | 'ip6'>;
  readonly openings: readonly Opening[];
  /** Rules that may accept and were not read. */
  readonly unread: readonly FirewallRule[];
}

/** How deep chains may jump into each other. */
const DEEPEST = 16;
const EVERYTHING: Match = { isForAll: true, ports: [[0, 65535]], isTcp: true, isNew: true, isRead: true };

/** Follows the rules of all chains that see what comes to the node. */
export function inputPolicy({ tables }: Ruleset): InputPolicy {
  const dropped = new Set<'ip' | 'ip6'>();
  const openings: Opening[] = [];
  const unread: FirewallRule[] = [];
  for (const table of tables) {
    for (const chain of table.chains.values()) {
      if (chain.hook !== 'input') continue;
      const walk = new ChainWalk(table);
      walk.follow(chain, EVERYTHING, 0);
      if (chain.policy !== 'drop' && !walk.isClosed) continue;
      for (const family of familiesOf(table.family)) dropped.add(family);
      openings.push(...walk.openings);
      unread.push(...walk.unread);
    }
  }
  return { dropped, openings, unread };
}

/** Chains that drop what goes through the node, such as the traffic of pods. */
export function droppedForwards({ tables }: Ruleset): Chain[] {
  return tables
    .flatMap(({ chains }) => [...chains.values()])
    .filter(({ hook, policy, rules }) => hook === 'forward' && (policy === 'drop' || rules.some(isDropOfAll)));
}

function isDropOfAll({ words }: FirewallRule): boolean {
  return /^(?:counter )?(?:drop|reject)$/.test(words.join(' '));
}

function familiesOf(family: string): ('ip' | 'ip6')[] {
  if (family === 'inet') return ['ip', 'ip6'];
  return family === 'ip' || family === 'ip6' ? [family] : [];
}

class ChainWalk {
  public readonly openings: Opening[] = [];
  public readonly unread: FirewallRule[] = [];
  /** Whether a rule drops all that is left. */
  public isClosed = false;
  private closed: Ports = [];

  public constructor(private readonly table: Table) {}

  public follow(chain: Chain, outer: Match, depth: number): void {
    for (const rule of chain.rules) {
      const own = matchOf(rule.words, this.table.sets);
      const match = both(outer, own);
      const isMeant = match.isTcp && match.isNew && match.isForAll;
      switch (own.verdict) {
        case 'drop':
        case 'reject':
          if (!own.isRead || !match.isForAll || !own.isNew) break;
          if (!own.isTcp) break;
          this.closed = [...this.closed, ...own.ports];
          if (depth === 0 && own.isAll) this.isClosed = true;
          break;
        case 'accept':
        case 'queue':
          if (!own.isRead && isMeant) this.unread.push(rule);
          else if (isMeant) this.open(rule, match.ports);
          break;
        case 'jump':
        case 'goto': {
          const next = this.table.chains.get(own.target ?? '');
          if (!own.isRead || !next || depth >= DEEPEST) {
            if (isMeant) this.unread.push(rule);
          } else this.follow(next, match, depth + 1);
          break;
        }
        default:
          if (!own.isRead && own.mayAccept) this.unread.push(rule);
      }
    }
  }

  private open({ line }: FirewallRule, ports: Ports): void {
    const left = this.closed.reduce<Ports>((open, [from, to]) => without(open, from, to), ports);
    if (left.length > 0) this.openings.push({ line, ports: left });
  }
}

/** What fits two matches. */
function both(a: Match, b: Match): Match {
  return {
    isForAll: a.isForAll && b.isForAll,
    ports: a.ports.flatMap(([from, to]) =>
      b.ports
        .map(([start, end]): [number, number] => [Math.max(from, start), Math.min(to, end)])
        .filter(([start, end]) => start <= end),
    ),
    isTcp: a.isTcp && b.isTcp,
    isNew: a.isNew && b.isNew,
    isRead: a.isRead && b.isRead,
  };
}

function without(ports: Ports, from: number, to: number): Ports {
  return ports.flatMap(([start, end]): [number, number][] => {
    if (to < start || end < from) return [[start, end]];
    return [[start, from - 1] as [number, number], [to + 1, end] as [number, number]].filter(
      ([low, high]) => low <= high,
    );
  });
}
