import type { SharedTexts } from '../json/shared-texts';
import { adviceFor, COMPLEX_KEY, startOfBraces } from './advice';
import { NOT_READ, readBlocks } from './block-reader';
import { mayDiffer, refuseDifferences, startsIndented } from './differences';
import { type Chunk, type DocumentPositions, isList, SharedReading, YamlDocument } from './document';
import { eventsIn, MAX_DEPTH } from './events';
import { constructFromEvents, EVENT_ID, parseEvents, YAMLException } from './js-yaml';
import { plainDocuments } from './plain-documents';
import { positionsFromEvents } from './positions';
import { KUBERNETES_SCHEMA } from './schema';
import { type Position, TextLines } from './text-lines';

/** Why a part of a text could not be read. */
export interface YamlProblem extends Position {
  readonly message: string;
}

/** The result of reading a text: its documents and its problems. */
export interface YamlText {
  readonly documents: YamlDocument[];
  readonly problems: YamlProblem[];
  /** Its lines, without a byte order mark. */
  readonly lines: TextLines;
}

/** Larger texts are refused without reading them. */
export const MAX_BYTES = 256 * 2 ** 20;
/**
 * A document whose aliases or merge keys stand for more values than this is refused. The API client gives up at
 * about as many.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.4/decode.go#L319
 */
const MAX_ALIASED_VALUES = 400_000;

