import { groupBy } from '../../json/group-by';
import type { Bundle, Stack, Tie } from './drawing';

type Block = Pick<Bundle, 'sources' | 'targets'>;

/** Bundles the connections between stacks: as few lines as there are, and each source of a bundle reaches each of its targets. */
export function bundlesOf(stacks: readonly Stack[], ties: readonly Tie[]): Bundle[] {
  const stackOf = new Map(stacks.flatMap(({ spots }, index) => spots.map((spot) => [spot, index] as const)));
  const lines = ties
    .map(({ source, target, ports, isUndeclared }) => {
      const ends = [stackOf.get(source) as number, stackOf.get(target) as number] as const;
      return { source: ends[0], target: ends[1], ports, isUndeclared };
    })
    .filter(({ source, target }) => source !== target); // the stack itself says it
  const groups = groupBy(lines, ({ source, target, ports, isUndeclared }) =>
    JSON.stringify([stacks[source]?.group, stacks[target]?.group, ports, isUndeclared]),
  );
  return [...groups.values()].flatMap((own) => {
    const { ports, isUndeclared } = own[0] as Tie;
    return fewest(own).map((block) => ({ ...block, ports, isUndeclared }));
  });
}

/** Returns the blocks of sources with the same targets, or of targets with the same sources, whichever are fewer. */
function fewest(lines: readonly Tie[]): Block[] {
  const bySource = blocksOf(lines.map(({ source, target }) => [source, target]));
  const byTarget = blocksOf(lines.map(({ source, target }) => [target, source]));
  if (bySource.length <= byTarget.length) return bySource;
  return byTarget.map(({ sources, targets }) => ({ sources: targets, targets: sources }));
}

function blocksOf(pairs: readonly (readonly [source: number, target: number])[]): Block[] {
  const targets = new Map<number, Set<number>>();
  for (const [source, target] of pairs) targets.set(source, (targets.get(source) ?? new Set()).add(target));
  const blocks: { sources: Set<number>; targets: ReadonlySet<number> }[] = [];
  for (const [source, own] of targets) {
    const block = blocks.find((each) => joins(each, source, own, targets));
    if (block) {
      block.targets = new Set([...block.targets, ...own]);
      block.sources.add(source);
    } else blocks.push({ sources: new Set([source]), targets: own });
  }
  return blocks.map((block) => ({ sources: [...block.sources], targets: [...block.targets] }));
}

/** Whether all sources of a block and another one reach the same, if each may be taken to reach itself. */
function joins(
  block: { readonly sources: ReadonlySet<number>; readonly targets: ReadonlySet<number> },
  source: number,
  own: ReadonlySet<number>,
  targets: ReadonlyMap<number, ReadonlySet<number>>,
): boolean {
  const all = new Set([...block.targets, ...own]);
  const reachesAll = (each: number) => {
    const reached = targets.get(each) as ReadonlySet<number>;
    return reached.size === all.size - (all.has(each) ? 1 : 0);
  };
  return reachesAll(source) && [...block.sources].every(reachesAll);
}
