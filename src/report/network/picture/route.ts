import type { Placed, Stretch } from './layered';

/** A line with the place and direction of its end. */
export interface Route {
  /** Path data. */
  readonly path: string;
  readonly x: number;
  readonly y: number;
  readonly isToTheRight: boolean;
}

/** Draws a line through stretches, level on each of them and curved between: it crosses no box. */
export function routeOf(stretches: readonly Stretch[], from: Placed, to: Placed): Route {
  const [first, last] = [stretches[0] as Stretch, stretches.at(-1) as Stretch];
  const isToTheRight = from.x + from.width / 2 < to.x + to.width / 2;
  const [start, end] = isToTheRight ? [from.x + from.width, to.x] : [from.x, to.x + to.width];
  let path = `M${round(start)} ${round(first.y)}`;
  let [x, y] = [start, first.y];
  const levelTo = (end: number) => {
    if (round(end) !== round(x)) path += `H${round(end)}`;
    x = end;
  };
  for (const [index, { left, right, y: level }] of stretches.entries()) {
    const [enter, exit] = isToTheRight ? [left, right] : [right, left];
    if (level !== y) {
      const middle = round((x + enter) / 2);
      path += `C${middle} ${round(y)} ${middle} ${round(level)} ${round(enter)} ${round(level)}`;
      [x, y] = [enter, level];
    }
    levelTo(index === stretches.length - 1 ? end : exit);
  }
  return { path, x: end, y: last.y, isToTheRight };
}

/** Returns a stretch at another place. */
export function moved({ left, right, y }: Stretch, dx: number, dy: number): Stretch {
  return { left: left + dx, right: right + dx, y: y + dy };
}

/** Returns a number as it is written. */
export function round(number: number): number {
  return Math.round(number * 10) / 10;
}
