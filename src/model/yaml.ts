import {
  constructFromEvents,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  YAMLException,
} from 'js-yaml';
import { escapeSegment } from './pointer';
import { KUBERNETES_SCHEMA, plainKey } from './yaml-schema';

/** A place in a text; lines and columns count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Why a part of a text could not be read. */
export interface YamlProblem extends Position {
  readonly message: string;
}

/** What reading a text gave: what could be read, and what could not. Neither hides the other. */
export interface YamlText {
  readonly documents: YamlDocument[];
  readonly problems: YamlProblem[];
}

/** Larger texts are refused unread. */
export const MAX_BYTES = 256 * 2 ** 20;
/** Deeper nesting is refused. */
export const MAX_DEPTH = 100;
/** More aliases in one document are refused. */
const MAX_ALIASES = 1000;
/** A document whose aliases stand for more values than this is refused. */
const MAX_ALIASED_VALUES = 200_000;

const NO_SEPARATOR = /^---(?![ \t\r]*(?:#.*)?$)/m;

/** One document of a YAML text, with its place in it. Positions are worked out when somebody asks for one. */
export class YamlDocument {
  private offsets?: Map<string, number>;
  private lineStarts?: number[];

  public constructor(
    /** The document as plain data. */
    public readonly value: any,
    private readonly text: string,
    private readonly firstLine: number,
  ) {}

  /** Where a field stands, or, if the document does not have it, the nearest thing around it. */
  public positionOf(pointer: string): Position {
    this.offsets ??= offsetsOf(this.text);
    let path = pointer;
    while (path !== '' && !this.offsets.has(path)) path = path.slice(0, path.lastIndexOf('/'));
    this.lineStarts ??= lineStartsOf(this.text); // made once: a list of 4,000 objects is one document
    return positionAt(this.lineStarts, this.offsets.get(path) ?? 0, this.firstLine);
  }
}

/**
 * Reads a YAML or JSON text as the Kubernetes API client does. A document that cannot be read is a problem and does not
 * hide its neighbours; a document without content is left out.
 */
export function readYaml(text: string): YamlText {
  if (text.length > MAX_BYTES) {
    const message = `text has ${text.length} characters; split it below ${MAX_BYTES}`;
    return { documents: [], problems: [{ message, line: 1, column: 1 }] };
  }
  const documents: YamlDocument[] = [];
  const problems: YamlProblem[] = [];
  for (const chunk of chunksOf(text.startsWith('\uFEFF') ? text.slice(1) : text)) {
    try {
      const value = readChunk(chunk.text);
      if (value !== undefined) documents.push(new YamlDocument(value, chunk.text, chunk.line));
    } catch (error) {
      problems.push(problemOf(error, chunk));
    }
  }
  return { documents, problems };
}

interface Chunk {
  readonly text: string;
  readonly line: number;
}

/**
 * Cuts where the API client does: at each line that starts with `---`. What follows it on that line is left in the chunk
 * only when it is no comment, so that reading it fails.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/util/yaml/decoder.go
 */
function* chunksOf(text: string): Generator<Chunk> {
  let start = 0;
  let line = 1;
  let from = 0;
  for (;;) {
    const at = text.startsWith('---', from) ? from : text.indexOf('\n---', from) + 1;
    if (at === 0 && !text.startsWith('---', from)) break;
    const before = text.slice(start, at);
    yield { text: before, line };
    line += newlinesIn(before);
    start = at;
    const end = text.indexOf('\n', at);
    if (end < 0) break;
    from = end + 1;
  }
  yield { text: text.slice(start), line };
}

function newlinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

function readChunk(text: string): any {
  if (NO_SEPARATOR.test(text)) throw new Error('content stands after "---"; move it to a line of its own');
  const events = parseEvents(text, { maxDepth: MAX_DEPTH });
  const values = constructFromEvents(events, { source: text, schema: KUBERNETES_SCHEMA, maxAliases: MAX_ALIASES });
  if (values.length > 1) throw new Error('a second document starts without "---"; put that line between them');
  const value = values[0];
  if (value === null || value === undefined) return undefined;
  return events.some((event) => event.type === EVENT_ID.ALIAS) ? expandAliases(value) : value;
}

/** Copies shared values, so that no two places are one object; refuses bombs and loops. */
function expandAliases(root: unknown): unknown {
  let count = 0;
  const copy = (value: unknown, depth: number): unknown => {
    count += 1;
    if (count > MAX_ALIASED_VALUES) throw new Error(`aliases stand for more than ${MAX_ALIASED_VALUES} values`);
    if (depth > MAX_DEPTH) throw new Error(`aliases nest deeper than ${MAX_DEPTH} levels, or hold themselves`);
    if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item, depth + 1)]));
  };
  return copy(root, 0);
}

function problemOf(error: unknown, chunk: Chunk): YamlProblem {
  const reason = error instanceof YAMLException ? error.reason : (error as Error).message;
  const mark = error instanceof YAMLException ? error.mark : undefined;
  const message = chunk.text.includes('{{')
    ? `${reason}; this looks like a template: render it first, for example helm template . | cdk8s-hardened check -`
    : reason;
  return { message, line: chunk.line + (mark?.line ?? 0), column: (mark?.column ?? 0) + 1 };
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function positionAt(lineStarts: readonly number[], offset: number, firstLine: number): Position {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] as number) <= offset) low = middle;
    else high = middle;
  }
  return { line: firstLine + low, column: offset - (lineStarts[low] as number) + 1 };
}

/** Where each field stands, by JSON Pointer. A mapping's field stands where its key does. */
function offsetsOf(text: string): Map<string, number> {
  const offsets = new Map<string, number>();
  const events = parseEvents(text, { maxDepth: MAX_DEPTH });
  let next = 0;
  const startOf = (event: Event): number =>
    event.type === EVENT_ID.SCALAR
      ? event.valueStart
      : event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING
        ? event.start
        : event.type === EVENT_ID.ALIAS
          ? event.anchorStart
          : 0;
  const visit = (path: string, at?: number): void => {
    const event = events[next++];
    if (!event) return;
    offsets.set(path, at ?? startOf(event));
    if (event.type === EVENT_ID.SEQUENCE) {
      for (let index = 0; events[next]?.type !== EVENT_ID.POP; index += 1) visit(`${path}/${index}`);
      next += 1;
    } else if (event.type === EVENT_ID.MAPPING) {
      while (events[next] && events[next]?.type !== EVENT_ID.POP) {
        const key = events[next++] as Event;
        if (key.type !== EVENT_ID.SCALAR) return; // a key that is no scalar was refused when the text was read
        const name = getScalarValue(text, key);
        visit(`${path}/${escapeSegment(key.style === SCALAR_STYLE.PLAIN ? plainKey(name) : name)}`, key.valueStart);
      }
      next += 1;
    }
  };
  if (events[next]?.type === EVENT_ID.DOCUMENT) next += 1;
  visit('');
  return offsets;
}
