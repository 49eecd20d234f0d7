import { createReadStream } from 'node:fs';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import type { Manifest } from '../model/manifest';
import { readObjects } from '../model/read-objects';
import type { SourcePlace, Unread } from '../report/context';
import { readYaml, type YamlDocument } from '../yaml/read';
import type { TextLines } from '../yaml/text-lines';
import { findFiles, type InputFile, reasonOf } from './files';
import { type Io, write, writeText } from './io';
import { readTextFile, readTextStream } from './text-file';

/** All objects that were read, and all inputs that could not be read. */
export interface Input {
  readonly manifests: Manifest[];
  readonly unread: Unread[];
  /** Number of documents in folders that are not Kubernetes objects. */
  readonly skipped: number;
  /** The texts by path, to show or change them. */
  readonly texts: ReadonlyMap<string, SourceText>;
  /** Where an object stands in what was read. */
  readonly sourceOf: (manifest: Manifest) => Place | undefined;
  /** A line of what was read. */
  readonly sourceLine: (file: string, line: number) => string | undefined;
}

/** Where an object stands in a file. */
export interface Place extends SourcePlace {
  readonly file: string;
  /** Number of the document in the file, from 0. */
  readonly index: number;
}

/** One text that was read. */
export interface SourceText {
  readonly file: InputFile;
  readonly text: string;
  readonly lines: TextLines;
}

export interface InputOptions {
  readonly workloadKinds?: WorkloadKind[];
  /** Paths without objects are not an error. */
  readonly allowEmpty?: boolean;
  /** Prints to standard error what is read. */
  readonly verbose?: boolean;
}

/** The result of reading one file. */
export interface FileInput {
  readonly source?: SourceText;
  readonly places: ReadonlyMap<Manifest, Place>;
  readonly manifests: Manifest[];
  readonly unread: Unread[];
  readonly skipped: number;
}

/** Input that takes longer than this many milliseconds is announced. */
const PATIENCE = 1000;

/** Reads all objects behind some paths. Unreadable inputs do not hide readable ones. */
export async function readInput(paths: readonly string[], io: Io, options: InputOptions = {}): Promise<Input> {
  const contents = findFiles(paths, io.cwd);
  const files = [...new Set(contents.flatMap((content) => content.files))];
  const read = new Map<InputFile, FileInput>();
  const started = performance.now();
  for (const file of files) {
    if (io.tellsProgress && performance.now() - started > PATIENCE)
      await write(io.stderr, `\r\u001b[Kreading ${read.size + 1} of ${files.length} files`);
    const input = await readFile(file, io, options);
    read.set(file, input);
    if (options.verbose)
      await writeText(io.stderr, `${file.path}: ${input.manifests.length} objects, ${input.skipped} other documents\n`);
  }
  if (io.tellsProgress && performance.now() - started > PATIENCE) await write(io.stderr, '\r\u001b[K');
  const inputs = [...read.values()];
  const unread = inputs.flatMap((input) => input.unread);
  for (const content of contents) {
    unread.push(...content.unread);
    const own = content.files.map((file) => read.get(file) as FileInput);
    const silent = own.every((input) => input.manifests.length === 0 && input.unread.length === 0);
    if (silent && content.unread.length === 0 && !options.allowEmpty)
      unread.push({ file: content.path, message: 'holds no Kubernetes object; name a file or folder that does' });
  }
  const texts = new Map(inputs.flatMap(({ source }) => (source ? [[source.file.path, source] as const] : [])));
  const placesIn = new Map<string | undefined, FileInput['places']>(
    [...read].map(([{ path }, { places }]) => [path, places]),
  );
  return {
    manifests: inputs.flatMap((input) => input.manifests),
    unread,
    skipped: inputs.reduce((sum, input) => sum + input.skipped, 0),
    texts,
    sourceOf: (manifest) => placesIn.get(manifest.origin.file)?.get(manifest),
    sourceLine: (path, line) => texts.get(path)?.lines.line(line),
  };
}

async function readFile(file: InputFile, io: Io, options: InputOptions): Promise<FileInput> {
  try {
    return readText(await textOf(file, io), file, options);
  } catch (error) {
    return { places: new Map(), manifests: [], unread: [{ file: file.path, message: reasonOf(error) }], skipped: 0 };
  }
}

function textOf({ path, absolute, size }: InputFile, { stdin }: Io): string | Promise<string> {
  if (path === '-') return readTextStream(stdin);
  return size === undefined ? readTextStream(createReadStream(absolute)) : readTextFile(absolute);
}

/** Reads all objects of one text. */
export function readText(text: string, file: InputFile, { workloadKinds }: InputOptions): FileInput {
  const { documents, problems, lines } = readYaml(text);
  const unread: Unread[] = problems.map((problem) => ({ file: file.path, ...problem }));
  const manifests: Manifest[] = [];
  const places = new Map<Manifest, Place>();
  let skipped = 0;
  const options = { origin: { file: file.path }, workloadKinds };
  for (const [index, document] of documents.entries()) {
    if (!file.named && isForeign(document.value, file)) {
      skipped += 1;
      continue;
    }
    for (const { pointer, manifest, problem } of readObjects(document.value, options)) {
      if (manifest) {
        manifest._positionOf = (field) => document.positionOf(`${pointer}${field}`);
        places.set(manifest, { file: file.path, document, index, pointer });
        manifests.push(manifest);
      } else unread.push(unreadAt(document, file, pointer, problem ?? 'cannot be read'));
    }
  }
  return { source: { file, text, lines }, places, manifests, unread, skipped };
}

function unreadAt(document: YamlDocument, { path: file }: InputFile, pointer: string, message: string): Unread {
  return { file, ...document.positionOf(pointer), pointer, message };
}

/** Whether a document is clearly not a Kubernetes object: chart values, a compose file, a list of other values. */
function isForeign(value: any, file: InputFile): boolean {
  if (Array.isArray(value)) return value.every((item) => isForeign(item, file) || typeof item !== 'object');
  if (/(?:^|[\\/])Chart\.yaml$/.test(file.path)) return !Object.hasOwn(value ?? {}, 'kind'); // A Helm chart file, which has an apiVersion.
  return (
    value !== null && typeof value === 'object' && !Object.hasOwn(value, 'apiVersion') && !Object.hasOwn(value, 'kind')
  );
}
