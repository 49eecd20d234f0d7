import { escapeUnprintable } from './escape';
import { cell } from './formats/csv';
import { code, row } from './formats/markdown-sections';

/** Rows under columns. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Writes a table as aligned text. */
export function tableText({ columns, rows }: Table): string {
  const lines = [columns, ...rows].map((cells) => cells.map(escapeUnprintable));
  const widths = columns.map((_, at) => Math.max(...lines.map((cells) => cells[at]?.length ?? 0)));
  return lines
    .map(
      (cells) =>
        `${cells
          .map((text, at) => text.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** Writes a table as CSV. */
export function tableCsv({ columns, rows }: Table): string {
  return [columns, ...rows].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** Writes a table as Markdown. */
export function tableMarkdown({ columns, rows }: Table): string {
  const head = [row(columns), row(columns.map(() => '---'))];
  return [...head, ...rows.map((cells) => row(cells.map((text) => (text === '' ? '' : code(text)))))].join('');
}
