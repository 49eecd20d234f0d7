import type { Manifest, PodTemplateView } from '../model/manifest';
import { textObjectsOf } from '../model/text-objects';
import { InText, writtenAt } from '../model/written';
import { type Image, imageOf } from './image';

/** A place where an object names an image: a container of any role, or an image volume. */
export interface ImageUse {
  readonly manifest: Manifest;
  /** JSON Pointer of the reference; of the text that contains it. */
  readonly pointer: string;
  /** Whether it is a part of a text, which is not changed. */
  readonly isInText: boolean;
  /** The reference as written. */
  readonly written: string;
  /** The parsed reference; undefined if no runtime can parse it. */
  readonly image?: Image;
  /** Name of the container; undefined for a volume. */
  readonly container?: string;
  /** Name of the volume; undefined for a container. */
  readonly volume?: string;
}

/**
 * Returns the images of an object's pods, in the order of their containers; then those of the objects in its texts.
 * Containers and volumes without an image are left out.
 */
export function imageUsesOf(manifest: Manifest): ImageUse[] {
  const inTexts = textObjectsOf(manifest).flatMap(({ at, manifest: object }) =>
    usesIn(object).map((use) => ({ ...use, manifest, pointer: at, isInText: true })),
  );
  return [...usesIn(manifest), ...inTexts];
}

function usesIn(manifest: Manifest): ImageUse[] {
  return manifest.podTemplates.flatMap((pod) => {
    const isInText = pod._parts.spec instanceof InText;
    const named = pod.containers.map((container) => ({
      pointer: writtenAt(container._written, '/image'),
      written: container.value('/image'),
      container: container.name,
    }));
    const mounted = imageVolumesOf(pod).map(({ name, path, json }) => ({
      pointer: writtenAt(pod._parts.spec, `${path}/reference`),
      written: json.reference,
      volume: name,
    }));
    return [...named, ...mounted]
      .filter(({ written }) => written !== undefined && written !== null && written !== '')
      .map((use) => ({ ...use, manifest, isInText, image: imageOf(use.written), written: textOf(use.written) }));
  });
}

/** A volume that holds the files of an image. */
export interface ImageVolume {
  readonly name: string;
  /** JSON Pointer of its source, from the pod's spec. */
  readonly path: string;
  readonly json: any;
}

/** Returns the image volumes of a pod. */
export function imageVolumesOf(pod: PodTemplateView): ImageVolume[] {
  return ((pod.value('/volumes') ?? []) as any[]).flatMap((volume, index) =>
    volume?.image ? [{ name: String(volume.name ?? ''), path: `/volumes/${index}/image`, json: volume.image }] : [],
  );
}

/** Returns the name of the user of the image, for a message: `container "web"`. */
export function userOf({ container, volume }: ImageUse): string {
  return volume === undefined ? `container "${container ?? ''}"` : `volume "${volume}"`;
}

/** The types of image volumes are not checked before. */
function textOf(written: unknown): string {
  return typeof written === 'string' ? written : (JSON.stringify(written) ?? '');
}
