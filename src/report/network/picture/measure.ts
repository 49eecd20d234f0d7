import { escapeUnprintable } from '../../escape';
import type { Picture, Spot, Stack } from './drawing';
import type { Size } from './layered';

/** A text of the picture that is drawn as wide as it is taken to be, in any font. */
export interface Words {
  readonly text: string;
  readonly width: number;
}

export const CELL_HEIGHT = 36;
export const CELL_GAP = 4;
export const FRAME = 8;
export const PILL_HEIGHT = 20;
const CELL_PADDING = 20;
const LEAST_CELL = 90;
/** Width of a character by the size of its font, which is monospaced. */
const CHARACTER = { label: 7.2, note: 6, ports: 6.6, sentence: 7.2 } as const;
/** A size of text. */
export type Look = keyof typeof CHARACTER;
const LONGEST = { label: 36, note: 44, ports: 34, sentence: 200 } as const;

/** Returns a text as it is drawn. The whole of a text that is cut stands in a title. */
export function wordsOf(text: string, look: Look): Words {
  const characters = [...escapeUnprintable(text)];
  const shown = characters.length > LONGEST[look] ? [...characters.slice(0, LONGEST[look] - 1), '…'] : characters;
  return { text: shown.join(''), width: Math.round(shown.length * CHARACTER[look]) };
}

/** Returns the size of the cell of a spot. */
export function cellWidth({ label, note }: Spot): number {
  return Math.max(LEAST_CELL, wordsOf(label, 'label').width, wordsOf(note, 'note').width) + CELL_PADDING;
}

/** Returns the size of a pill with a text. */
export function pillSize(text: string): Size {
  return { width: wordsOf(text, 'ports').width + 14, height: PILL_HEIGHT };
}

/** How the cells of a stack are placed in it. */
export interface Grid extends Size {
  readonly cellWidth: number;
  readonly columns: number;
}

/** Returns the grid of a stack; a stack of one spot is its cell. */
export function gridOf({ spots }: Picture, { spots: own, among }: Stack): Grid {
  const width = Math.max(...own.map((spot) => cellWidth(spots[spot] as Spot)));
  if (own.length === 1) return { cellWidth: width, columns: 1, width, height: CELL_HEIGHT };
  const columns = Math.max(1, Math.round(Math.sqrt(own.length) / 2));
  const rows = Math.ceil(own.length / columns);
  const inner = columns * (width + CELL_GAP) - CELL_GAP;
  const footer = among === undefined ? 0 : PILL_HEIGHT + CELL_GAP;
  return {
    ...{ cellWidth: width, columns },
    width: Math.max(inner, among === undefined ? 0 : pillSize(amongText(among)).width) + 2 * FRAME,
    height: rows * (CELL_HEIGHT + CELL_GAP) - CELL_GAP + footer + 2 * FRAME,
  };
}

/** What a stack says of its spots. */
export function amongText(ports: string): string {
  return `each other: ${ports}`;
}
