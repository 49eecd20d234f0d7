import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { reasonOf } from '../../host/files';
import { ImageLock } from '../../host/image-lock';
import { type Io, UsageError } from '../../host/io';
import { replaceFile } from '../../host/replace-file';
import { readTextFile, readTextStream } from '../../host/text-file';
import { readDigests } from '../../images/digests';
import { taggedName } from '../../images/lock';
import { lockText } from '../../images/lock-text';
import { userOf } from '../../images/uses';
import type { Unread } from '../../report/context';
import { type ImageList, problemsText } from '../../report/formats/image-list';
import { count, objectName } from '../../report/object-name';

/** The lock file to write. */
export interface LockTarget {
  /** Path as the user would write it. */
  readonly shown: string;
  readonly path: string;
  /** The current folder. */
  readonly cwd: string;
}

type Digests = ReadonlyMap<string, string>;

/** The digests and the configurations of a lock, by image. */
interface OldLock {
  readonly digests: Digests;
  readonly configs: ReadonlyMap<string, unknown>;
}

/**
 * Writes the lock of exactly the images that the objects use. Given digests take precedence over those in the objects,
 * and these over locked ones. The file is written only if each image has a digest.
 */
export async function writeLock(
  list: ImageList,
  problems: readonly Unread[],
  target: LockTarget,
  digests: string | undefined,
  io: Io,
): Promise<string> {
  if (problems.length > 0)
    throw new UsageError(`no lock is written, because not all could be read:\n${problemsText(problems).trimEnd()}`);
  const said = digests === undefined ? new Map<string, string>() : await readDigestFile(digests, io);
  const old = readOldLock(target);
  const carried = carriedDigests(list, said);
  const entries = new Map<string, string>();
  const missing: string[] = [];
  for (const [image, digest] of carried) {
    const found = said.get(image) ?? digest ?? old.digests.get(image);
    if (found === undefined) missing.push(image);
    else entries.set(image, found);
  }
  if (missing.length > 0) throw new UsageError(missingMessage(missing));
  const unused = [...said.keys()].filter((image) => !carried.has(image)).length;
  const note = unused > 0 ? `; ${count(unused, 'given digest')} not used, as no object uses the image` : '';
  return save(entries, old, target, note);
}

/** Adds digests to a lock, so that images can be locked before the first synth with them. */
export async function addToLock(target: LockTarget, digests: string, io: Io): Promise<string> {
  const old = readOldLock(target);
  return save(new Map([...old.digests, ...(await readDigestFile(digests, io))]), old, target);
}

/** Returns the images that have or imply a tag, with the digest that the objects have for it, if any. */
function carriedDigests({ images }: ImageList, said: Digests): Map<string, string | undefined> {
  const carried = new Map<string, string | undefined>();
  for (const { image, uses } of images) {
    if (image.digest && image.tag === undefined) continue;
    const name = taggedName(image);
    const before = carried.get(name);
    if (before && image.digest && before !== image.digest && !said.has(name)) {
      const users = uses.map((use) => `${objectName(use.manifest.objectRef)}, ${userOf(use)}`).join('; ');
      const digests = `${before} and ${image.digest} (${users})`;
      throw new UsageError(
        `no lock is written, because "${name}" has two digests, ${digests}; give one with --digests`,
      );
    }
    carried.set(name, before ?? image.digest);
  }
  return carried;
}

function save(
  entries: Digests,
  { digests: old, configs }: OldLock,
  { path, shown, cwd }: LockTarget,
  note = '',
): string {
  const lock = ImageLock.fromDigests(Object.fromEntries(entries));
  const added = lock.images.filter((image) => !old.has(image)).length;
  const changed = lock.images.filter((image) => old.has(image) && old.get(image) !== entries.get(image)).length;
  const gone = [...old.keys()].filter((image) => !entries.has(image)).length;
  // What is known of an image is known of its digest.
  const kept = new Map([...configs].filter(([image]) => old.get(image) === entries.get(image)));
  try {
    replaceFile(path, lockText(lock, kept), cwd);
  } catch (error) {
    throw new UsageError(`${shown} cannot be written: ${reasonOf(error)}`);
  }
  return `wrote ${shown}: ${count(entries.size, 'image')}, ${added} new, ${changed} changed, ${gone} gone${note}\n`;
}

/** Reads an existing lock. A file that is not a lock is not overwritten. */
function readOldLock({ path, shown }: LockTarget): OldLock {
  if (!existsSync(path)) return { digests: new Map(), configs: new Map() };
  if (statSync(path).isDirectory())
    throw new UsageError(`${shown} is a folder; write paths before --write-lock, or name a file for the lock`);
  try {
    const { _entries, _file } = ImageLock._read(path, shown);
    const images: any[] = _file?.json.images ?? [];
    const configs = images.filter(({ config }) => config !== undefined);
    return {
      digests: new Map([..._entries].map(([image, { digest }]) => [image, digest])),
      configs: new Map(configs.map(({ image, config }) => [image, config])),
    };
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\nthe file is not overwritten; correct or remove it`);
  }
}

async function readDigestFile(file: string, io: Io): Promise<Digests> {
  const { digests, problems } = readDigests(await textOf(file, io));
  if (problems.length === 0) return digests;
  throw new UsageError(problems.map(({ line, message }) => `${file}:${line}:1: ${message}`).join('\n'));
}

async function textOf(file: string, { cwd, stdin }: Io): Promise<string> {
  try {
    return file === '-' ? await readTextStream(stdin) : readTextFile(resolve(cwd, file));
  } catch (error) {
    throw new UsageError(`${file} ${reasonOf(error)}`);
  }
}

function missingMessage(missing: readonly string[]): string {
  const loop =
    'for image in IMAGES; do echo "$image $(crane digest "$image")"; done | cdk8s-hardened images … --write-lock --digests -';
  return `no lock is written, because ${count(missing.length, 'image')} ${missing.length === 1 ? 'has' : 'have'} no digest; give it with --digests:\n${missing.map((image) => `  ${image}\n`).join('')}${loop}`;
}
