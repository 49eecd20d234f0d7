import { digestProblem, partsOf, quote, tagProblem } from './grammar';
import { imageProblem } from './problem';

const DOCKER_HUB = 'docker.io';
const OFFICIAL = 'library/';

/**
 * Represents an image reference, with the defaults that container runtimes apply: `nginx` is `docker.io/library/nginx`.
 * An image is immutable; its methods return modified copies.
 *
 * @see https://github.com/distribution/reference/blob/v0.6.0/reference.go
 * @example
 * import { Image } from 'cdk8s-hardened';
 *
 * const image = Image.parse('nginx:1.27');
 * image.registry; // docker.io
 * image.toString(); // docker.io/library/nginx:1.27
 * // nginx:1.27@sha256:6f1b…
 * image.withDigest('sha256:6f1bb3ddc80b4a6fd8f8b4e6d9a7ab8a1d8a0c36d3be4d5f0f9a2b7c1e5d4f30').toShortString();
 */
export class Image {
  /**
   * Parses a reference, as container runtimes do. Throws with the reason if it is invalid.
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

  /** Host of the registry, with its port if one is written. */
  public readonly registry: string;
  /** Path of the repository in its registry. */
  public readonly repository: string;
  /**
   * Tag of the image.
   *
   * @default - none; without a digest, runtimes use `latest`
   */
  public readonly tag?: string;
  /**
   * Digest of the image: algorithm and hash, such as `sha256:…`. If it is set, runtimes ignore the tag.
   *
   * @default - none
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
   * Returns a copy with a tag. Throws if the tag is invalid.
   *
   * @param tag 1 to 128 letters, digits, `_`, `.` and `-`, not starting with `.` or `-`
   */
  public withTag(tag: string): Image {
    const problem = tagProblem(tag);
    if (problem) throw new Error(problem);
    return new Image(this.registry, this.repository, tag, this.digest);
  }

  /**
   * Returns a copy with a digest. Throws if the digest is invalid.
   *
   * @param digest algorithm and hash, such as `sha256:…`; sha256, sha384 or sha512
   */
  public withDigest(digest: string): Image {
    const problem = digestProblem(digest);
    if (problem) throw new Error(problem);
    return new Image(this.registry, this.repository, this.tag, digest);
  }

  /** Returns the full reference: `docker.io/library/nginx:1.27`. */
  public toString(): string {
    return `${this.name}${this.suffix()}`;
  }

  /** Returns the short reference, without the defaults of runtimes: `nginx:1.27`. It parses to the same image. */
  public toShortString(): string {
    if (this.registry !== DOCKER_HUB) return this.toString();
    const official = this.repository.startsWith(OFFICIAL) ? this.repository.slice(OFFICIAL.length) : '';
    const short = official === '' || official.includes('/') ? this.repository : official;
    // A namespace that looks like a host would be parsed as a host.
    return imageOf(short)?.name === this.name ? `${short}${this.suffix()}` : this.toString();
  }

  private suffix(): string {
    return `${this.tag === undefined ? '' : `:${this.tag}`}${this.digest === undefined ? '' : `@${this.digest}`}`;
  }
}

/** Parses an image reference; undefined if the kubelet would reject it (`InvalidImageName`). */
export function imageOf(reference: unknown): Image | undefined {
  if (typeof reference !== 'string') return undefined;
  if (!READ.has(reference)) {
    if (READ.size === MOST_READ) READ.clear();
    const parts = partsOf(reference);
    READ.set(reference, parts && Image._of(parts.registry, parts.repository, parts.tag, parts.digest));
  }
  return READ.get(reference);
}

/** A dozen rules parse the same image of each container. */
const READ = new Map<string, Image | undefined>();
const MOST_READ = 1000;
