import { escapeUnprintable } from '../escape';
import { count } from '../object-name';

/** Reserved for the line that counts what was left out, and for closing tags. */
const RESERVED_BYTES = 500;
const LONGEST_CELL = 1000;

/** A table under a heading. A folded section has a clickable heading. */
export interface Section {
  readonly heading: string;
  readonly folds: boolean;
  readonly head: readonly string[];
  /** Noun for a row, to count those that are left out. */
  readonly noun: string;
  /** Number of rows. Only those that fit are made. */
  readonly length: number;
  readonly row: (index: number) => readonly string[];
}

/** A section with a row for each item. */
export function section<T>(
  about: Omit<Section, 'length' | 'row'>,
  items: readonly T[],
  rowOf: (item: T) => readonly string[],
): Section {
  return { ...about, length: items.length, row: (index) => rowOf(items[index] as T) };
}

/** Writes a page with as many rows of its sections as fit. The others are counted. */
export function withSections(opening: string, sections: readonly Section[], mostBytes: number): string[] {
  const parts = [opening];
  let left = mostBytes - RESERVED_BYTES - Buffer.byteLength(opening);
  const take = (text: string): boolean => {
    const bytes = Buffer.byteLength(text);
    if (bytes > left) return false;
    left -= bytes;
    parts.push(text);
    return true;
  };
  const leftOut = new Map<string, number>();
  for (const { heading, folds, head, noun, length, row: rowAt } of sections) {
    if (length === 0) continue;
    const start = folds ? `\n<details><summary>${heading}</summary>\n` : `\n### ${heading}\n`;
    const closing = folds ? '\n</details>\n' : '';
    const table = `${start}\n${row(head)}${row(head.map(() => '---'))}`;
    let taken = 0;
    // The first row is added together with its table header, so that no table is empty.
    const hasRoom = Buffer.byteLength(table) < left;
    while (hasRoom && taken < length && take(`${taken === 0 ? table : ''}${row(rowAt(taken))}`)) taken += 1;
    if (taken > 0) {
      left -= closing.length;
      parts.push(closing);
    }
    if (taken < length) leftOut.set(noun, (leftOut.get(noun) ?? 0) + length - taken);
  }
  const numbers = [...leftOut].map(([noun, number]) => count(number, noun));
  if (numbers.length > 0) parts.push(`\n**Left out, because it would be too long: ${numbers.join(', ')}.**\n`);
  return parts;
}

export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

export function link(text: string, target: string | undefined): string {
  const isSafe = target !== undefined && /^https?:\/\/[\w./~%#?&=:-]+$/.test(target);
  return isSafe ? `[${code(text)}](${target})` : code(text);
}

export function code(text: string): string {
  return `<code>${prose(text)}</code>`;
}

/**
 * Escapes text for Markdown, in tables and in HTML. A character that is written as an entity is never markup. A
 * zero-width space prevents mentions of users and links from numbers.
 */
export function prose(text: string): string {
  const short = text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}…` : text;
  return escapeUnprintable(short)
    .replace(/[^\p{L}\p{N}\p{M} "'(),;./:=·✗✓…-]|(?<=www)\.|:(?! )/gu, (character) => `&#${character.codePointAt(0)};`)
    .replaceAll(/&#(?:64|35);/g, '$&&#8203;');
}
