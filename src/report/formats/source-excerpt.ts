import type { ReportContext } from '../context';
import { escapeUnprintable } from '../escape';
import type { Location } from '../location';

const WIDEST = 120;
/** Characters to the left of the field that are shown of a line that is too long. */
const BEFORE = 30;
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/gu;
const NO_WIDTH = /\p{Mark}/gu;

/** Returns a line of a file with a caret under the field; empty if the line is not available. */
export function sourceExcerpt(location: Location | undefined, { sourceLine }: ReportContext): string[] {
  const { file, line, column } = location ?? {};
  if (file === undefined || line === undefined || column === undefined) return [];
  const text = sourceLine?.(file, line);
  if (text === undefined || text.trim() === '') return [];
  const start = column > WIDEST - BEFORE ? column - 1 - BEFORE : 0;
  const before = shown(text.slice(start, column - 1));
  const after = shown(text.slice(column - 1, start + WIDEST));
  const [left, right] = [start > 0 ? '…' : '', text.length > start + WIDEST ? '…' : ''];
  const number = String(line);
  const caret = `${' '.repeat(widthOf(left + before))}^`;
  return [`${number} │ ${left}${before}${after}${right}`, `${' '.repeat(number.length)} │ ${caret}`];
}

function shown(text: string): string {
  return escapeUnprintable(text.replaceAll('\t', '  '));
}

function widthOf(text: string): number {
  return text.replace(NO_WIDTH, '').replace(WIDE, '  ').length;
}
