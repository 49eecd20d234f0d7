import { createReadStream } from 'node:fs';
import type { UnreadPart } from '../harden/guarded-fixes';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import type { ImageKnowledge } from '../model/image-facts';
import type { Manifest } from '../model/manifest';
import type { LeftOut, Unread } from '../report/context';
import { type InputFile, type PathContent, reasonOf } from './files';
import type { Exclusion } from './globs/exclusions';
import { type Io, write, writeText } from './io';
import type { Placement } from './placement';
import type { Rendered } from './render';
import { selectFiles } from './selection';
import { readTextFile, readTextStream } from './text-file';
import { type Counts, type Place, type SourceText, TextInput } from './text-input';

/** All objects that were read, and all inputs that could not be read. */
export interface Input {
  readonly manifests: Manifest[];
  readonly unread: Unread[];
  /** Number of documents in folders that are not Kubernetes objects. */
  readonly skipped: number;
  /** Files that kustomizations name and not as objects. */
  readonly leftOut: readonly LeftOut[];
  /** Number of files that are excluded. */
  readonly excluded: number;
  /** What is worth knowing of the files. */
  readonly notes: readonly string[];
  /** Where the objects go, to read them again. */
  readonly placement: Placement;
  /** What kustomizations may change that a fix depends on. */
  readonly unseen: () => UnreadPart;
  /** The texts by path, to show or change them. */
  readonly texts: ReadonlyMap<string, SourceText>;
  /** Where an object stands in what was read. */
  readonly sourceOf: (manifest: Manifest) => Place | undefined;
  /** A line of what was read. */
  readonly sourceLine: (file: string, line: number) => string | undefined;
}

export interface InputOptions {
  readonly workloadKinds?: WorkloadKind[];
  /** What is known of images. */
  readonly imageFacts?: ImageKnowledge;
  readonly customResourceDefinitions?: readonly any[];
  /** Namespace of objects that set none. */
  readonly namespaceName?: string;
  /** Files to leave out. */
  readonly exclude?: readonly Exclusion[];
  /** Whether comments can be waivers. */
  readonly comments?: boolean;
  /** Texts that were made and not read. */
  readonly rendered?: readonly Rendered[];
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
  const { contents, files, unread, leftOut, excluded, notes, namespaceOf, unseen } = selectFiles(
    paths,
    io.cwd,
    options.exclude,
  );
  const input = new TextInput(options);
  const empty = new Set<InputFile>();
  const started = performance.now();
  let isLarge = false;
  const add = async (file: InputFile, text: () => string | Promise<string>) => {
    const counts = await readText(file, text, input);
    if (counts.manifests + counts.unread === 0) empty.add(file);
    if (!isLarge && (input.length > LARGE.characters || input.manifests.length > LARGE.objects)) {
      isLarge = true;
      io.saveMemory?.();
    }
    if (options.verbose)
      await writeText(io.stderr, `${file.path}: ${counts.manifests} objects, ${counts.skipped} other documents\n`);
  };
  for (const [index, file] of files.entries()) {
    if (io.tellsProgress && performance.now() - started > PATIENCE)
      await write(io.stderr, `\r\u001b[Kreading ${index + 1} of ${files.length} files`);
    await add(file, () => textOf(file, io));
  }
  if (io.tellsProgress && performance.now() - started > PATIENCE) await write(io.stderr, '\r\u001b[K');
  const made = (options.rendered ?? []).map(({ path, text, problem }) => ({
    path,
    text,
    files: [madeFile(path)],
    unread: problem === undefined ? [] : [{ file: path, message: problem }],
  }));
  for (const { text, unread: failed, files: own } of made)
    if (failed.length === 0) for (const file of own) await add(file, () => text);
  input.unread.push(...unread);
  const isNothing = input.manifests.length + input.unread.length === 0;
  for (const content of [...contents, ...made]) {
    input.unread.push(...content.unread);
    const isSilent = content.unread.length === 0 && content.files.every((file) => empty.has(file));
    // Files that are left out are right where others are judged.
    if (isSilent && !options.allowEmpty && (content.files.length > 0 || isNothing))
      input.unread.push({ file: content.path, message: emptyMessage(content) });
  }
  const { namespaceName, customResourceDefinitions } = options;
  const placement = { namespaceOf, namespaceName, customResourceDefinitions };
  input.place(placement);
  const { manifests, skipped, texts, sourceOf, sourceLine } = input;
  return {
    manifests,
    unread: input.unread,
    skipped,
    texts,
    sourceOf,
    sourceLine,
    leftOut,
    excluded,
    notes,
    placement,
    unseen,
  };
}

function emptyMessage({ files }: Pick<PathContent, 'files'>): string {
  return files.length > 0
    ? 'holds no Kubernetes object; name a file or folder that does'
    : 'holds no Kubernetes object beside what is left out; judge what kustomize builds with --kustomize, or leave out less';
}

/** The file that stands for a text that was made. */
function madeFile(path: string): InputFile {
  return { path, absolute: path, real: path, isOutside: false, named: true, size: undefined };
}

async function readText(file: InputFile, text: () => string | Promise<string>, input: TextInput): Promise<Counts> {
  try {
    return input.add(await text(), file);
  } catch (error) {
    input.unread.push({ file: file.path, message: reasonOf(error) });
    return { manifests: 0, unread: 1, skipped: 0 };
  }
}

function textOf({ path, absolute, size }: InputFile, io: Io): string | Promise<string> {
  if (path === '-') return readTextStream(io.stdin); // opened only if it is read
  return size === undefined ? readTextStream(createReadStream(absolute)) : readTextFile(absolute);
}
