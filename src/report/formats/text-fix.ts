import type { Finding } from '../../engine/finding';
import type { Patch } from '../../json/patch';
import { escapeSegment, segmentsOf, valueAt } from '../../json/pointer';
import type { Manifest } from '../../model/manifest';
import type { ReportContext } from '../context';

/** A stretch of a text, and what to put there. Lines and columns count from 1; the end is not part of it. */
export interface Replacement {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/** A value that says on its line all that it is, and nothing else stands there but a comment. */
const PLAIN_FIELD = /^(["']?)([\w./-]+)\1:[ \t]+([\w./-]+)[ \t]*,?[ \t]*(?:[ \t]#.*)?$/;
const MAPPING_KEY = /^[\w./-]+:[ \t]*(?:#.*)?$/;
const PLAIN_KEY = /^[A-Za-z][\w./-]*$/;
const PLAIN_WORD = /^[A-Za-z][A-Za-z-]*$/;
/** Words that YAML reads as something else than text. */
const NO_TEXT = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

interface Text {
  readonly manifest: Manifest;
  readonly line: (number: number) => string | undefined;
}

/**
 * A finding's fix as edits of the text that it was read from; undefined where that cannot be done by looking at single
 * lines: in flow style, behind aliases, in lists, where no text is at hand.
 */
export function textFix(finding: Finding, { sourceLine }: ReportContext): Replacement[] | undefined {
  const manifest = finding.manifest;
  const { file } = finding.origin;
  if (!sourceLine || !manifest?._positionOf || file === undefined || finding.fix.length === 0) return undefined;
  const text: Text = { manifest, line: (number) => sourceLine(file, number) };
  if (finding.fix.some(({ path }) => isShared(path, text))) return undefined;
  const edits: Replacement[] = [];
  for (const patch of joined(finding.fix)) {
    const edit = patch && edited(patch, text);
    if (!edit) return undefined;
    edits.push(edit);
  }
  const lines = edits.flatMap(({ startLine, endLine }) => (endLine > startLine ? [startLine, endLine] : [startLine]));
  return new Set(lines).size === lines.length ? edits : undefined;
}

/** The patches with what is put into a new parent as part of that parent; undefined for one that is about a list. */
function joined(patches: readonly Patch[]): (Patch | undefined)[] {
  const made: { path: string; op: string; value: any }[] = [];
  for (const { op, path, value } of patches) {
    const parent = made.find((each) => path.startsWith(`${each.path}/`));
    if (!parent) made.push({ op, path, value: structuredClone(value) });
    else {
      const [segments, last] = split(path.slice(parent.path.length));
      const target = segments.reduce((at, segment) => at?.[segment], parent.value);
      if (op !== 'add' || target === null || typeof target !== 'object' || Array.isArray(target)) return [undefined];
      target[last] = structuredClone(value);
    }
  }
  return made;
}

function split(pointer: string): [segments: readonly string[], last: string] {
  const segments = segmentsOf(pointer);
  return [segments.slice(0, -1), segments.at(-1) as string];
}

function edited(patch: Patch, text: Text): Replacement | undefined {
  const found = valueAt(text.manifest.json, patch.path);
  if (patch.op === 'remove') return removed(patch.path, found, text);
  if (found === undefined) return added(patch, text);
  return replaced(patch, found, text);
}

/** The line where a field stands, where the field and its value are all that it says. */
function fieldAt(pointer: string, value: unknown, { manifest, line }: Text) {
  const [, key] = split(pointer);
  const position = manifest._positionOf?.(pointer);
  const whole = position && line(position.line);
  if (!position || whole === undefined || !['string', 'number', 'boolean'].includes(typeof value)) return undefined;
  const match = PLAIN_FIELD.exec(whole.slice(position.column - 1));
  if (!match || match[2] !== key || match[3] !== String(value)) return undefined;
  const start = position.column + match[0].indexOf(match[3], match[0].indexOf(':') + 1);
  return { ...position, whole, start, end: start + match[3].length, isJson: match[1] === '"' };
}

function replaced({ path, value }: Patch, found: unknown, text: Text): Replacement | undefined {
  const field = fieldAt(path, found, text);
  const scalar = typeof value === 'string' && field?.isJson ? JSON.stringify(value) : scalarText(value);
  if (!field || scalar === undefined) return undefined;
  return { startLine: field.line, startColumn: field.start, endLine: field.line, endColumn: field.end, text: scalar };
}

/** Only a line of its own, in a mapping that has more, so that no empty one is left. */
function removed(path: string, found: unknown, text: Text): Replacement | undefined {
  const field = fieldAt(path, found, text);
  if (!field || !isBlock(parentOf(path), text) || text.line(field.line + 1) === undefined) return undefined;
  const { line, column, whole } = field;
  if (Object.keys(valueAt(text.manifest.json, parentOf(path))).length < 2) return undefined;
  if (whole.slice(0, column - 1).trim() !== '' || whole.trimEnd().endsWith(',')) return undefined;
  return { startLine: line, startColumn: 1, endLine: line + 1, endColumn: 1, text: '' };
}

/** Goes before the first field of its mapping, at the same depth. */
function added({ path, value }: Patch, text: Text): Replacement | undefined {
  const parent = parentOf(path);
  const [, key] = split(path);
  const first = firstField(parent, text);
  const block =
    first && PLAIN_KEY.test(key) && isBlock(parent, text) ? blockText(key, value, first.column - 1) : undefined;
  if (!first || block === undefined) return undefined;
  const { line, column } = first;
  const inserted = `${block}\n${' '.repeat(column - 1)}`;
  return { startLine: line, startColumn: column, endLine: line, endColumn: column, text: inserted };
}

/** Whether something around a field has an anchor, so that an edit could change another place as well. */
function isShared(pointer: string, { manifest, line }: Text): boolean {
  for (let at = pointer; at !== ''; at = parentOf(at)) {
    const number = manifest._positionOf?.(at).line ?? 0;
    if (hasAnchor(line(number)) || hasAnchor(line(number - 1))) return true;
  }
  return false;
}

function hasAnchor(line: string | undefined): boolean {
  return line?.includes('&') === true && /(?:^|[\s-])&\S/.test(line);
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}

/** Where the first field of a mapping stands, if its line says so itself. */
function firstField(pointer: string, { manifest, line }: Text) {
  const mapping = valueAt(manifest.json, pointer);
  if (mapping === null || typeof mapping !== 'object' || Array.isArray(mapping)) return undefined;
  const [key] = Object.keys(mapping);
  const first = key === undefined ? undefined : manifest._positionOf?.(`${pointer}/${escapeSegment(key)}`);
  return first && line(first.line)?.startsWith(`${key}:`, first.column - 1) ? first : undefined;
}

/** Whether a mapping is written in block style, with its fields on lines of their own below its key. */
function isBlock(pointer: string, text: Text): boolean {
  const first = firstField(pointer, text);
  const before = first && text.line(first.line)?.slice(0, first.column - 1);
  if (!first || before === undefined) return false;
  // The first field of a list's item stands behind its dash; other first fields have their line to themselves.
  if (!/^ *(?:- +)*$/.test(before)) return false;
  if (before.includes('-') || pointer === '') return pointer !== '' || isBlockRoot(first, text);
  const key = text.manifest._positionOf?.(pointer);
  const whole = key && text.line(key.line);
  if (!key || whole === undefined || key.line >= first.line || !MAPPING_KEY.test(whole.slice(key.column - 1)))
    return false;
  for (let number = key.line + 1; number < first.line; number += 1) {
    if (!/^[ \t]*(?:#.*)?$/.test(text.line(number) ?? 'unknown')) return false;
  }
  return true;
}

/** A root in flow style starts at its brace, before its first field. */
function isBlockRoot(first: { readonly line: number; readonly column: number }, { manifest }: Text): boolean {
  const root = manifest._positionOf?.('');
  return root?.line === first.line && root.column === first.column;
}

function scalarText(value: unknown): string | undefined {
  if (typeof value === 'boolean' || Number.isSafeInteger(value)) return String(value);
  if (typeof value !== 'string') return undefined;
  return PLAIN_WORD.test(value) && !NO_TEXT.test(value) ? value : JSON.stringify(value);
}

/** A field in block style. All lines but the first are set in by the depth that it stands at. */
function blockText(key: string, value: unknown, depth: number): string | undefined {
  const scalar = scalarText(value);
  if (scalar !== undefined) return `${key}: ${scalar}`;
  if (Array.isArray(value)) return `${key}: ${JSON.stringify(value)}`;
  if (value === null || typeof value !== 'object') return undefined;
  const fields = Object.entries(value).map(([name, inside]) => blockText(name, inside, depth + 2));
  if (fields.length === 0) return `${key}: {}`;
  if (fields.includes(undefined) || !Object.keys(value).every((name) => PLAIN_KEY.test(name))) return undefined;
  return [`${key}:`, ...fields.map((field) => `${' '.repeat(depth + 2)}${field}`)].join('\n');
}
