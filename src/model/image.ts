/**
 * What an image reference names, with the defaults filled in that the kubelet fills in: `nginx` is
 * `docker.io/library/nginx`.
 */
export interface Image {
  /** Host of the registry, with its port where one is written. */
  readonly registry: string;
  /** Path of the repository in its registry. */
  readonly repository: string;
  /** Default: none is written. */
  readonly tag?: string;
  /** Algorithm and hash, as in `sha256:…`. Default: none is written. */
  readonly digest?: string;
}

/**
 * The grammar of references.
 *
 * @see https://github.com/distribution/reference/blob/v0.6.0/regexp.go
 */
const DOMAIN_COMPONENT = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const HOST = `(?:${DOMAIN_COMPONENT}(?:\\.${DOMAIN_COMPONENT})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const PATH_COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const PATH = `${PATH_COMPONENT}(?:/${PATH_COMPONENT})*`;
const TAG = '\\w[\\w.-]{0,127}';
const DIGEST = 'sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}';
const REFERENCE = new RegExp(`^(${HOST}|${PATH_COMPONENT})/(${PATH})(?::(${TAG}))?(?:@(${DIGEST}))?$`);

const DOCKER_HUB = 'docker.io';
const MAX_REPOSITORY = 255;

/** Reads an image reference; undefined where the kubelet would refuse it (`InvalidImageName`). */
export function imageOf(reference: unknown): Image | undefined {
  if (typeof reference !== 'string' || /^[a-f0-9]{64}$/.test(reference)) return undefined; // an id is no reference
  const match = REFERENCE.exec(qualified(reference));
  const [, registry, repository, tag, digest] = match ?? [];
  if (!registry || !repository || repository.length > MAX_REPOSITORY) return undefined;
  return { registry, repository, tag, digest };
}

/** The reference with its registry, and with `library/` for the official images of Docker Hub. */
function qualified(reference: string): string {
  const slash = reference.indexOf('/');
  const first = slash < 0 ? '' : reference.slice(0, slash);
  const isHost = first === 'localhost' || /[.:A-Z]/.test(first);
  const host = !isHost || first === 'index.docker.io' ? DOCKER_HUB : first;
  const path = isHost ? reference.slice(slash + 1) : reference;
  return host === DOCKER_HUB && !path.includes('/') ? `${host}/library/${path}` : `${host}/${path}`;
}
