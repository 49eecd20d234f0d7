import { dump, load } from '../js-yaml';
import { KUBERNETES_SCHEMA } from '../schema';
import { fieldsOf, isMap } from './values';

/** The indentation of a block. */
export interface BlockStyle {
  /** Columns from a key to the keys below it. */
  readonly step: number;
  /** Columns from a key to the dashes below it. */
  readonly dash: number;
  /**
   * Whether texts of several lines are written as literals, and not quoted. Not if a comment below would become part of
   * one.
   */
  readonly hasLiterals: boolean;
}

/** How a flow collection is written. */
export interface FlowStyle {
  /** Whether keys and strings are in double quotes, as in JSON. */
  readonly isQuoted: boolean;
  /** Whether there is no space after colons and commas, which is only allowed after quoted keys. */
  readonly isTight: boolean;
  /** For one item per line: the prefix of its line, and the unit of indentation. */
  readonly lines?: { readonly newline: string; readonly prefix: string; readonly unit: string };
  /** Whether it is KYAML: texts are in double quotes, keys are not, and the last item has a comma too. */
  readonly isKyaml?: boolean;
  /** Whether the items follow each other on a line, as KYAML writes a list of collections: `[{`, `}, {`, `}]`. */
  readonly isCuddled?: boolean;
}

/** A value in a block: the text after the key or the dash, and the lines below. */
export interface Written {
  readonly head: string;
  readonly body: readonly string[];
}

export type Quotes = 'single' | 'double';

/** The lines of a field. */
export function entryLines(key: string, value: unknown, style: BlockStyle): string[] {
  const { head, body } = valueBelowKey(value, style);
  return [`${scalarText(key)}:${head === '' ? '' : ` ${head}`}`, ...body];
}

/** The lines of an item. */
export function itemLines(value: unknown, style: BlockStyle): string[] {
  const { head, body } = valueBelowDash(value, style);
  return [`- ${head}`, ...body];
}

export function valueBelowKey(value: unknown, style: BlockStyle, quotes?: Quotes): Written {
  if (!isFilled(value)) return scalarWritten(value, style, style.step, quotes);
  return { head: '', body: indent(blockLines(value, style), Array.isArray(value) ? style.dash : style.step) };
}

export function valueBelowDash(value: unknown, style: BlockStyle, quotes?: Quotes): Written {
  if (!isFilled(value)) return scalarWritten(value, style, 2, quotes);
  const [head = '', ...body] = blockLines(value, style);
  return { head, body: indent(body, 2) };
}

/** Writes a value on one line, or, depending on the style, one item per line. */
export function flowText(value: unknown, style: FlowStyle, quotes?: Quotes): string {
  if (!isFilled(value)) {
    const isQuoted = style.isQuoted || style.isKyaml;
    return typeof value === 'string' && isQuoted ? doubleQuoted(value) : scalarText(value, quotes, true);
  }
  if (style.isKyaml && Array.isArray(value) && value.every((item) => item !== null && typeof item === 'object'))
    return `[${value.map((item) => flowText(item, style)).join(', ')}]`;
  const inner = style.lines && { ...style, lines: { ...style.lines, prefix: style.lines.prefix + style.lines.unit } };
  const parts = Array.isArray(value)
    ? value.map((item) => flowText(item ?? null, inner ?? style))
    : fieldsOf(value).map((key) => flowEntry(key, (value as any)[key], inner ?? style));
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (!style.lines || !inner) return `${open}${parts.join(style.isTight ? ',' : ', ')}${close}`;
  const { newline, prefix } = style.lines;
  const start = `${newline}${inner.lines.prefix}`;
  return `${open}${start}${parts.join(`,${start}`)}${style.isKyaml ? ',' : ''}${newline}${prefix}${close}`;
}

export function flowEntry(key: string, value: unknown, style: FlowStyle): string {
  const name = style.isQuoted ? doubleQuoted(key) : scalarText(key, undefined, true);
  return `${name}:${style.isTight ? '' : ' '}${flowText(value, style)}`;
}

/** Indents lines; empty lines are kept empty. */
export function indent(lines: readonly string[], columns: number): string[] {
  const space = ' '.repeat(columns);
  return lines.map((line) => (line === '' ? line : space + line));
}

/** Whether a value is a collection that is not empty. */
export function isFilled(value: unknown): value is object {
  return Array.isArray(value) ? value.length > 0 : isMap(value) && fieldsOf(value).length > 0;
}

export function blockLines(value: object, style: BlockStyle): string[] {
  return Array.isArray(value)
    ? value.flatMap((item) => itemLines(item ?? null, style))
    : fieldsOf(value).flatMap((key) => entryLines(key, (value as any)[key], style));
}

export function scalarWritten(value: unknown, style: BlockStyle, step: number, quotes?: Quotes): Written {
  if (style.hasLiterals && typeof value === 'string' && quotes === undefined && value.includes('\n')) {
    const [head = '', ...lines] = dump(value, { lineWidth: -1 }).replace(/\n$/, '').split('\n');
    // `|+` depends on the text after it, and `|2` on the text around it.
    if (/^\|-?$/.test(head))
      return {
        head,
        body: indent(
          lines.map((line) => line.slice(2)),
          step,
        ),
      };
  }
  return { head: scalarText(value, quotes), body: [] };
}

function scalarText(value: unknown, quotes?: Quotes, isInFlow = false): string {
  if (Array.isArray(value)) return '[]';
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'object') return '{}';
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'string') return String(value);
  if (quotes === 'double' || !isPrintable(value)) return doubleQuoted(value);
  if (quotes === 'single') return `'${value.replaceAll("'", "''")}'`;
  return isPlain(value, isInFlow) ? value : doubleQuoted(value);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`${value} is a number that YAML for Kubernetes does not have`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new Error(`${value} is a number that is too large to be copied exactly`);
  }
  return String(value);
}

const NAME = /^[A-Za-z_][\w./-]*$/;
/** Words that some reader parses as a boolean or null. */
const WORD = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/**
 * Whether a string can be written without quotes for every reader: those of YAML 1.1, of YAML 1.2, and the API client.
 */
function isPlain(value: string, isInFlow: boolean): boolean {
  if (NAME.test(value)) return !WORD.test(value); // Most are names: asking the library for each of them took most of the time.
  if (/^[?:=]/.test(value) || (isInFlow && value.includes('?'))) return false; // in brackets, the API client ends a text at "?"
  const text = isInFlow ? dump([value], { lineWidth: -1, flowLevel: 0 }) : dump(value, { lineWidth: -1 });
  return text === (isInFlow ? `[${value}]\n` : `${value}\n`) && load(value, { schema: KUBERNETES_SCHEMA }) === value;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be escaped
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;

function isPrintable(value: string): boolean {
  return !UNPRINTABLE.test(value);
}

/** JSON, with further characters escaped for YAML. */
export function doubleQuoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
