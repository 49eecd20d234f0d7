import { addTo } from '../../../json/group-by';
import type { Bundle, Group, Picture } from './drawing';

/** What a group has of bundles: they begin there, end there, or both. */
export interface Part {
  readonly role: 'exit' | 'entry' | 'inner';
  /** The side of the group at which they leave or enter. */
  readonly side: 'left' | 'right';
  /** Those with the same ends in the group; where they end, with the same ports. */
  readonly bundles: readonly Bundle[];
}

/** What a group shows of bundles: a pill with a text, and the stacks with a line to or from it. */
export interface Ends {
  /** Empty where the bundles leave the group from single stacks. */
  readonly text: string;
  readonly sources: readonly number[];
  readonly targets: readonly number[];
}

/** Fewer others than that are drawn with lines. */
const MANY = 3;

/** Returns what each group has of the bundles. */
export function partsOf({ groups, stacks, bundles }: Picture, isToTheRight: (bundle: Bundle) => boolean): Part[][] {
  const found = groups.map(() => new Map<string, Bundle[]>());
  const roles = new Map<string, Pick<Part, 'role' | 'side'>>();
  const add = (ends: readonly number[], bundle: Bundle, role: Part['role'], side: Part['side'], ports: string) => {
    const key = JSON.stringify([role, side, [...ends].sort((a, b) => a - b), ports, bundle.mark]);
    roles.set(key, { role, side });
    addTo(found[stacks[ends[0] as number]?.group as number] as Map<string, Bundle[]>, key, bundle);
  };
  for (const bundle of bundles) {
    const { sources, targets, ports } = bundle;
    const isInner = stacks[sources[0] as number]?.group === stacks[targets[0] as number]?.group;
    const isRight = isToTheRight(bundle);
    if (isInner) add([...sources, ...targets], bundle, 'inner', 'right', `${sources} ${ports}`);
    else {
      add(sources, bundle, 'exit', isRight ? 'right' : 'left', '');
      add(targets, bundle, 'entry', isRight ? 'left' : 'right', ports);
    }
  }
  return found.map((own) =>
    [...own].map(([key, members]) => ({ ...(roles.get(key) as Pick<Part, 'role' | 'side'>), bundles: members })),
  );
}

/** Returns what a group shows of a part. Lines to or from all of its stacks, or all but one, are said by words. */
export function endsOf(picture: Picture, group: number, { role, bundles }: Part): Ends {
  const { sources, targets, ports } = bundles[0] as Bundle;
  if (sources === targets) {
    const all = wordsFor(picture, group, targets, []);
    const text = `${all === undefined ? '' : `${all}, `}each other: ${ports}`;
    return { text, sources: [], targets: all === undefined ? targets : [] };
  }
  const isInner = role === 'inner';
  const from = role === 'entry' ? undefined : wordsFor(picture, group, sources, isInner ? targets : []);
  const to = role === 'exit' ? undefined : wordsFor(picture, group, targets, isInner ? sources : []);
  return {
    text: [from, role === 'exit' ? undefined : ports, to].filter((each) => each !== undefined).join(' → '),
    sources: role === 'entry' || from !== undefined ? [] : sources,
    targets: role === 'exit' || to !== undefined ? [] : targets,
  };
}

/** Returns undefined if there are few of them, or several others. */
function wordsFor(
  { groups, stacks, spots }: Picture,
  group: number,
  ends: readonly number[],
  opposite: readonly number[],
): string | undefined {
  const { isOutside, stacks: all } = groups[group] as Group;
  if (isOutside || all.length < 2) return undefined;
  const [left, ...more] = all.filter((stack) => !ends.includes(stack));
  if (left === undefined) return 'all';
  if (more.length > 0 || ends.length < MANY) return undefined;
  if (opposite.length === 1 && opposite[0] === left) return 'all others';
  const [only, ...others] = stacks[left]?.spots ?? [];
  return only === undefined || others.length > 0 ? undefined : `all but ${spots[only]?.label}`;
}
