import { addTo } from '../../../json/group-by';
import type { Stack, Tie } from './drawing';

/** The ties of a spot to another and from it. */
interface Both {
  readonly to: Tie[];
  readonly from: Tie[];
}
type Neighbours = ReadonlyMap<number, Both>;

/** Divides the spots of each group into stacks: those of one have the same connections with all others and among themselves. */
export function stacksOf(groups: readonly (readonly number[])[], ties: readonly Tie[]): Stack[] {
  const neighbours = neighboursOf(ties);
  return groups.flatMap((own, group) => twinsOf(own, neighbours).map((stack) => ({ ...stack, group })));
}

function neighboursOf(ties: readonly Tie[]): Map<number, Map<number, Both>> {
  const neighbours = new Map<number, Map<number, Both>>();
  const both = (spot: number, other: number): Both => {
    const own = neighbours.get(spot) ?? new Map<number, Both>();
    const found = own.get(other) ?? { to: [], from: [] };
    neighbours.set(spot, own.set(other, found));
    return found;
  };
  for (const tie of ties) {
    both(tie.source, tie.target).to.push(tie);
    both(tie.target, tie.source).from.push(tie);
  }
  return neighbours;
}

function twinsOf(own: readonly number[], neighbours: ReadonlyMap<number, Neighbours>): Omit<Stack, 'group'>[] {
  const candidates = new Map<string, number[]>();
  for (const spot of own) {
    const near: Neighbours = neighbours.get(spot) ?? new Map();
    if (near.size === 0) continue;
    addTo(candidates, signatureOf(near), spot);
    // Twins that reach each other have the same neighbours once each is its own neighbour too.
    const mutual = new Map(
      own.flatMap((other) => {
        const both = near.get(other);
        const [text, back] = [textOf(both?.to ?? []), textOf(both?.from ?? [])];
        return both?.to.length === 1 && text === back ? [[text, both] as const] : [];
      }),
    );
    for (const both of mutual.values()) addTo(candidates, signatureOf(new Map(near).set(spot, both)), spot);
  }
  const twins = new Map<number, number[]>();
  for (const spots of candidates.values()) if (spots.length > 1) for (const spot of spots) twins.set(spot, spots);
  return [...new Set(own.map((spot) => twins.get(spot) ?? spot))].map((spots) =>
    typeof spots === 'number'
      ? { spots: [spots] }
      : { spots, ...amongOf(neighbours.get(spots[0] as number), spots[1]) },
  );
}

/** What twins reach of each other: all of them the same, if anything. */
function amongOf(near: Neighbours | undefined, twin: number | undefined): Pick<Stack, 'among' | 'mark'> {
  const [tie] = twin === undefined ? [] : (near?.get(twin)?.to ?? []);
  return tie ? { among: tie.ports, mark: tie.mark } : {};
}

function signatureOf(near: Neighbours): string {
  const all = [...near].sort(([a], [b]) => a - b);
  return all.map(([other, { to, from }]) => `${other} ${textOf(to)} ${textOf(from)}`).join('\n');
}

function textOf(ties: readonly Tie[]): string {
  return ties
    .map(({ ports, mark }) => JSON.stringify([ports, mark]))
    .sort()
    .join();
}
