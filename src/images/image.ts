import { digestProblem, partsOf, quote, tagProblem } from './grammar';
import { imageProblem } from './problem';

const DOCKER_HUB = 'docker.io';
const OFFICIAL = 'library/';

/**
 * What an image reference names, with the defaults filled in that container runtimes fill in: `nginx` is
 * `docker.io/library/nginx`. It never changes; what would change it gives another.
 *
 * @see https://github.com/distribution/reference/blob/v0.6.0/reference.go
 * @example
 * import { Image } from 'cdk8s-hardened';
 *
 * const image = Image.parse('nginx:1.27');
 * image.registry; // docker.io
 * image.toString(); // docker.io/library/nginx:1.27
 * image.withDigest(`sha256:${'0'.repeat(64)}`).toShortString(); // nginx:1.27@sha256:000…
 */
export class Image {
  /**
   * Reads a reference, as container runtimes do. Throws where it is none, and says what is wrong with it.
   *
   * @param text the reference, such as `nginx:1.27` or `registry:5000/team/web@sha256:…`
   */
  public static parse(text: string): Image {
    const image = imageOf(text);
    if (image) return image;
    throw new Error(`image ${quote(String(text))} ${imageProblem(text)}`);
  }

  /** @internal */
  public static _of(registry: string, repository: string, tag?: string, digest?: string): Image {
    return new Image(registry, repository, tag, digest);
  }

  /** Host of the registry, with its port where one is written. */
  public readonly registry: string;
  /** Path of the repository in its registry. */
  public readonly repository: string;
  /**
   * Tag.
   *
   * @default - none is written, which means `latest` where there is no digest either
   */
  public readonly tag?: string;
  /**
   * Algorithm and hash, as in `sha256:…`. Where it is there, it decides, and the tag is for people.
   *
   * @default - none is written
   */
  public readonly digest?: string;

  private constructor(registry: string, repository: string, tag?: string, digest?: string) {
    this.registry = registry;
    this.repository = repository;
    this.tag = tag;
    this.digest = digest;
  }

  /** Registry and repository, without tag and digest: `docker.io/library/nginx`. */
  public get name(): string {
    return `${this.registry}/${this.repository}`;
  }

  /**
   * The same image with a tag. Throws where it is none.
   *
   * @param tag 1 to 128 letters, digits, `_`, `.` and `-`; the first is none of the last two
   */
  public withTag(tag: string): Image {
    const problem = tagProblem(tag);
    if (problem) throw new Error(problem);
    return new Image(this.registry, this.repository, tag, this.digest);
  }

  /**
   * The same image with a digest. Throws where it is none.
   *
   * @param digest algorithm and hash, as in `sha256:…`; sha256, sha384 or sha512
   */
  public withDigest(digest: string): Image {
    const problem = digestProblem(digest);
    if (problem) throw new Error(problem);
    return new Image(this.registry, this.repository, this.tag, digest);
  }

  /** The whole reference: `docker.io/library/nginx:1.27`. */
  public toString(): string {
    return `${this.name}${this.suffix()}`;
  }

  /** The reference as people write it, without what runtimes fill in: `nginx:1.27`. Read again, it is the same image. */
  public toShortString(): string {
    if (this.registry !== DOCKER_HUB) return this.toString();
    const official = this.repository.startsWith(OFFICIAL) ? this.repository.slice(OFFICIAL.length) : '';
    const short = official === '' || official.includes('/') ? this.repository : official;
    // A namespace that looks like a host would be read as one.
    return imageOf(short)?.name === this.name ? `${short}${this.suffix()}` : this.toString();
  }

  private suffix(): string {
    return `${this.tag === undefined ? '' : `:${this.tag}`}${this.digest === undefined ? '' : `@${this.digest}`}`;
  }
}

/** Reads an image reference; undefined where the kubelet would refuse it (`InvalidImageName`). */
export function imageOf(reference: unknown): Image | undefined {
  if (typeof reference !== 'string') return undefined;
  if (!READ.has(reference)) {
    if (READ.size === MOST_READ) READ.clear();
    const parts = partsOf(reference);
    READ.set(reference, parts && Image._of(parts.registry, parts.repository, parts.tag, parts.digest));
  }
  return READ.get(reference);
}

/** A dozen rules ask for the same image of each container. */
const READ = new Map<string, Image | undefined>();
const MOST_READ = 1000;
