import { relative, resolve } from 'node:path';
import type { Profile } from '../engine/profile';
import { DigestLock, entriesOf, type LockEntry, type LockFile } from '../images/lock';
import { lockEntries, lockProblems } from '../images/lock-text';
import { withImageLock } from '../profiles/image-lock-rule';
import { Profiles } from '../profiles/profiles';
import { readYaml } from '../yaml/read';
import { reasonOf } from './files';
import { readTextFile } from './text-file';

/** The default path of the lock file. */
export const IMAGES_LOCK = 'images.lock.yaml';

/**
 * Maps tags to digests, so that authors write tags and manifests contain digests.
 *
 * @see https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main/docs/images.md
 * @example
 * import { ImageLock } from 'cdk8s-hardened';
 *
 * const lock = ImageLock.fromDigests({ 'nginx:1.27': 'sha256:6f1bb3ddc80b4a6fd8f8b4e6d9a7ab8a1d8a0c36d3be4d5f0f9a2b7c1e5d4f30' });
 * // nginx:1.27@sha256:6f1b…
 * lock.pin('nginx:1.27');
 */
export class ImageLock extends DigestLock {
  /**
   * Creates a lock from digests. Throws if a key is not an image with a tag and without a digest, if a value is not a
   * digest, or if two keys are the same image with different digests.
   *
   * @param digests digests by image, such as `sha256:…` for `nginx:1.27`
   */
  public static fromDigests(digests: { [image: string]: string }): ImageLock {
    return new ImageLock(entriesOf(digests));
  }

  /**
   * Reads a lock file for `PinImages`. Throws with all problems and their places if the file is invalid.
   *
   * @param path path of the file, relative to the current folder
   * @example
   * import { App } from 'cdk8s';
   * import { Aspects, ImageLock, PinImages } from 'cdk8s-hardened';
   *
   * const app = new App();
   * Aspects.of(app).add(new PinImages({ imageLock: ImageLock.fromFile('images.lock.yaml') }));
   */
  public static fromFile(path: string): ImageLock {
    return ImageLock._read(resolve(path), path);
  }

  private constructor(entries: readonly LockEntry[], file?: LockFile) {
    super(entries, file);
  }

  /**
   * Reads a lock file under another name for messages.
   *
   * @internal
   */
  public static _read(path: string, shown: string): ImageLock {
    const file = readLockFile(path, shown);
    return new ImageLock(lockEntries(file.json), file);
  }
}

/** Reads a lock file. Throws, with `shown` as its path, if it is invalid. */
function readLockFile(path: string, shown: string): LockFile {
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
  return {
    path: shown,
    json: document.value,
    positionOf: (pointer) => document.positionOf(pointer),
  };
}

/** Reads the lock of an option, else the one that the policy names; undefined without one. Throws if it cannot be read. */
export function lockFor(option: string | undefined, usual: string | undefined, cwd: string): ImageLock | undefined {
  const path = option === undefined ? usual : resolve(cwd, option);
  return path === undefined ? undefined : ImageLock._read(path, option ?? relative(cwd, path));
}

/** Returns a profile with the rule for a lock; unchanged without a lock. */
export function lockedProfile(profile: Profile | undefined, lock: ImageLock | undefined): Profile | undefined {
  return lock ? withImageLock(profile ?? Profiles.nsa(), lock) : profile;
}

function textOf(path: string, shown: string): string {
  try {
    return readTextFile(path);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = isMissing ? 'does not exist; write it with cdk8s-hardened images --write-lock' : reasonOf(error);
    throw new Error(`${shown}: ${reason}`);
  }
}
