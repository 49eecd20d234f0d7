import { groupBy } from '../../json/group-by';
import { escapeSegment, segmentsOf, valueAt } from '../../json/pointer';
import { MAX_DEPTH, readYaml, type YamlDocument, type YamlText } from '../read';
import { Rewriting } from './rewriting';
import { Splices } from './splices';
import { treeOf } from './tree';
import { isMap, isSame } from './values';

/** One value that is to become another. */
export interface YamlEdit {
  /** Which document it is in, as `readYaml` counts them, from 0. */
  readonly document: number;
  /** JSON Pointer of the value: empty for the whole document, `/items/3` in a list. */
  readonly pointer: string;
  /** What was read there. A field that the reader gave it, as the kind of an item, may be in both. */
  readonly before: any;
  readonly after: any;
}

/** An edit that was not made, and why. */
export interface RefusedEdit {
  readonly document: number;
  readonly pointer: string;
  readonly why: string;
}

/** The edited text. Documents with a refused edit are as they were. */
export interface EditedYaml {
  readonly text: string;
  readonly refused: RefusedEdit[];
}

/**
 * Rewrites values in a YAML or JSON text. Comments, order, quotes, anchors, line ends, and every byte that does not belong
 * to a changed field stay as they are. Where an alias or a merge key shares a value that changes in one place only, the
 * other place gets its own copy. What comes out is read again: if it does not read as asked, nothing is changed.
 */
export function editYaml(text: string, edits: readonly YamlEdit[]): EditedYaml {
  try {
    // Whether all is right shows when the whole is read again; only if it is not, each document is asked.
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

/** Undefined where the outcome does not read as asked. */
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

/** Where each document stands; the line ends between them are counted once. */
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

/** A document with some of its values replaced; it stays as it is itself. */
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
    const options = { writable: true, enumerable: true, configurable: true }; // whatever the name, it is a field
    Object.defineProperty(parent, segments.at(-1) as string, {
      value: edits.length > 1 ? structuredClone(value) : value,
      ...options,
    });
  }
  return root.document;
}

/** What was read may have had more fields than stand in the text: they are left out on both sides. */
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
