import type { Manifest } from '../model/manifest';
import { type Image, imageOf } from './image';

/** One place where an object names an image: a container of any role, or a volume that an image is mounted as. */
export interface ImageUse {
  readonly manifest: Manifest;
  /** JSON Pointer of the reference. */
  readonly pointer: string;
  /** As it is written. */
  readonly written: string;
  /** Undefined where no runtime can read it. */
  readonly image?: Image;
  /** Name of the container; undefined for a volume. */
  readonly container?: string;
  /** Name of the volume; undefined for a container. */
  readonly volume?: string;
}

/** The images of an object's pods, in the order of their containers. What names no image at all is left out. */
export function imageUsesOf(manifest: Manifest): ImageUse[] {
  return manifest.podTemplates.flatMap((pod) => {
    const named = pod.containers.map((container) => ({
      pointer: `${container.path}/image`,
      written: container.value('/image'),
      container: container.name,
    }));
    const mounted = ((pod.value('/volumes') ?? []) as any[]).map((volume, index) => ({
      pointer: `${pod.specPath}/volumes/${index}/image/reference`,
      written: volume.image?.reference,
      volume: String(volume.name ?? ''),
    }));
    return [...named, ...mounted]
      .filter(({ written }) => written !== undefined && written !== null && written !== '')
      .map((use) => ({ ...use, manifest, image: imageOf(use.written), written: textOf(use.written) }));
  });
}

/** The one thing that names it, for a message: `container "web"`. */
export function userOf({ container, volume }: ImageUse): string {
  return volume === undefined ? `container "${container ?? ''}"` : `volume "${volume}"`;
}

/** The shapes of image volumes are not checked. */
function textOf(written: unknown): string {
  return typeof written === 'string' ? written : (JSON.stringify(written) ?? '');
}
