import type { Position } from '../yaml/text-lines';
import { digestProblem, quote } from './grammar';
import { Image } from './image';

/** What an image without a tag means. */
const DEFAULT_TAG = 'latest';

/** The file that a lock was read from. */
export interface LockFile {
  /** As the user would write it. */
  readonly path: string;
  /** The document. */
  readonly json: any;
  readonly positionOf: (pointer: string) => Position;
}

/** One entry of a lock. */
export interface LockEntry {
  /** Whole reference with a tag and no digest: `docker.io/library/nginx:1.27`. */
  readonly image: string;
  readonly digest: string;
  /** JSON Pointer of the entry in its file; undefined where it comes from none. */
  readonly pointer?: string;
}

/**
 * Which digest each tag stands for. The class that users know, `ImageLock`, can read files too.
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
   * Where it was read from; undefined where a program made it.
   *
   * @internal
   */
  public readonly _file?: LockFile;

  public constructor(entries: readonly LockEntry[], file?: LockFile) {
    const sorted = [...entries].sort((a, b) => (a.image < b.image ? -1 : 1));
    this._entries = new Map(sorted.map((entry) => [entry.image, entry]));
    this._file = file;
  }

  /** The images that it knows, whole and sorted: `docker.io/library/nginx:1.27`. */
  public get images(): string[] {
    return [...this._entries.keys()];
  }

  /**
   * The digest that a tag stands for; undefined where the lock does not know. Throws where the image is no reference.
   *
   * @param image reference in whatever spelling; a digest in it is not looked at, and no tag means `latest`
   */
  public digestOf(image: string): string | undefined {
    return this._digestOf(Image.parse(image));
  }

  /**
   * A reference with the digest that its tag stands for, spelt as it was. One that has a digest is left alone. Throws where
   * the lock does not know the image, or where it is no reference.
   *
   * @param image reference in whatever spelling; no tag means `latest`
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
   * What it is called in messages.
   *
   * @internal
   */
  public get _name(): string {
    return this._file?.path ?? 'the lock';
  }
}

/** The entries that digests by image stand for. Throws where a key is no image of a lock, a value no digest, or both differ. */
export function entriesOf(digests: { readonly [image: string]: string }): LockEntry[] {
  const found = new Map<string, LockEntry>();
  for (const [written, digest] of Object.entries(digests)) {
    const image = lockKey(Image.parse(written), written);
    const problem = digestProblem(String(digest));
    if (problem) throw new Error(`image ${quote(written)}: ${problem}`);
    if ((found.get(image)?.digest ?? digest) !== digest)
      throw new Error(`image "${image}" is there twice, with different digests; leave one`);
    found.set(image, { image, digest });
  }
  return [...found.values()];
}

/** How an image comes into a lock, for messages. */
export function howToAdd(lock: DigestLock): string {
  const file = lock._file ? ` ${lock._file.path}` : '';
  return `cdk8s-hardened images --write-lock${file} --digests FILE`;
}

/** The image whole, with its tag and without digest, as locks name it. */
export function taggedName(image: Image): string {
  return `${image.name}:${image.tag ?? DEFAULT_TAG}`;
}

/** The name of an image in a lock. Throws where it has no tag, or a digest beside it. */
export function lockKey(image: Image, written: string): string {
  if (image.tag === undefined) throw new Error(`image ${quote(written)} has no tag; write one, such as ":1.27"`);
  if (image.digest) throw new Error(`image ${quote(written)} has a digest; write it beside the image, not in it`);
  return taggedName(image);
}
