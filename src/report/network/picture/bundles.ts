import { groupBy } from '../../../json/group-by';
import type { Bundle, Stack, Tie } from './drawing';

type Block = Pick<Bundle, 'sources' | 'targets'>;

/** Bundles the connections between stacks: as few lines as there are, and each source of a bundle reaches each of its targets. */
export function bundlesOf(stacks: readonly Stack[], ties: readonly Tie[]): Bundle[] {
  const stackOf = new Map(stacks.flatMap(({ spots }, index) => spots.map((spot) => [spot, index] as const)));
  const lines = ties
    .map(({ source, target, ports, mark }) => {
      const ends = [stackOf.get(source) as number, stackOf.get(target) as number] as const;
      return { source: ends[0], target: ends[1], ports, mark };
    })
    .filter(({ source, target }) => source !== target); // the stack itself says it
  const groups = groupBy(lines, ({ source, target, ports, mark }) =>
    JSON.stringify([stacks[source]?.group, stacks[target]?.group, ports, mark]),
  );
  return [...groups.values()].flatMap((own) => {
    const { ports, mark } = own[0] as Tie;
    return fewest(own).map((block) => ({ ...block, ports, mark }));
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
  const { cliques, rest } = withoutCliques(pairs);
  const blocks = groupBy(rest, ([, targets]) => targets.join());
  return [
    ...cliques.map((all): Block => ({ sources: all, targets: all })),
    ...[...blocks.values()].map(
      (own): Block => ({ sources: own.map(([source]) => source), targets: (own[0] as Reached)[1] }),
    ),
  ];
}

/** A source with what it reaches. */
type Reached = readonly [source: number, targets: readonly number[]];

/** Takes out what reaches each other and the same others; without it, each of its members reaches others than the next. */
function withoutCliques(pairs: readonly (readonly [source: number, target: number])[]): {
  readonly cliques: readonly (readonly number[])[];
  readonly rest: readonly Reached[];
} {
  const reached = [...groupBy(pairs, ([source]) => source)].map(([source, own]) => ({
    source,
    closed: [...new Set([source, ...own.map(([, target]) => target)])].sort((a, b) => a - b),
  }));
  const groups = [...groupBy(reached, ({ closed }) => closed.join()).values()].map((own) => ({
    members: own.map(({ source }) => source),
    closed: own[0]?.closed ?? [],
  }));
  return {
    cliques: groups.map(({ members }) => members).filter(({ length }) => length > 1),
    rest: groups.flatMap(({ members, closed }) => {
      const others = closed.filter((target) => !members.includes(target));
      return others.length === 0 ? [] : members.map((source): Reached => [source, others]);
    }),
  };
}
