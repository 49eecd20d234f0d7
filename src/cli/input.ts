import { isUtf8 } from 'node:buffer';
import { createReadStream, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Manifest } from '../model/manifest';
import { readObjects } from '../model/manifest-set';
import type { WorkloadKind } from '../model/workload-kinds';
import { MAX_BYTES, readYaml, type YamlDocument } from '../model/yaml';
import type { Unread } from '../report/context';
import { findFiles, type InputFile, reasonOf } from './files';
import type { Io } from './io';

/** All that was read, and all that could not be. */
export interface Input {
  readonly manifests: Manifest[];
  readonly unread: Unread[];
  /** Documents that are no Kubernetes objects and were met in a folder. */
  readonly skipped: number;
}

/** Reads all objects behind some paths. What cannot be read does not hide what can. */
export async function readInput(paths: readonly string[], io: Io, workloadKinds?: WorkloadKind[]): Promise<Input> {
  const contents = findFiles(paths, io.cwd);
  const read = new Map<InputFile, Input>();
  for (const file of contents.flatMap(({ files }) => files)) {
    if (!read.has(file)) read.set(file, await readFile(file, io, workloadKinds));
  }
  const unread: Unread[] = [...read.values()].flatMap((input) => input.unread);
  for (const content of contents) {
    unread.push(...content.unread);
    const inputs = content.files.map((file) => read.get(file) as Input);
    const silent = inputs.every((input) => input.manifests.length === 0 && input.unread.length === 0);
    if (silent && content.unread.length === 0) {
      unread.push({ file: content.path, message: 'holds no Kubernetes object; name a file or folder that does' });
    }
  }
  return {
    manifests: [...read.values()].flatMap((input) => input.manifests),
    unread,
    skipped: [...read.values()].reduce((sum, input) => sum + input.skipped, 0),
  };
}

async function readFile(file: InputFile, io: Io, workloadKinds?: WorkloadKind[]): Promise<Input> {
  try {
    return readText(textOf(await bytesOf(file, io)), file, workloadKinds);
  } catch (error) {
    return { manifests: [], unread: [{ file: file.path, message: reasonOf(error) }], skipped: 0 };
  }
}

async function bytesOf({ path, absolute, size }: InputFile, { stdin }: Io): Promise<Buffer> {
  if (path === '-') return drain(stdin);
  if (size === undefined) return drain(createReadStream(absolute));
  if (size > MAX_BYTES) throw tooLarge(`${size} bytes`);
  return readFileSync(absolute);
}

async function drain(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size > MAX_BYTES) throw tooLarge('more bytes');
  }
  return Buffer.concat(chunks);
}

function tooLarge(what: string): Error {
  return new Error(`has ${what}; split it below ${MAX_BYTES}`);
}

function textOf(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('latin1');
  if (mark === '\xFF\xFE' || mark === '\xFE\xFF') throw new Error('is UTF-16; save it as UTF-8');
  if (!isUtf8(bytes)) throw new Error('is not UTF-8; save it as UTF-8');
  return bytes.toString('utf8');
}

function readText(text: string, file: InputFile, workloadKinds?: WorkloadKind[]): Input {
  const { documents, problems } = readYaml(text);
  const unread: Unread[] = problems.map((problem) => ({ file: file.path, ...problem }));
  const manifests: Manifest[] = [];
  let skipped = 0;
  const options = { origin: { file: file.path }, workloadKinds };
  for (const document of documents) {
    if (!file.named && isForeign(document.value)) {
      skipped += 1;
      continue;
    }
    for (const { pointer, manifest, problem } of readObjects(document.value, options)) {
      if (manifest) {
        manifest._positionOf = (field) => document.positionOf(`${pointer}${field}`);
        manifests.push(manifest);
      } else unread.push(unreadAt(document, file, pointer, problem ?? 'cannot be read'));
    }
  }
  return { manifests, unread, skipped };
}

function unreadAt(document: YamlDocument, { path: file }: InputFile, pointer: string, message: string): Unread {
  return { file, ...document.positionOf(pointer), pointer, message };
}

/** Whether a document does not even try to be a Kubernetes object: chart values, a compose file, a list of something else. */
function isForeign(value: any): boolean {
  if (Array.isArray(value)) return value.every((item) => isForeign(item) || typeof item !== 'object');
  return (
    value !== null && typeof value === 'object' && !Object.hasOwn(value, 'apiVersion') && !Object.hasOwn(value, 'kind')
  );
}
