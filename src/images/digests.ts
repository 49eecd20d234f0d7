import { digestProblem, quote } from './grammar';
import { type Image, imageOf } from './image';
import { taggedName } from './lock';
import { imageProblem } from './problem';

/** A line of a list of digests that is invalid. */
export interface DigestProblem {
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

/** The digests of a list, and its invalid lines. */
export interface DigestList {
  /** By image, in the form that locks use. */
  readonly digests: ReadonlyMap<string, string>;
  readonly problems: readonly DigestProblem[];
}

const FORM = 'write lines of an image and its digest, as in "nginx:1.27 sha256:…"';

/**
 * Reads a list of digests: lines with an image and a digest, separated by a space or an `@`, and the output of `docker
 * buildx imagetools inspect`, in which the lines that start with `Name:` and `Digest:` count. Empty lines and lines
 * that start with `#` are skipped.
 */
export function readDigests(text: string): DigestList {
  const digests = new Map<string, string>();
  const problems: DigestProblem[] = [];
  let open: Inspected | undefined;
  let isInspecting = false;
  const add = (line: number, written: string, digest: string, mayLackTag: boolean) => {
    const image = imageOf(written);
    const message = image
      ? (digestProblem(digest) ?? pairProblem(image, digest, mayLackTag, digests))
      : `image ${quote(written)} ${imageProblem(written)}`;
    if (message === undefined && image) digests.set(taggedName(image), digest);
    else problems.push({ line, message: message ?? FORM });
  };
  const close = () => {
    if (open) problems.push({ line: open.line, message: `image ${quote(open.name)} has no line "Digest:" below it` });
    open = undefined;
  };
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = index + 1;
    const [, key, value = ''] = INSPECTED.exec(raw) ?? [];
    if (key === 'Name') {
      close();
      open = { name: value, line };
      isInspecting = true;
    } else if (key === 'Digest') {
      if (open) add(line, open.name, value, false);
      else problems.push({ line, message: `digest ${quote(value)} has no line "Name:" above it` });
      open = undefined;
    } else if (key === undefined && !(isInspecting && /^(?:\s|$)/.test(raw))) {
      isInspecting = false;
      const { written, digest, isPair } = wordsOf(raw);
      if (written !== '' && digest !== undefined) add(line, written, digest, isPair);
      else if (written !== '') problems.push({ line, message: lineProblem(raw, written) });
    }
  }
  close();
  return { digests, problems };
}

const INSPECTED = /^(Name|Digest|MediaType|Manifests):[ \t]*(.*?)[ \t]*$/;

/** The image of an inspection whose digest has not been read yet. */
interface Inspected {
  readonly name: string;
  readonly line: number;
}

/**
 * Splits a line into image and digest, as `nginx:1.27 sha256:…` or in one word; both are missing on an empty line or a
 * comment.
 */
function wordsOf(raw: string): { written: string; digest?: string; isPair: boolean } {
  const words = raw.trim().split(/[ \t]+/);
  const [first = '', second] = words;
  const at = first.indexOf('@');
  if (first.startsWith('#')) return { written: '', isPair: false };
  if (words.length === 2) return { written: first, digest: second, isPair: true };
  if (words.length > 2 || at < 1) return { written: first, isPair: false };
  return { written: first.slice(0, at), digest: first.slice(at + 1), isPair: false };
}

function lineProblem(raw: string, first: string): string {
  if (digestProblem(first) === undefined && first === raw.trim()) return `digest "${first}" names no image; ${FORM}`;
  if (/^[{[]/.test(first)) return `is JSON, which does not contain the tag; ${FORM}`;
  return `${quote(raw.trim())} is not an image with a digest; ${FORM}`;
}

/**
 * Returns what is wrong with the pair of an image and its digest. One word without a tag does not tell which tag the
 * digest belongs to.
 */
function pairProblem(image: Image, digest: string, mayLackTag: boolean, before: ReadonlyMap<string, string>) {
  const name = taggedName(image);
  if (image.tag === undefined && !mayLackTag)
    return `image "${image}" has no tag; add the tag that the digest belongs to`;
  const other = image.digest ?? before.get(name) ?? digest;
  return other === digest ? undefined : `image "${name}" also has digest ${other}; remove one`;
}
