import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Profile } from '../engine/profile';
import type { ImageLock } from '../images/lock';
import { lockOf, lockProblems } from '../images/lock-text';
import { withImageLock } from '../profiles/image-lock-rule';
import { Profiles } from '../profiles/profiles';
import { MAX_BYTES, readYaml } from '../yaml/read';
import { reasonOf } from './files';

/** The lock file that is written where none is named. */
export const IMAGES_LOCK = 'images.lock.yaml';

/**
 * Reads lock files of images.
 *
 * @see https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main/docs/images.md
 */
export class ImageLockFile {
  /**
   * Reads a lock file, for `PinImages`. Throws where it cannot be read, with the place of all that is wrong in it.
   *
   * @param path path of the file, from the current folder
   * @example
   * import { App } from 'cdk8s';
   * import { Aspects, ImageLockFile, PinImages } from 'cdk8s-hardened';
   *
   * const app = new App();
   * Aspects.of(app).add(new PinImages({ lock: ImageLockFile.read('images.lock.yaml') }));
   */
  public static read(path: string): ImageLock {
    return readImageLock(resolve(path), path);
  }

  private constructor() {}
}

/** Reads a lock file. Throws, with `shown` for its path, where anything in it is wrong. */
export function readImageLock(path: string, shown: string): ImageLock {
  const { documents, problems } = readYaml(textOf(path, shown));
  const [broken] = problems;
  if (broken) throw new Error(`${shown}:${broken.line}:${broken.column}: ${broken.message}`);
  const [document, second] = documents;
  if (!document) throw new Error(`${shown}:1:1: is empty; write it with cdk8s-hardened images --write-lock`);
  const at = (pointer: string, message: string, part = document) => {
    const { line, column } = part.positionOf(pointer);
    return `${shown}:${line}:${column}: ${pointer ? `${pointer} ` : ''}${message}`;
  };
  if (second) throw new Error(at('', 'is a second document; write one', second));
  const wrong = lockProblems(document.value);
  if (wrong.length > 0) throw new Error(wrong.map(({ pointer, message }) => at(pointer, message)).join('\n'));
  return lockOf({
    path: shown,
    json: document.value,
    positionOf: (pointer) => document.positionOf(pointer),
  });
}

/**
 * A profile that compares with the lock of an option, or else with the one that a policy names; as it is where neither is.
 * Throws where the lock cannot be read.
 */
export function lockedProfile(
  profile: Profile | undefined,
  option: string | undefined,
  usual: string | undefined,
  cwd: string,
): Profile | undefined {
  const path = option === undefined ? usual : resolve(cwd, option);
  if (path === undefined) return profile;
  return withImageLock(profile ?? Profiles.nsa(), readImageLock(path, option ?? relative(cwd, path)));
}

function textOf(path: string, shown: string): string {
  let bytes: Buffer;
  try {
    const { size } = statSync(path);
    if (size > MAX_BYTES) throw new Error(`has ${size} bytes; split it below ${MAX_BYTES}`);
    bytes = readFileSync(path);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = isMissing ? 'does not exist; write it with cdk8s-hardened images --write-lock' : reasonOf(error);
    throw new Error(`${shown}: ${reason}`);
  }
  if (!isUtf8(bytes)) throw new Error(`${shown}: is not UTF-8; save it as UTF-8`);
  return bytes.toString('utf8');
}