const NO_SEPARATOR = /^---(?![ \t\r]*$|[ \t\r]+#.*$)/m;

/** The API client takes such a text for JSON, and then for YAML without the spaces at its start. */
const HIDDEN_BRACE = /^[ \t\r\n]*[^\S \t\r\n\uFEFF]\s*\{/;

/**
 * Reads a YAML or JSON text as the Kubernetes API client does. An unreadable document is a problem and does not hide
 * the others; an empty document is omitted.
 *
 * @param shared by all texts that are read together; default: by none
 */
export function readYaml(text: string, shared = new SharedReading()): YamlText {
  if (text.length > MAX_BYTES) {
    const message = `text has ${text.length} characters; split it below ${MAX_BYTES}`;
    return { documents: [], problems: [{ message, line: 1, column: 1 }], lines: new TextLines(text) };
  }
  if (HIDDEN_BRACE.test(text)) {
    const message = 'a brace stands behind a space that YAML does not know; remove the space';
    return { documents: [], problems: [{ message, line: 1, column: 1 }], lines: new TextLines(text) };
  }
  const documents: YamlDocument[] = [];
  const problems: YamlProblem[] = [];
  const whole = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const chunks = [...chunksOf(whole)];
  const lines = new TextLines(whole, chunks.length > 1 ? chunks : undefined);
  const known = readTogether(chunks, shared.texts);
  for (const chunk of chunks) {
    try {
      const read = known.get(chunk);
      const value = read ? read.value : readChunk(chunk.text, chunk === chunks[0] && whole === text);
      if (value === undefined) continue;
      const positions = chunks.length > 2 || isList(value) ? read?.positions : undefined;
      documents.push(new YamlDocument(value, chunk, lines, shared, positions));
    } catch (error) {
      problems.push(problemOf(error, chunk));
    }
  }
  return { documents, problems, lines };
}

/** Reads the chunks that can be read without a closer look, each of which is valid. */
function readTogether(chunks: readonly Chunk[], texts: SharedTexts): ReadonlyMap<Chunk, ReadAtOnce> {
  const known = new Map<Chunk, ReadAtOnce>();
  for (const chunk of chunks) {
    const value = readBlocks(chunk.text, texts);
    if (value !== NOT_READ) known.set(chunk, { value });
  }
  for (const batch of batchesOf(chunks.filter((chunk) => !known.has(chunk))))
    for (const [chunk, read] of readAtOnce(batch, texts) ?? []) known.set(chunk, read);
  return known;
}

/**
 * About as many characters are read together. The events of js-yaml take more than ten times as many bytes; but each call
 * of its parser costs time, as V8 compiles it anew (smaller batches take 1.4 times as long).
 */
const BATCH = 2 ** 23;

function* batchesOf(chunks: readonly Chunk[]): Generator<readonly Chunk[]> {
  let batch: Chunk[] = [];
  let length = 0;
  for (const chunk of chunks) {
    batch.push(chunk);
    length += chunk.text.length;
    if (length < BATCH) continue;
    yield batch;
    batch = [];
    length = 0;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Reads some chunks together, which takes half the time. Undefined if one of them cannot be read; chunks that need a
 * closer look are left out. Those are then read one by one.
 */
function readAtOnce(chunks: readonly Chunk[], texts: SharedTexts): ReadonlyMap<Chunk, ReadAtOnce> | undefined {
  const first = chunks[0] as Chunk;
  const text = chunks.map((chunk) => chunk.text).join('');
  if (NO_SEPARATOR.test(text) || OWN_MARKS.test(text)) return undefined;
  try {
    const events = parseEvents(text, { maxDepth: MAX_DEPTH });
    const documents = [...plainDocuments(text, events, texts)];
    const before = chunks.length - documents.length;
    if (before !== 0 && !(before === 1 && NO_CONTENT.test(first.text))) return undefined;
    const found = new Map<Chunk, ReadAtOnce>();
    const differs = mayDiffer(text);
    if (before === 1 && !(differs && mayDiffer(first.text))) found.set(first, { value: undefined });
    const positions = positionsFromEvents(text, events);
    let start = before === 1 ? first.text.length : 0;
    for (const [index, { value, isPlain }] of documents.entries()) {
      const chunk = chunks[index + before] as Chunk;
      const from = start;
      start += chunk.text.length;
      if (!isPlain || startsIndented(chunk.text) || (differs && mayDiffer(chunk.text))) continue;
      const root = positions.roots[index] as number;
      found.set(chunk, { value: value ?? undefined, positions: { of: positions, root, start: from } });
    }
    return found;
  } catch {
    return undefined; // Reading them one by one finds the invalid one.
  }
}

/** The result for one chunk of reading several together. */
interface ReadAtOnce {
  readonly value: any;
  readonly positions?: DocumentPositions;
}

/** Directives and document ends, which a chunk cannot have. */
const OWN_MARKS = /^(?:%|\.\.\.)/m;
const NO_CONTENT = /^(?:[ \t]*(?:#.*)?(?:\r?\n|$))*$/;

/**
 * Splits a text where the API client does: at each line that starts with `---`. The rest of that line is kept in the
 * chunk only if it is not a comment, so that reading it fails.
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
    yield { text: before, start, line };
    line += newlinesIn(before);
    start = at;
    const end = text.indexOf('\n', at);
    if (end < 0) break;
    from = end + 1;
  }
  yield { text: text.slice(start), start, line };
}

function newlinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

function readChunk(text: string, mayBeJson: boolean): any {
  if (NO_SEPARATOR.test(text)) throw new Error('content follows "---"; move it to a line of its own');
  const events = eventsIn(text);
  const values = constructFromEvents(events, {
    source: text,
    schema: KUBERNETES_SCHEMA,
    maxTotalMergeKeys: MAX_ALIASED_VALUES,
  });
  if (values.length > 1) throw new Error('a second document starts without "---"; put that line between them');
  refuseDifferences(text, events, mayBeJson);
  const value = values[0];
  if (value === null || value === undefined) return undefined;
  return events.some((event) => event.type === EVENT_ID.ALIAS) ? expandAliases(value) : value;
}

/** Copies shared values, so that each place has its own object; refuses exponential expansion and cycles. */
function expandAliases(root: unknown): unknown {
  const seen = new Set<object>();
  let count = 0;
  const copy = (value: unknown, depth: number, isAliased: boolean): unknown => {
    if (isAliased) count += 1;
    if (count > MAX_ALIASED_VALUES) throw new Error(`aliases expand to more than ${MAX_ALIASED_VALUES} values`);
    if (depth > MAX_DEPTH) throw new Error(`aliases nest deeper than ${MAX_DEPTH} levels, or contain themselves`);
    if (value === null || typeof value !== 'object') return value;
    const isAgain = isAliased || seen.has(value);
    seen.add(value);
    if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1, isAgain));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item, depth + 1, isAgain)]));
  };
  return copy(root, 0, false);
}

function problemOf(error: unknown, { text, line: firstLine }: Chunk): YamlProblem {
  const isPlaced = error instanceof YAMLException && !!error.mark;
  const reason = isPlaced ? error.reason : (error as Error).message;
  const place = COMPLEX_KEY.test(reason) ? startOfBraces(text) : isPlaced ? error.mark?.position : undefined;
  const offset = place ?? 0;
  const advice = adviceFor(reason, text, offset, isRead);
  const { line, column } = new TextLines(text).positionOf(offset);
  return { message: advice === undefined ? reason : `${reason}; ${advice}`, line: firstLine + line - 1, column };
}

function isRead(text: string): boolean {
  try {
    readChunk(text, false);
    return true;
  } catch {
    return false;
  }
}
