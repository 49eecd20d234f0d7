import { escapeJson } from './escape';
import { prose } from './formats/markdown-sections';
import { type Table, tableCsv, tableMarkdown, tableText } from './table';

/** An answer in each of its formats. */
export type Answer = { readonly [format: string]: () => string };

/** The formats of a table; JSON has a form of its own for each answer. */
export const TABLE_FORMATS = ['text', 'json', 'csv', 'markdown'];

/** Writes a table in the formats that all tables have alike. */
export function tableAnswer(table: Table, notes: readonly string[]): Answer {
  return {
    text: () => tableText(table),
    csv: () => tableCsv(table),
    markdown: () => tableMarkdown(table) + notesMarkdown(notes),
  };
}

/** Writes notes below a table. */
export function notesMarkdown(notes: readonly string[]): string {
  return notes.map((note) => `\n${prose(note)}.\n`).join('');
}

/** Writes JSON for people, without characters that a terminal interprets. */
export function jsonText(value: unknown): string {
  return `${escapeJson(JSON.stringify(value, undefined, 2))}\n`;
}
