import { escapeSegment, segmentsOf, valueAt } from '../../json/pointer';
import type { YamlDocument } from '../document';
import { readYaml, type YamlText } from '../read';
import type { Place } from './block';
import { rootPlace } from './places';
import { Rewriting } from './rewriting';
import { applySplices, lineStarts, type Splice, Splices } from './splices';
import { treeOf, type YamlNode } from './tree';
import { isMap, isSame } from './values';

/** One value of a document that is to become another. */
export interface ValueEdit {
  /** JSON Pointer of the value: empty for the whole document, `/items/3` in a list. */
  readonly pointer: string;
  /** What was read there. A field that the reader gave it, as the kind of an item, may be in both. */
  readonly before: any;
  readonly after: any;
}

/** More edits of one document are not read again one by one. */
const MOST_READ = 100;

/** What editing needs to know of a document. */
interface Parsed {
  readonly tree: YamlNode;
  readonly place: Place;
  readonly starts: readonly number[];
  readonly isJson: boolean;
}

/** Makes edits of one document of a text. It is parsed once, when the first edit changes something. */
export class DocumentEditor {
  private parsed?: Parsed;
  private cannotBeParsed = false;
  private readAgain = 0;

  /** @param newline the line end of a document that has none; default: the one of Unix */
  public constructor(
    private readonly document: YamlDocument,
    private readonly newline = '\n',
  ) {}

  /**
   * Makes all edits at once. Throws where one cannot be made.
   *
   * @param isCareful whether the outcome is read again here; default: the caller does so
   */
  public editAll(
    edits: readonly ValueEdit[],
    isCareful = false,
  ): { readonly value: unknown; readonly splices: readonly Splice[] } {
    const { value: before } = this.document;
    const value = afterAll(before, edits);
    if (isSame(before, value)) return { value: before, splices: [] };
    for (const hasLiterals of [true, false]) {
      const splices = this.splicesTo([], before, value, hasLiterals);
      if (this.isRight(splices, value, isCareful)) return { value, splices };
    }
    throw new Error(WRONG);
  }

  /**
   * Makes an edit as if it were the only one; undefined where it cannot be made. Only what an edit is about is looked
   * at, however long the list is that it stands in, and the outcome is not read again: a report shows thousands of edits
   * that are seldom made. Where values are shared, which is rare, it is read again for each, up to a limit.
   */
  public editAlone(edit: ValueEdit): readonly Splice[] | undefined {
    if (this.cannotBeParsed) return undefined;
    try {
      this.cannotBeParsed = true;
      const { isShared } = this.parse().tree;
      this.cannotBeParsed = false;
      if (isShared) {
        this.readAgain += 1;
        return this.readAgain > MOST_READ ? undefined : this.editAll([edit], true).splices;
      }
      const before = valueAt(this.document.value, edit.pointer);
      const { path, have, want } = narrowed(segmentsOf(edit.pointer), before, wantedFor(before, edit));
      return this.splicesTo(path, have, want, false);
    } catch {
      return undefined;
    }
  }

  private splicesTo(path: readonly string[], have: unknown, want: unknown, hasLiterals: boolean): readonly Splice[] {
    const { tree, place, starts } = this.parse();
    const splices = new Splices(this.document.text, newlineOf(this.document.text) ?? this.newline, starts);
    const own = place.in === 'root' ? { ...place, style: { ...place.style, hasLiterals } } : place;
    new Rewriting(splices).root(tree, have, want, own, path);
    return splices.all();
  }

  private isRight(splices: readonly Splice[], value: unknown, isRead: boolean): boolean {
    const { isJson } = this.parse();
    if (!isRead && !isJson) return true;
    const text = applySplices(this.document.text, splices);
    return (!isRead || isRight(readYaml(text), [value], 0)) && (!isJson || isJsonText(text));
  }

  private parse(): Parsed {
    const { text } = this.document;
    if (!this.parsed) {
      const tree = treeOf(this.document);
      const starts = lineStarts(text);
      const isJson = isJsonText(text);
      this.parsed = { tree, starts, isJson, place: rootPlace(new Splices(text, this.newline, starts), tree, isJson) };
    }
    return this.parsed;
  }
}

export function newlineOf(text: string): string | undefined {
  const at = text.indexOf('\n');
  return at < 0 ? undefined : text[at - 1] === '\r' ? '\r\n' : '\n';
}

/** A document with some of its values replaced; it stays as it is itself. */
function afterAll(document: unknown, edits: readonly ValueEdit[]): unknown {
  const real = edits.filter(({ pointer, after }) => !isSame(valueAt(document, pointer), after));
  const root = { document: real.some(({ pointer }) => pointer !== '') ? structuredClone(document) : document };
  for (const edit of real) {
    const have = valueAt(root.document, edit.pointer);
    const value = wantedFor(have, edit);
    const segments = ['document', ...segmentsOf(edit.pointer)];
    const parent = valueAt(
      root,
      segments
        .slice(0, -1)
        .map((segment) => `/${escapeSegment(segment)}`)
        .join(''),
    );
    const options = { writable: true, enumerable: true, configurable: true }; // whatever the name, it is a field
    Object.defineProperty(parent, segments.at(-1) as string, {
      value: real.length > 1 ? structuredClone(value) : value,
      ...options,
    });
  }
  return root.document;
}

/** What a value becomes by an edit. */
function wantedFor(have: unknown, { pointer, before, after }: ValueEdit): unknown {
  if (have === undefined) throw new Error(`nothing is at "${pointer}"`);
  return have === before || isSame(have, before) ? after : isSame(have, after) ? have : afterwards(have, before, after);
}

/** Goes to the innermost collection that holds all that changes; what stands around it is not compared then. */
function narrowed(path: readonly string[], have: unknown, want: unknown) {
  const inner = [...path];
  let at = { have, want };
  for (let key = onlyChange(have, want); key !== undefined; key = onlyChange(at.have, at.want)) {
    inner.push(key);
    at = { have: (at.have as any)[key], want: (at.want as any)[key] };
  }
  return { path: inner, ...at };
}

/** The key of the only member that is replaced, if it is a collection and becomes one of its kind. */
function onlyChange(have: any, want: any): string | undefined {
  if (!isCollectionAs(have, want)) return undefined;
  const keys = Object.keys(have);
  if (keys.length !== Object.keys(want).length) return undefined;
  const [key, another] = keys.filter((each) => !Object.hasOwn(want, each) || have[each] !== want[each]);
  return key !== undefined && another === undefined && isCollectionAs(have[key], want[key]) ? key : undefined;
}

function isCollectionAs(one: unknown, other: unknown): boolean {
  return (isMap(one) && isMap(other)) || (Array.isArray(one) && Array.isArray(other));
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

function isJsonText(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether a text reads as some values. */
export function isRight({ documents, problems }: YamlText, wanted: readonly unknown[], problemCount: number): boolean {
  return (
    problems.length === problemCount &&
    documents.length === wanted.length &&
    documents.every(({ value }, index) => isSame(value, wanted[index]))
  );
}

export const WRONG = 'the outcome would not read as asked; edit it by hand';
