/*!
 * Contains d3-shape and d3-path. Copyright 2010-2022 Mike Bostock. Permission to use, copy, modify, and/or distribute
 * this software for any purpose with or without fee is hereby granted, provided that the above copyright notice and this
 * permission notice appear in all copies. THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
 * REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE
 * LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE,
 * DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION
 * WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
 */
import { arc, type PieArcDatum, pie, stack } from 'd3-shape';

/** Returns the path of each part of a ring, in order; the whole ring for a single part. */
export function ringPaths(numbers: readonly number[], radius: number, width: number): string[] {
  const draw = arc<PieArcDatum<number>>()
    .innerRadius(radius - width)
    .outerRadius(radius)
    .padAngle(numbers.length > 1 ? 0.02 : 0);
  return pie<number>()
    .sort(null)([...numbers])
    .map((part) => draw(part) ?? '');
}

/** Returns the start and end of each part of a bar, in order. */
export function barParts(numbers: readonly number[]): [start: number, end: number][] {
  const keys = numbers.map((_, index) => index);
  const parts = stack<readonly number[], number>()
    .keys(keys)
    .value((row, key) => row[key] ?? 0)([numbers]);
  return parts.map(([part]) => [part?.[0] ?? 0, part?.[1] ?? 0]);
}
