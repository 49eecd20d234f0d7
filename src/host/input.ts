import { createReadStream } from 'node:fs';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import type { ImageKnowledge } from '../model/image-facts';
import type { Manifest } from '../model/manifest';
import { readObjects } from '../model/read-objects';
import type { SourcePlace, Unread } from '../report/context';
import { SharedReading, type YamlDocument } from '../yaml/document';
import { readYaml } from '../yaml/read';
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
  readonly imageFacts?: ImageKnowledge;
  /** Paths without objects are not an error. */
  readonly allowEmpty?: boolean;
  /** Prints to standard error what is read. */
  readonly verbose?: boolean;
}

/** Input that takes longer than this many milliseconds is announced. */
const PATIENCE = 1000;

/** An input with more characters or objects is large. */
const LARGE = { characters: 2 ** 26, objects: 40_000 };

/** Reads all objects behind some paths. Unreadable inputs do not hide readable ones. */
export async function readInput(paths: readonly string[], io: Io, options: InputOptions = {}): Promise<Input> {
  const contents = findFiles(paths, io.cwd);
  const files = [...new Set(contents.flatMap((content) => content.files))];
  const input = new TextInput(options);
  const empty = new Set<InputFile>();
  const started = performance.now();
  let isLarge = false;
  for (const [index, file] of files.entries()) {
    if (io.tellsProgress && performance.now() - started > PATIENCE)
      await write(io.stderr, `\r\u001b[Kreading ${index + 1} of ${files.length} files`);
    const { manifests, unread, skipped } = await readFile(file, io, input);
    if (manifests + unread === 0) empty.add(file);
    if (!isLarge && (input.length > LARGE.characters || input.manifests.length > LARGE.objects)) {
      isLarge = true;
      io.saveMemory?.();
    }
    if (options.verbose) await writeText(io.stderr, `${file.path}: ${manifests} objects, ${skipped} other documents\n`);
  }
  if (io.tellsProgress && performance.now() - started > PATIENCE) await write(io.stderr, '\r\u001b[K');
  for (const content of contents) {
    input.unread.push(...content.unread);
    const isSilent = content.unread.length === 0 && content.files.every((file) => empty.has(file));
    if (isSilent && !options.allowEmpty)
      input.unread.push({ file: content.path, message: 'holds no Kubernetes object; name a file or folder that does' });
  }
  return input;
}

async function readFile(file: InputFile, io: Io, input: TextInput): Promise<Counts> {
  try {
    return input.add(await textOf(file, io), file);
  } catch (error) {
    input.unread.push({ file: file.path, message: reasonOf(error) });
    return { manifests: 0, unread: 1, skipped: 0 };
  }
}

function textOf({ path, absolute, size }: InputFile, { stdin }: Io): string | Promise<string> {
  if (path === '-') return readTextStream(stdin);
  return size === undefined ? readTextStream(createReadStream(absolute)) : readTextFile(absolute);
}

/** What one file adds to an input. */
interface Counts {
  readonly manifests: number;
  readonly unread: number;
  readonly skipped: number;
}

/** The objects of some texts. */
export class TextInput implements Input {
  public readonly manifests: Manifest[] = [];
  public readonly unread: Unread[] = [];
  public skipped = 0;
  /** Number of characters of all texts. */
  public length = 0;
  public readonly texts = new Map<string, SourceText>();
  private readonly places = new Map<Manifest, Place>();
  private readonly shared = new SharedReading();

  public constructor(private readonly options: InputOptions) {}

  public readonly sourceOf = (manifest: Manifest) => this.places.get(manifest);
  public readonly sourceLine = (path: string, line: number) => this.texts.get(path)?.lines.line(line);

  /** Reads all objects of one text. */
  public add(text: string, file: InputFile): Counts {
    const { manifests, unread, skipped } = this;
    const before = { manifests: manifests.length, unread: unread.length, skipped };
    const { documents, problems, lines } = readYaml(text, this.shared);
    this.texts.set(file.path, { file, text, lines });
    this.length += text.length;
    for (const problem of problems) unread.push({ file: file.path, ...problem });
    const options = { origin: { file: file.path }, workloadKinds: this.options.workloadKinds };
    for (const [index, document] of documents.entries()) {
      if (!file.named && isForeign(document.value, file)) {
        this.skipped += 1;
        continue;
      }
      for (const { pointer, manifest, problem } of readObjects(document.value, options)) {
        if (manifest) {
          manifest._imageFacts = this.options.imageFacts;
          manifest._positionOf = (field) => document.positionOf(`${pointer}${field}`);
          this.places.set(manifest, { file: file.path, document, index, pointer });
          manifests.push(manifest);
        } else unread.push(unreadAt(document, file, pointer, problem ?? 'cannot be read'));
      }
    }
    return {
      manifests: manifests.length - before.manifests,
      unread: unread.length - before.unread,
      skipped: this.skipped - before.skipped,
    };
  }
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
