import type { UnknownObject } from '../../engine/report-parts';
import { unknownObjects } from '../../engine/unknown-kinds';
import { quote } from '../../images/grammar';
import type { Image } from '../../images/image';
import { imageProblem } from '../../images/problem';
import { type ImageUse, imageUsesOf, userOf } from '../../images/uses';
import type { Problem } from '../../kubernetes/api/problem';
import { NEWEST_VERSION } from '../../kubernetes/kubernetes-version';
import { apiOf, preventsReading, problemsOf } from '../../model/api';
import type { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import type { Unread } from '../context';
import { escapeJson, escapeUnprintable } from '../escape';
import { unknownKinds } from '../failures';
import { type Location, placeText } from '../location';
import { count, objectName } from '../object-name';

/** One image, and all its uses. */
export interface ListedImage {
  readonly image: Image;
  readonly uses: readonly ImageUse[];
}

/** All images of some objects. */
export interface ImageList {
  /** Sorted; each reference once. */
  readonly images: readonly ListedImage[];
  /** Uses of invalid image references. */
  readonly unreadable: readonly ImageUse[];
  /** Objects that could not be read, with the reasons. */
  readonly unread: ReadonlyMap<Manifest, readonly Problem[]>;
  /** Objects of unknown kinds: of their images only those of pods that a search found are listed. */
  readonly unknown: readonly UnknownObject[];
}

/** Collects the images of some objects. */
export function imageListOf(manifests: readonly Manifest[]): ImageList {
  const all = ManifestSet.fromManifests([...manifests]);
  const api = apiOf(all, NEWEST_VERSION);
  const unread = new Map(
    manifests.flatMap((manifest) => {
      const found = problemsOf(manifest, api).filter(preventsReading);
      const problems = found.length > 0 ? found : manifest._problems;
      return problems.length === 0 ? [] : [[manifest, problems] as const];
    }),
  );
  const uses = manifests.filter((manifest) => !unread.has(manifest)).flatMap(imageUsesOf);
  const byName = new Map<string, ListedImage & { uses: ImageUse[] }>();
  for (const use of uses) {
    if (!use.image) continue;
    const name = use.image.toString();
    const listed = byName.get(name);
    if (listed) listed.uses.push(use);
    else byName.set(name, { image: use.image, uses: [use] });
  }
  return {
    images: [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, listed]) => listed),
    unreadable: uses.filter(({ image }) => !image),
    unread,
    unknown: unknownObjects(manifests.filter((manifest) => !unread.has(manifest))),
  };
}

/** Returns why some images are not listed. */
export function listProblems({ unreadable, unread }: ImageList): Unread[] {
  const problems = [...unread].flatMap(([manifest, reasons]) =>
    reasons.map(({ pointer, message }) => ({ manifest, pointer, message })),
  );
  const uses = unreadable.map((use) => ({
    ...use,
    message: `image ${quote(use.written)} of ${userOf(use)} ${imageProblem(use.written)}`,
  }));
  return [...problems, ...uses].map(({ manifest, pointer, message }) => ({
    ...locationIn(manifest, pointer),
    pointer,
    message: `${objectName(manifest.objectRef)}: ${message}`,
  }));
}

/** Writes one full reference per line, for scanners. */
export function imageListText(images: readonly ListedImage[]): string {
  return images.map(({ image }) => `${image}\n`).join('');
}

/** Writes the images that could not be listed, one line each. */
export function problemsText(problems: readonly Unread[]): string {
  return problems.map((problem) => `${escapeUnprintable(`${placeText(problem)}: ${problem.message}`)}\n`).join('');
}

/** Writes the kinds whose images are not listed, one line each. */
export function unknownText({ unknown }: ImageList): string {
  const lines = unknownKinds({ unknown }).map(
    ([kind, number]) =>
      `${kind} (${count(number, 'object')}): no rule knows the kind; only images of pods that were found in it are listed`,
  );
  return lines.map((line) => `${escapeUnprintable(line)}\n`).join('');
}

/** Writes a list as JSON, as described in docs/images.md. */
export function imageListJson(
  images: readonly ListedImage[],
  problems: readonly Unread[],
  { unknown }: ImageList,
  version: string,
): string {
  const json = {
    version,
    images: images.map(({ image, uses }) => ({
      image: image.toString(),
      registry: image.registry,
      repository: image.repository,
      tag: image.tag ?? null,
      digest: image.digest ?? null,
      uses: uses.map(useJson),
    })),
    errors: problems.map(({ message, file, line, column, pointer }) => ({
      message,
      location: { file, line: line ?? null, column: column ?? null },
      pointer: pointer ?? null,
    })),
    unknown: unknownKinds({ unknown }).map(([kind, objects]) => ({ kind, objects })),
  };
  return `${escapeJson(JSON.stringify(json, null, 2))}\n`;
}

function useJson({ manifest, pointer, written, container, volume }: ImageUse) {
  const { apiVersion, kind, namespaceName, name } = manifest.objectRef;
  const { file, line, column } = locationIn(manifest, pointer);
  return {
    object: { apiVersion, kind, namespace: namespaceName ?? null, name },
    container: container ?? null,
    volume: volume ?? null,
    written,
    pointer,
    location: { file, line: line ?? null, column: column ?? null },
  };
}

function locationIn({ origin, _positionOf }: Manifest, pointer: string): Location {
  return { file: origin.file ?? '-', ..._positionOf?.(pointer) };
}
