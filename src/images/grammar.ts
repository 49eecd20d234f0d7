/**
 * The grammar of image references, and the defaults that container runtimes apply.
 *
 * @see https://github.com/distribution/reference/blob/v0.6.0/regexp.go
 * @see https://github.com/distribution/reference/blob/v0.6.0/normalize.go
 */
const DOMAIN_COMPONENT = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const HOST = `(?:${DOMAIN_COMPONENT}(?:\\.${DOMAIN_COMPONENT})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const PATH_COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const PATH = `${PATH_COMPONENT}(?:/${PATH_COMPONENT})*`;
const TAG = '\\w[\\w.-]{0,127}';
const DIGEST = 'sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}';
// An invalid host such as `a_b.c` matches as the first part of a path: upstream accepts it, and runtimes use it as
// host.
/** A reference with host and `library/`. RE2 reads it too. */
export const REFERENCE = new RegExp(`^(${HOST}|${PATH_COMPONENT})/(${PATH})(?::(${TAG}))?(?:@(${DIGEST}))?$`);

export const IS_HOST = new RegExp(`^(?:${HOST}|${PATH_COMPONENT})$`);
export const IS_PATH_COMPONENT = new RegExp(`^${PATH_COMPONENT}$`);
/** The id of an image in a runtime's store is not a reference. */
export const IS_ID = /^[a-f0-9]{64}$/;
export const MAX_REPOSITORY = 255;
const IS_HOST_ONLY = new RegExp(`^${HOST}$`);
const IS_TAG = new RegExp(`^${TAG}$`);
/** Number of hash characters, by algorithm. */
const ALGORITHMS = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);
const MOST_SHOWN = 300;

/** The parts of a reference, with the defaults applied. */
export interface ImageParts {
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Splits a reference into its parts; undefined if it is invalid. */
export function partsOf(reference: string): ImageParts | undefined {
  if (IS_ID.test(reference)) return undefined;
  const { host, path } = normalizeName(reference);
  const [, registry, repository, tag, digest] = REFERENCE.exec(`${host}/${path}`) ?? [];
  if (!registry || !repository || lengthOf(registry, repository) > MAX_REPOSITORY) return undefined;
  return { registry, repository, tag, digest };
}

/** The length that counts for the limit of a repository: the whole reference, if its first part is not a host. */
export function lengthOf(registry: string, repository: string): number {
  return IS_HOST_ONLY.test(registry) ? repository.length : registry.length + 1 + repository.length;
}

/** Splits a reference into host and path, with `library/` for the official images of Docker Hub, without validation. */
export function normalizeName(reference: string): { readonly host: string; readonly path: string } {
  const slash = reference.indexOf('/');
  const first = slash < 0 ? '' : reference.slice(0, slash);
  const isHost = first === 'localhost' || /[.:A-Z]/.test(first);
  const host = !isHost || first === 'index.docker.io' ? 'docker.io' : first;
  const path = isHost ? reference.slice(slash + 1) : reference;
  return { host, path: host === 'docker.io' && !path.includes('/') ? `library/${path}` : path };
}

/** Returns what is wrong with a tag; undefined if it is valid. */
export function tagProblem(tag: string): string | undefined {
  if (IS_TAG.test(tag)) return undefined;
  if (tag === '') return 'tag is empty; write one, such as "1.27"';
  if (/^[\w.-]{129,}$/.test(tag)) return `tag ${quote(tag)} has ${tag.length} characters; a tag has 128 at most`;
  const rule = 'write letters, digits, "_", "." and "-", and do not start with "." or "-"';
  return `tag ${quote(tag)} is not a valid tag; ${rule}`;
}

/** Returns what is wrong with a digest; undefined if it is valid. */
export function digestProblem(digest: string): string | undefined {
  const colon = digest.indexOf(':');
  const algorithm = digest.slice(0, Math.max(colon, 0));
  const hash = digest.slice(colon + 1);
  const length = ALGORITHMS.get(algorithm);
  const shown = `digest ${quote(digest)}`;
  if (digest === '') return 'digest is empty; write algorithm and hash, as in "sha256:…"';
  if (colon < 0) return `${shown} names no algorithm; write it before the hash, as in "sha256:…"`;
  if (length === undefined)
    return `${shown} has an algorithm that is not known; use ${[...ALGORITHMS.keys()].join(', ')}`;
  if (!/^[a-f0-9]*$/.test(hash)) return `${shown} has characters other than 0-9 and a-f; use only these`;
  if (hash.length === length) return undefined;
  return `${shown} has ${hash.length} characters after "${algorithm}:"; write all ${length}`;
}

/** Quotes a text on one line, and shortens it if it is long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);
}
