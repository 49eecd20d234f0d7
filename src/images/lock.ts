import type { ImageFacts } from '../model/image-facts';
import type { Position } from '../yaml/text-lines';
import { digestProblem, quote } from './grammar';
import { Image } from './image';

/** The tag of an image without a tag. */
const DEFAULT_TAG = 'latest';

/** The file that a lock was read from. */
export interface LockFile {
  /** Path as the user would write it. */
  readonly path: string;
  /** The parsed document. */
  readonly json: any;
  readonly positionOf: (pointer: string) => Position;
}

/** One entry of a lock. */
export interface LockEntry {
  /** Full reference with a tag and without a digest: `docker.io/library/nginx:1.27`. */
  readonly image: string;
  readonly digest: string;
  /** What the configuration of the image says; undefined if the lock does not have it. */
  readonly facts?: ImageFacts;
  /** JSON Pointer of the entry in its file; undefined without a file. */
  readonly pointer?: string;
}

/**
 * Maps tags to digests. The public class `ImageLock` can also read files.
 *
 * @internal
 */
export class DigestLock {
  /**
   * The entries, by image.
   *
   * @internal
   */
  public readonly _entries: ReadonlyMap<string, LockEntry>;
  /**
   * The file that the lock was read from; undefined if a program created it.
   *
   * @internal
   */
  public readonly _file?: LockFile;

  public constructor(entries: readonly LockEntry[], file?: LockFile) {
    const sorted = [...entries].sort((a, b) => (a.image < b.image ? -1 : 1));
    this._entries = new Map(sorted.map((entry) => [entry.image, entry]));
    this._file = file;
  }

  /** The images of the lock as full references, sorted: `docker.io/library/nginx:1.27`. */
  public get images(): string[] {
    return [...this._entries.keys()];
  }

  /**
   * Returns the digest of a tag; undefined if the lock does not contain it. Throws if the image is not a valid
   * reference.
   *
   * @param image reference in any spelling; its digest is ignored, and no tag means `latest`
   */
  public digestOf(image: string): string | undefined {
    return this._digestOf(Image.parse(image));
  }

  /**
   * Returns a reference with the digest of its tag, in the given spelling. A reference with a digest is returned
   * unchanged. Throws if the lock does not contain the image, or if it is not a valid reference.
   *
   * @param image reference in any spelling; no tag means `latest`
   */
  public pin(image: string): string {
    const parsed = Image.parse(image);
    const pinned = parsed.digest ? image : this._pinned(image, parsed);
    if (pinned !== undefined) return pinned;
    throw new Error(`image "${taggedName(parsed)}" is not in the lock; add it: ${howToAdd(this)}`);
  }

  /** @internal */
  public _digestOf(image: Image): string | undefined {
    return this._entries.get(taggedName(image))?.digest;
  }

  /** @internal */
  public _pinned(written: string, image: Image): string | undefined {
    const digest = this._digestOf(image);
    if (digest === undefined) return undefined;
    return `${written}${image.tag === undefined ? `:${DEFAULT_TAG}` : ''}@${digest}`;
  }

  /**
   * Name of the lock in messages.
   *
   * @internal
   */
  public get _name(): string {
    return this._file?.path ?? 'the lock';
  }
}

/**
 * Returns the entries for digests by image. Throws if a key is not an image with a tag, a value is not a digest, or two
 * keys of one image have different digests.
 */
export function entriesOf(digests: { readonly [image: string]: string }): LockEntry[] {
  const found = new Map<string, LockEntry>();
  for (const [written, digest] of Object.entries(digests)) {
    const image = lockKey(Image.parse(written), written);
    const problem = digestProblem(String(digest));
    if (problem) throw new Error(`image ${quote(written)}: ${problem}`);
    if ((found.get(image)?.digest ?? digest) !== digest)
      throw new Error(`image "${image}" is listed twice with different digests; remove one`);
    found.set(image, { image, digest });
  }
  return [...found.values()];
}

/** Returns the command that adds an image to a lock, for messages. */
export function howToAdd(lock: DigestLock): string {
  const file = lock._file ? ` ${lock._file.path}` : '';
  return `cdk8s-hardened images --write-lock${file} --digests FILE`;
}

/** Returns the full reference with its tag and without digest, as used in locks. */
export function taggedName(image: Image): string {
  return `${image.name}:${image.tag ?? DEFAULT_TAG}`;
}

/** Returns the name of an image in a lock. Throws if it has no tag, or has a digest. */
export function lockKey(image: Image, written: string): string {
  if (image.tag === undefined) throw new Error(`image ${quote(written)} has no tag; write one, such as ":1.27"`);
  if (image.digest) throw new Error(`image ${quote(written)} has a digest; write it beside the image, not in it`);
  return taggedName(image);
}
