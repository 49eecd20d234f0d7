import { escapeSegment } from '../json/pointer';
import { digestProblem, quote } from './grammar';
import { imageOf } from './image';
import { CONFIG_KEYS, configProblems, factsIn } from './image-config';
import { type DigestLock, type LockEntry, lockKey } from './lock';
import { imageProblem } from './problem';

const VERSION = 1;
const FORM = 'write version: 1 and images:, a list of image and digest';

/** A problem of a lock file, and its place. */
export interface LockProblem {
  /** JSON Pointer in the document. */
  readonly pointer: string;
  readonly message: string;
}

/**
 * Writes a lock: sorted, one entry of a few lines for each image, so that changes of two people rarely conflict.
 *
 * @param configs configurations by image
 */
export function lockText(lock: DigestLock, configs: ReadonlyMap<string, unknown> = new Map()): string {
  const entries = [...lock._entries.values()].map(({ image, digest }) => {
    const config = configs.get(image);
    const last = config === undefined ? '' : `    config: ${JSON.stringify(config)}\n`;
    return `  - image: ${scalar(image)}\n    digest: ${digest}\n${last}`;
  });
  const list = entries.length === 0 ? 'images: []\n' : `images:\n${entries.join('')}`;
  return `# Written by cdk8s-hardened images --write-lock\nversion: ${VERSION}\n${list}`;
}

/** Returns all problems of a lock file's document. */
export function lockProblems(json: unknown): LockProblem[] {
  if (!isMapping(json)) return [{ pointer: '', message: `is not a mapping; ${FORM}` }];
  const { version, images } = json;
  if (version === undefined) return [{ pointer: '', message: `has no version; ${FORM}` }];
  if (version !== VERSION) {
    const message = `is ${shown(version)}; this release of cdk8s-hardened reads version ${VERSION}`;
    return [{ pointer: '/version', message }];
  }
  const problems = unknownKeys(json, ['version', 'images'], '');
  if (images === undefined) problems.push({ pointer: '', message: `has no images; ${FORM}` });
  else if (!Array.isArray(images)) problems.push({ pointer: '/images', message: `is ${shown(images)}; write a list` });
  else problems.push(...entryListProblems(images));
  return problems;
}

/** Returns the entries of a valid document. */
export function lockEntries(json: any): LockEntry[] {
  return json.images.map(({ image, digest, config }: any, index: number) => ({
    image,
    digest,
    ...(config !== undefined && { facts: factsIn(config) }),
    pointer: `/images/${index}`,
  }));
}

function entryListProblems(images: readonly unknown[]): LockProblem[] {
  const first = new Map<unknown, number>();
  return images.flatMap((entry, index) => {
    const pointer = `/images/${index}`;
    if (!isMapping(entry)) return [{ pointer, message: `is ${shown(entry)}; write image and digest` }];
    const { image, digest, config } = entry;
    const problems = unknownKeys(entry, ['image', 'digest', 'config'], pointer);
    const add = (key: string, message: string | undefined) => {
      if (message !== undefined) problems.push({ pointer: `${pointer}/${key}`, message });
    };
    if (image === undefined) problems.push({ pointer, message: 'has no image; write one with its tag' });
    else add('image', keyProblem(image));
    if (digest === undefined) problems.push({ pointer, message: 'has no digest; write one, as in sha256:…' });
    else add('digest', typeof digest === 'string' ? digestProblem(digest) : `is ${shown(digest)}; write a digest`);
    if (config !== undefined) {
      const at = `${pointer}/config`;
      problems.push(...(isMapping(config) ? unknownKeys(config, CONFIG_KEYS, at) : []));
      problems.push(...configProblems(config === null ? [] : config, at));
    }
    const before = first.get(image);
    if (before !== undefined) add('image', `is also the image of /images/${before}; remove one`);
    else if (image !== undefined) first.set(image, index);
    return problems;
  });
}

function keyProblem(written: unknown): string | undefined {
  if (typeof written !== 'string') return `is ${shown(written)}; write an image with its tag`;
  const image = imageOf(written);
  if (!image) return `is ${quote(written)}, which ${imageProblem(written)}`;
  try {
    const key = lockKey(image, written);
    return key === written ? undefined : `is ${quote(written)}; write it in full: ${quote(key)}`;
  } catch (error) {
    return (error as Error).message;
  }
}

function unknownKeys(json: { readonly [key: string]: unknown }, known: readonly string[], pointer: string) {
  return Object.keys(json)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      pointer: `${pointer}/${escapeSegment(key)}`,
      message: `is not known; use ${known.slice(0, -1).join(', ')} and ${known.at(-1)}, or remove it`,
    }));
}

/** A host in brackets would start a YAML list. */
function scalar(image: string): string {
  return image.startsWith('[') ? JSON.stringify(image) : image;
}

function isMapping(value: unknown): value is { readonly [key: string]: any } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isMapping(value)) return 'a mapping';
  return typeof value === 'string' ? quote(value) : String(value);
}
