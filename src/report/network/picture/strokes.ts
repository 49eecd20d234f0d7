import type { Bundle } from './drawing';
import type { Port } from './group-layout';
import type { Placed, Stretch } from './layered';
import { moved, type Route, routeOf } from './route';

/** A text on a line. */
export interface Pill {
  readonly text: string;
  readonly place: Placed;
}

/** Lines that are drawn together, because they stand for the same bundles. */
export interface Stroke {
  readonly bundles: readonly Bundle[];
  readonly lines: readonly Route[];
  /** The lines that end at what is reached. */
  readonly arrows: readonly Route[];
  readonly pills: readonly Pill[];
  /** The bundle for which this is the one stroke that no other bundle shares. Default: it may be shared. */
  readonly own?: Bundle;
}

/** Draws what a group has of a bundle, which is where `corner` is. */
export function strokeOf(port: Port, corner: Placed, stacks: readonly Placed[]): Stroke {
  const { role, bundles } = port.part;
  const place = within(corner, port.place);
  const route = (stretches: readonly Stretch[], from: Placed, to: Placed) =>
    routeOf(
      stretches.map((each) => moved(each, corner.x, corner.y)),
      from,
      to,
    );
  const line = (stack: number, isOutgoing: boolean): Route => {
    const ends = [place, stacks[stack] as Placed] as const;
    return route(port.lines.get(stack) as readonly Stretch[], ...(isOutgoing ? ends : ([ends[1], ends[0]] as const)));
  };
  const side = sideOf(port, corner);
  const stub =
    port.stub.length === 0 ? [] : [role === 'exit' ? route(port.stub, place, side) : route(port.stub, side, place)];
  const isReached = role === 'entry' && port.targets.length === 0;
  return {
    bundles,
    lines: [...port.sources.map((stack) => line(stack, false)), ...(isReached ? [] : stub)],
    arrows: [...port.targets.map((stack) => line(stack, true)), ...(isReached ? stub : [])],
    pills: port.text === '' ? [] : [{ text: port.text, place }],
    own: role === 'inner' ? bundles[0] : undefined,
  };
}

/** Draws the line between two groups. `route` leads from the column of the first to that of the second, both included. */
export function trunkOf(
  bundle: Bundle,
  exit: readonly [port: Port, corner: Placed],
  entry: readonly [port: Port, corner: Placed],
  route: readonly Stretch[],
): Stroke {
  const [from, to] = [sideOf(...exit), sideOf(...entry)];
  const isToTheRight = exit[0].part.side === 'right';
  const [first, last] = [route[0] as Stretch, route.at(-1) as Stretch];
  const stretches = [beside(first, from, isToTheRight), ...route.slice(1, -1), beside(last, to, !isToTheRight)];
  return { bundles: [bundle], lines: [routeOf(stretches, from, to)], arrows: [], pills: [], own: bundle };
}

/** The point at the side of a group where the line of a port crosses it. */
function sideOf({ part, stub }: Port, { x, y, width }: Placed): Placed {
  const level = (part.role === 'exit' ? stub.at(-1) : stub[0])?.y ?? 0;
  return { x: part.side === 'right' ? x + width : x, y: y + level, width: 0, height: 0 };
}

/** The part of a column that is beside a point. */
function beside({ left, right }: Stretch, { x, y }: Placed, isRight: boolean): Stretch {
  return isRight ? { left: x, right, y } : { left, right: x, y };
}

/** Returns a place inside of a box as one of the picture. */
export function within({ x, y }: Placed, inner: Placed): Placed {
  return { ...inner, x: inner.x + x, y: inner.y + y };
}
