import { type Html, html } from './parts';

/** A part of a chart. */
export interface Slice {
  /** What it counts, in the words of the reader. */
  readonly label: string;
  readonly number: number;
  /** Class of the style sheet, which has the colour. */
  readonly look: string;
}

const RADIUS = 60;
const THICKNESS = 20;

/** A ring of parts, with their sum inside; of the look `none` gives where there is no part. */
export function ring(slices: readonly Slice[], noun: string, none: string): Html {
  const shown = slices.filter(({ number }) => number > 0);
  const total = shown.reduce((sum, { number }) => sum + number, 0);
  const parts = shown.length === 0 ? [{ look: none, number: 1 }] : shown;
  const paths = shapes().ringPaths(
    parts.map(({ number }) => number),
    RADIUS,
    THICKNESS,
  );
  const drawn = parts.map(({ look }, index) => `<path class="${look}" d="${paths[index]}"></path>`);
  const size = `${-RADIUS} ${-RADIUS} ${2 * RADIUS} ${2 * RADIUS}`;
  return `<svg class="ring" viewBox="${size}" role="img" aria-label="${html(textOf(slices))}">${drawn.join('')}<text y="4">${total}</text><text class="noun" y="20">${html(noun)}</text></svg>`;
}

/** A bar of parts; it is as long as its sum is of `most`. */
export function bar(slices: readonly Slice[], most: number): Html {
  const parts = shapes().barParts(slices.map(({ number }) => number));
  const scale = 100 / Math.max(most, 1);
  const drawn = slices.map(({ look, number }, index) => {
    const [start, end] = parts[index] as [number, number];
    return number === 0
      ? ''
      : `<rect class="${look}" x="${round(start * scale)}" width="${round((end - start) * scale)}" height="8"></rect>`;
  });
  return `<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="${html(textOf(slices))}">${drawn.join('')}</svg>`;
}

/** A legend: each part with its number, those without any too. */
export function legend(slices: readonly Slice[]): Html {
  const items = slices.map(
    ({ label, number, look }) => `<li class="${number > 0 ? look : 'none'}"><b>${number}</b> ${html(label)}</li>`,
  );
  return `<ul class="legend">${items.join('')}</ul>`;
}

function textOf(slices: readonly Slice[]): string {
  const shown = slices.filter(({ number }) => number > 0).map(({ label, number }) => `${number} ${label}`);
  return shown.join(', ') || 'none';
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}

/** Loads d3 where a chart is drawn. */
function shapes(): typeof import('./shapes') {
  return require('./shapes');
}
