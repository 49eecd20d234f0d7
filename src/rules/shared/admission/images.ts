import { MAX_REPOSITORY, REFERENCE } from '../../../images/grammar';
import { AFTER_VERSION, ARCHITECTURES } from '../moving-tags';
import { celText, escaped } from './cel';

/** What begins with a host, as the grammar of references has it: `localhost`, or with a dot, a port or a capital letter. */
const HAS_HOST = '^(localhost|[^/]*[.:A-Z][^/]*)/';
const PLAIN = "i[1].startsWith('index.docker.io/') ? i[1].substring(6) : i[1]";
const VALID = [
  `i[2].matches(${celText(REFERENCE.source)})`,
  "!(i[1].size() == 64 && i[1].matches('^[a-f0-9]{64}$'))",
  `!(i[2].size() > ${MAX_REPOSITORY} && i[2].matches('^[^/]*/[^:@]{${MAX_REPOSITORY + 1}}'))`,
].join(' && ');

/**
 * The images of containers and of volumes. Each is a list: the pull policy, the reference as written, and the reference with host
 * and `library/`.
 */
export const IMAGE_VARIABLES = {
  images: [
    "(variables.containers.map(c, [string(c.?imagePullPolicy.orValue('')), string(c.?image.orValue(''))]) +",
    " variables.volumes.filter(v, has(v.image)).map(v, [string(v.image.?pullPolicy.orValue('')), string(v.image.?reference.orValue(''))]))",
    `.map(i, [i[0], ${PLAIN}])`,
    `.map(i, i + [i[1].matches('${HAS_HOST}') ? i[1] : 'docker.io/' + i[1]])`,
    ".map(i, i[2].matches('^docker[.]io/[^/]*$') ? [i[0], i[1], 'docker.io/library/' + i[2].substring(10)] : i)",
  ].join(''),
  validImages: `variables.images.filter(i, ${VALID})`,
  /** Pull policy and tag of each image without a digest: `Always .1.27.alpine.`, without architectures and in lower case. */
  tags: [
    "variables.validImages.filter(i, !i[2].contains('@')).map(i, [i[0], i[2].substring(i[2].lastIndexOf('/') + 1)])",
    ".map(i, [i[0], i[1].contains(':') ? i[1].substring(i[1].indexOf(':') + 1).lowerAscii() : 'latest'])",
    ".map(i, i[0] + ' .' + ('.' + i[1].replace('-', '.').replace('_', '.') + '.').replace('.x86.64.', '.').split('.')",
    `.filter(p, p != '' && !p.matches('^(${ARCHITECTURES})$')).join('.') + '.')`,
  ].join(''),
};

/** Whether a tag, `t`, names another image over time. */
export function isMoving(words: readonly string[]): string {
  const among = (some: readonly string[]) => some.map(escaped).join('|');
  const after = words.filter((word) => AFTER_VERSION.has(word));
  return [
    ...(words.includes('latest') ? ["t.contains('.latest.')"] : []),
    ...(words.length > 0
      ? [`(t.matches(${celText(`[.](${among(words)})[.]`)}) && !t.matches('[0-9]|[.][a-f]{7,40}[.]'))`]
      : []),
    ...(after.length > 0 ? [`t.matches(${celText(`[.](${among(after)})([.][^.0-9]*)*[.]$`)})`] : []),
    'false',
  ].join(' || ');
}

/** Whether an image, `i`, comes from one of some registries or paths in them; `*.example.com` is every host below. */
export function comesFrom(places: readonly string[]): string {
  return places.length === 0 ? 'false' : `i[2].matches(${celText(`^(${places.map(placePattern).join('|')})`)})`;
}

/** Whether the image of a container is of one of some repositories, in any registry. */
export function isRepositoryOf(container: string, repositories: readonly string[]): string {
  const isNamed = repositories.map((each) => `${container}.?image.orValue('').contains(${celText(each)})`).join(' || ');
  return `(${isNamed}) && ${hasRepository(container, `(^|/)(${repositories.map(escaped).join('|')})`)}`;
}

/** Whether the end of the repository of a container's image matches. */
export function hasRepository(container: string, pattern: string): string {
  return `${container}.?image.orValue('').matches(${celText(`${pattern}(:[^/@]+)?(@.+)?$`)})`;
}

function placePattern(place: string): string {
  const [first = '', ...path] = place.replace(/\/$/, '').split('/');
  const host = first === 'index.docker.io' ? 'docker.io' : first;
  const hosts = host.startsWith('*.') ? `[^/]*${escaped(host.slice(1))}` : escaped(host);
  return `(?i:${hosts})/${path.length === 0 ? '' : `${escaped(path.join('/'))}(/|:|@|$)`}`;
}
