import { type Ends, endsOf, type Part } from './coverage';
import type { Group, Picture, Stack } from './drawing';
import { type Layered, type Link, layered, type Placed, type Size, type Stretch } from './layered';
import { gridOf, pillSize } from './measure';
import { moved } from './route';
import { shelves } from './shelves';

/** What a group shows of a bundle, with its place. */
export interface Port extends Ends {
  readonly part: Part;
  readonly place: Placed;
  /** The lines between the pill and each stack, in the direction of the connection. */
  readonly lines: ReadonlyMap<number, readonly Stretch[]>;
  /** The line between the pill and the side of the group, the pill included, in the direction of the connection; none inside. */
  readonly stub: readonly Stretch[];
}

/** A group with what is in it; all places are relative to its corner. */
export interface LaidGroup extends Size {
  /** By the index of the stack. */
  readonly stacks: ReadonlyMap<number, Placed>;
  readonly ports: readonly Port[];
}

const HEADER = 32;
const PADDING = 14;
const GAP: Size = { width: 26, height: 10 };
const BARE_EXIT: Size = { width: 0, height: 6 };

type Stubs = ReadonlyMap<number, readonly Stretch[]>;
type Line = Link & { readonly port: number; readonly stack: number };

/** Places the stacks of a group and the ends of its bundles. */
export function layOutGroup(picture: Picture, group: number, parts: readonly Part[]): LaidGroup {
  const { title, stacks: own } = picture.groups[group] as Group;
  const ends = parts.map((part) => endsOf(picture, group, part));
  const linked = [...new Set(ends.flatMap(({ sources, targets }) => [...sources, ...targets]))];
  const free = own.filter((stack) => !linked.includes(stack));
  const sizeOf = (stack: number): Size => gridOf(picture, picture.stacks[stack] as Stack);
  const boxes = [...linked.map(sizeOf), ...ends.map(({ text }) => (text === '' ? BARE_EXIT : pillSize(text)))];
  const lines = linesOf(parts, ends, linked);
  const drawn = drawGroup(boxes, lines, parts);
  const least = pillSize(title).width + GAP.width;
  const rest = shelves(free.map(sizeOf), Math.max(drawn.width, least), GAP.height);
  const below = drawn.height > 0 && rest.height > 0 ? drawn.height + GAP.height : drawn.height;
  const at = (box: Placed, dy: number): Placed => ({ ...box, x: box.x + PADDING, y: box.y + HEADER + dy });
  return {
    width: Math.max(drawn.width, rest.width, least) + 2 * PADDING,
    height: below + rest.height + HEADER + PADDING,
    stacks: new Map([
      ...linked.map((stack, index) => [stack, at(drawn.boxes[index] as Placed, 0)] as const),
      ...free.map((stack, index) => [stack, at(rest.boxes[index] as Placed, below)] as const),
    ]),
    ports: ends.map((end, port) => {
      const part = parts[port] as Part;
      const isReversed = flowsToTheLeft(part);
      const inFlow = (route: readonly Stretch[]) =>
        (isReversed ? [...route].reverse() : route).map((stretch) => moved(stretch, PADDING, HEADER));
      const own = lines.flatMap(({ port: of, stack }, index) =>
        of === port ? [[stack, inFlow(drawn.routes[index] as readonly Stretch[])] as const] : [],
      );
      const stub = inFlow(drawn.stubs.get(port) ?? []);
      return {
        ...{ ...end, part, lines: new Map(own) },
        place: at(drawn.boxes[linked.length + port] as Placed, 0),
        stub: part.role === 'exit' ? stub.slice(0, -1) : stub.slice(1), // without the side itself
      };
    }),
  };
}

function flowsToTheLeft({ role, side }: Part): boolean {
  return role !== 'inner' && side === (role === 'entry' ? 'right' : 'left');
}

/** The lines between stacks and ends of bundles. Those that flow to the left are given to the layout reversed. */
function linesOf(parts: readonly Part[], ends: readonly Ends[], linked: readonly number[]): Line[] {
  return ends.flatMap(({ sources, targets }, port) => {
    const pill = linked.length + port;
    const isReversed = flowsToTheLeft(parts[port] as Part);
    const line = (stack: number, isToPill: boolean): Line => {
      const node = linked.indexOf(stack);
      const [source, target] = isToPill !== isReversed ? [node, pill] : [pill, node];
      return { source, target, port, stack };
    };
    return [...sources.map((stack) => line(stack, true)), ...targets.map((stack) => line(stack, false))];
  });
}

/** Lays out a group with a line from its left or right side to each end there: `stubs` has its route by the index of the part. */
function drawGroup(
  boxes: readonly Size[],
  lines: readonly Line[],
  parts: readonly Part[],
): Layered & { readonly stubs: Stubs } {
  const first = boxes.length - parts.length;
  const isAt = (part: Part | undefined, side: Part['side']) => part?.role !== 'inner' && part?.side === side;
  const edges = (['left', 'right'] as const).filter((side) => parts.some((part) => isAt(part, side)));
  const link = (box: number, side: Part['side']): Link => {
    const edge = boxes.length + edges.indexOf(side);
    return side === 'left' ? { source: edge, target: box } : { source: box, target: edge };
  };
  const ports = [...parts.keys()].filter((port) => parts[port]?.role !== 'inner');
  const stubs = ports.map((port) => link(first + port, (parts[port] as Part).side));
  const attempt = (isFirm: boolean): Layered => {
    const anchors = edges.flatMap((side) => {
      const reached = new Set(lines.map(({ source, target }) => (side === 'left' ? target : source)));
      const loose = [...boxes.keys()].filter((box) => !isAt(parts[box - first], side) && (isFirm || !reached.has(box)));
      return loose.map((box) => link(box, side));
    });
    const sides = edges.map(() => ({ width: 0, height: 0 }));
    return layered([...boxes, ...sides], [...lines, ...stubs, ...anchors], GAP);
  };
  const isOutermost = ({ ranks }: Layered) =>
    edges.every((side, index) => {
      const [edge = 0] = ranks.slice(boxes.length + index);
      return ranks.slice(0, boxes.length).every((own) => (side === 'left' ? edge < own : own < edge));
    });
  const loose = attempt(false);
  const drawn = isOutermost(loose) ? loose : attempt(true); // what leads round in a circle may start beside the edge
  const routes = ports.map((port, index) => [port, drawn.routes[lines.length + index] as readonly Stretch[]] as const);
  return { ...drawn, stubs: new Map(routes) };
}
