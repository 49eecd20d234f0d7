import { groupBy } from '../../json/group-by';
import { escapeSegment, segmentsOf, valueAt } from '../../json/pointer';
import { MAX_DEPTH, readYaml, type YamlDocument, type YamlText } from '../read';
import { Rewriting } from './rewriting';
import { Splices } from './splices';
import { treeOf } from './tree';
import { isMap, isSame } from './values';

/** The replacement of one value. */
export interface YamlEdit {
  /** Index of the document, as counted by `readYaml`, from 0. */
  readonly document: number;
  /** JSON Pointer of the value: empty for the whole document, `/items/3` in a list. */
  readonly pointer: string;
  /**
   * The value that was read. It may contain fields that the reader added, such as the kind of an item; they may be in
   * both values.
   */
  readonly before: any;
  readonly after: any;
}

/** An edit that was not made, and why. */
export interface RefusedEdit {
  readonly document: number;
  readonly pointer: string;
  readonly why: string;
}

/** The edited text. Documents with a refused edit are unchanged. */
export interface EditedYaml {
  readonly text: string;
  readonly refused: RefusedEdit[];
}

/**
 * Replaces values in a YAML or JSON text. Comments, order, quotes, anchors, line ends, and every byte outside of a
 * changed field are kept. If an alias or a merge key shares a value that changes in only one place, the other place
 * gets its own copy. The result is read again: if it differs from the requested values, nothing is changed.
 */
export function editYaml(text: string, edits: readonly YamlEdit[]): EditedYaml {
  try {
    // The whole text is read again first; only if it is wrong, each document is checked.
    return editDocuments(text, edits, false) ?? editDocuments(text, edits, true) ?? { text, refused: edits.map(wrong) };
  } catch (error) {
    return { text, refused: edits.map((edit) => refusal(edit, error)) };
  }
}

interface Chunk {
  readonly document: YamlDocument;
  readonly text: string;
  readonly start: number;
}

/** Undefined if the result differs from the requested values. */
function editDocuments(text: string, edits: readonly YamlEdit[], isCareful: boolean): EditedYaml | undefined {
  const refused: RefusedEdit[] = [];
  const read = readYaml(text);
  const wanted: unknown[] = read.documents.map(({ value }) => value);
  const newline = newlineOf(text) ?? '\n';
  const parts: string[] = [];
  const chunks = chunksOf(text, read);
  let at = 0;
  for (const [index, group] of groupsOf(edits)) {
    const chunk = chunks[index];
    try {
      if (!chunk) throw new Error(`the text has no document ${index}`);
      const { value, text: edited } = editChunk(chunk, group, newline, isCareful);
      parts.push(text.slice(at, chunk.start), edited);
      at = chunk.start + chunk.text.length;
      wanted[index] = value;
    } catch (error) {
      refused.push(...group.map((edit) => refusal(edit, error)));
    }
  }
  parts.push(text.slice(at));
  const edited = parts.join('');
  return edited === text || isRight(readYaml(edited), wanted, read.problems.length)
    ? { text: edited, refused }
    : undefined;
}

function refusal({ document, pointer }: YamlEdit, error: unknown): RefusedEdit {
  return { document, pointer, why: error instanceof Error ? error.message : String(error) };
}

function wrong(edit: YamlEdit): RefusedEdit {
  return refusal(edit, new Error(WRONG));
}

function groupsOf(edits: readonly YamlEdit[]): [number, YamlEdit[]][] {
  const groups = groupBy(edits, ({ document }) => document);
  return [...groups].sort(([one], [other]) => one - other);
}

/** The position of each document; the line ends in between are counted once. */
function chunksOf(text: string, { documents }: YamlText): Chunk[] {
  let line = 1;
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  return documents.map((document) => {
    const firstLine = document.firstLine;
    const chunk = document.text;
    for (; line < firstLine; line += 1) start = text.indexOf('\n', start) + 1;
    if (!text.startsWith(chunk, start)) throw new Error('a document is not where it was read');
    return { document, text: chunk, start };
  });
}

function newlineOf(text: string): string | undefined {
  const at = text.indexOf('\n');
  return at < 0 ? undefined : text[at - 1] === '\r' ? '\r\n' : '\n';
}

function editChunk({ document, text }: Chunk, edits: readonly YamlEdit[], newline: string, isCareful: boolean) {
  const before = document.value;
  const real = edits.filter(({ pointer, after }) => !isSame(valueAt(before, pointer), after));
  const value = afterAll(before, real);
  if (isSame(before, value)) return { value: before, text };
  const tree = treeOf(text, MAX_DEPTH);
  const isJsonText = isJson(text);
  for (const hasLiterals of [true, false]) {
    const splices = new Splices(text, newlineOf(text) ?? newline);
    new Rewriting(splices, hasLiterals).root(tree, before, value, isJsonText);
    const edited = splices.apply();
    const isAsAsked = !isCareful || isRight(readYaml(edited), [value], 0);
    if (isAsAsked && (!isJsonText || isJson(edited))) return { value, text: edited };
  }
  throw new Error(WRONG);
}

/** Returns a copy of a document with some values replaced. */
function afterAll(document: unknown, edits: readonly YamlEdit[]): unknown {
  const root = { document: edits.some(({ pointer }) => pointer !== '') ? structuredClone(document) : document };
  for (const { pointer, before, after } of edits) {
    const have = valueAt(root.document, pointer);
    if (have === undefined) throw new Error(`nothing is at "${pointer}"`);
    const value = isSame(have, after) ? have : isSame(have, before) ? after : afterwards(have, before, after);
    const segments = ['document', ...segmentsOf(pointer)];
    const parent = valueAt(
      root,
      segments
        .slice(0, -1)
        .map((segment) => `/${escapeSegment(segment)}`)
        .join(''),
    );
    const options = { writable: true, enumerable: true, configurable: true }; // Any name is an ordinary field.
    Object.defineProperty(parent, segments.at(-1) as string, {
      value: edits.length > 1 ? structuredClone(value) : value,
      ...options,
    });
  }
  return root.document;
}

/** The value that was read may have more fields than the text: they are removed on both sides. */
function afterwards(have: unknown, before: unknown, after: unknown): unknown {
  if (!isMap(have) || !isMap(before) || !isMap(after)) throw new Error(CHANGED);
  const given = Object.keys(before).filter((key) => !Object.hasOwn(have, key) && isSame(before[key], after[key]));
  const without = (map: object) => Object.fromEntries(Object.entries(map).filter(([key]) => !given.includes(key)));
  if (isSame(have, without(after))) return have;
  if (!isSame(have, without(before))) throw new Error(CHANGED);
  return without(after);
}

const CHANGED = 'the text is not what was read; read it again';

function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isRight({ documents, problems }: YamlText, wanted: readonly unknown[], problemCount: number): boolean {
  return (
    problems.length === problemCount &&
    documents.length === wanted.length &&
    documents.every(({ value }, index) => isSame(value, wanted[index]))
  );
}

const WRONG = 'the outcome would not read as asked; edit it by hand';
