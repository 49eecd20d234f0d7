import { type Part, partsOf } from './coverage';
import type { Bundle, Picture } from './drawing';
import { type LaidGroup, layOutGroup, type Port } from './group-layout';
import { type Link, layered, type Placed, type Size, type Stretch } from './layered';
import { moved } from './route';
import { shelves } from './shelves';
import { type Stroke, strokeOf, trunkOf, within } from './strokes';

/** Where everything is. */
export interface Layout extends Size {
  readonly groups: readonly Placed[];
  readonly stacks: readonly Placed[];
  readonly strokes: readonly Stroke[];
}

const MARGIN = 8;
const GAP: Size = { width: 44, height: 20 };

/** Lays out a picture: what is in each group, then the groups. No two boxes overlap, and no line crosses a box. */
export function layoutOf(picture: Picture): Layout {
  const { bundles, stacks } = picture;
  const groupOf = (ends: readonly number[]) => stacks[ends[0] as number]?.group as number;
  const crossing = bundles.filter(({ sources, targets }) => groupOf(sources) !== groupOf(targets));
  const links = crossing.map(({ sources, targets }) => ({ source: groupOf(sources), target: groupOf(targets) }));
  const linked = [...new Set(links.flatMap(({ source, target }) => [source, target]))].sort((a, b) => a - b);
  const place = (group: number) => linked.indexOf(group);
  const between = links.map(({ source, target }): Link => ({ source: place(source), target: place(target) }));
  // The columns of the groups depend on the links only; they decide at which side of a group a bundle leaves it.
  const columns = layered(
    linked.map(() => ({ width: 1, height: 1 })),
    between,
    GAP,
  ).ranks;
  const isToTheRight = ({ sources, targets }: Bundle) =>
    (columns[place(groupOf(sources))] ?? 0) < (columns[place(groupOf(targets))] ?? 0);
  const parts = partsOf(picture, isToTheRight);
  const laid = parts.map((own, group) => layOutGroup(picture, group, own));
  const drawn = layered(
    linked.map((group) => laid[group] as LaidGroup),
    between,
    GAP,
  );
  const free = [...laid.keys()].filter((group) => !linked.includes(group));
  const rest = shelves(
    free.map((group) => laid[group] as LaidGroup),
    drawn.width,
    GAP.height,
  );
  const below = drawn.height > 0 && rest.height > 0 ? drawn.height + GAP.height : drawn.height;
  const groups = laid.map(({ width, height }, group): Placed => {
    const isLinked = linked.includes(group);
    const { x, y } = (isLinked ? drawn.boxes[place(group)] : rest.boxes[free.indexOf(group)]) as Placed;
    return { x: x + MARGIN, y: y + MARGIN + (isLinked ? 0 : below), width, height };
  });
  const boxes = stacks.map(({ group }, stack) =>
    within(groups[group] as Placed, laid[group]?.stacks.get(stack) as Placed),
  );
  const portOf = (group: number, role: Part['role'], bundle: Bundle): readonly [Port, Placed] => {
    const port = laid[group]?.ports.find(({ part }) => part.role === role && part.bundles.includes(bundle));
    return [port as Port, groups[group] as Placed];
  };
  const trunks = crossing.map((bundle, index) => {
    const [exit, entry] = [groupOf(bundle.sources), groupOf(bundle.targets)];
    const route = (drawn.routes[index] as readonly Stretch[]).map((each) => moved(each, MARGIN, MARGIN));
    return trunkOf(bundle, portOf(exit, 'exit', bundle), portOf(entry, 'entry', bundle), route);
  });
  const strokes = laid.flatMap(({ ports }, group) =>
    ports.map((port) => strokeOf(port, groups[group] as Placed, boxes)),
  );
  return {
    width: Math.max(drawn.width, rest.width) + 2 * MARGIN,
    height: below + rest.height + 2 * MARGIN,
    ...{ groups, stacks: boxes, strokes: [...trunks, ...strokes] },
  };
}
