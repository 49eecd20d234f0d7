import type { ImageFacts, ImageKnowledge } from '../model/image-facts';
import type { ContainerView } from '../model/manifest';
import { type Image, imageOf } from './image';
import { type DigestLock, taggedName } from './lock';

/** Collects what is known of images, and finds it by their references. */
export class KnownImages {
  private readonly byTag = new Map<string, { readonly facts: ImageFacts; readonly digest?: string }>();
  private readonly byDigest = new Map<string, ImageFacts>();

  /** Adds what is known of an image: of a digest, else of what its tag stands for. */
  public add(image: Image, facts: ImageFacts, digest = image.digest): void {
    if (digest !== undefined) this.byDigest.set(`${image.name}@${digest}`, facts);
    if (digest === undefined || image.tag !== undefined) this.byTag.set(taggedName(image), { facts, digest });
  }

  /** A tag that is written with another digest than the known one is another image. */
  public readonly of: ImageKnowledge = (reference) => {
    const image = imageOf(reference);
    if (!image) return undefined;
    const { digest, tag } = image;
    if (digest === undefined) return this.byTag.get(taggedName(image))?.facts;
    const tagged = tag === undefined ? undefined : this.byTag.get(taggedName(image));
    return this.byDigest.get(`${image.name}@${digest}`) ?? (tagged?.digest === undefined ? tagged?.facts : undefined);
  };
}

/** Returns what the entries of a lock say of their images. */
export function factsInLock({ _entries }: DigestLock): KnownImages {
  const known = new KnownImages();
  for (const { image, digest, facts } of _entries.values()) {
    const parsed = imageOf(image);
    if (parsed && facts) known.add(parsed, facts, digest);
  }
  return known;
}

/** Returns what is known of the image of a container. */
export function factsOf(container: ContainerView): ImageFacts | undefined {
  return container.pod.manifest._imageFacts?.(container.value('/image'));
}

/** The user that an image sets: a number, or a name that only its own files resolve. */
export interface ImageUser {
  readonly id?: number;
  readonly name?: string;
}

/**
 * Reads the user of an image as the container runtimes do for the kubelet: what stands before the colon is a number, else
 * a name; no user is root. The kubelet refuses a name beside `runAsNonRoot`, whatever it is.
 *
 * @see https://github.com/containerd/containerd/blob/v2.1.0/internal/cri/server/images/image_status.go
 * @see https://github.com/kubernetes/kubernetes/blob/v1.33.0/pkg/kubelet/kuberuntime/security_context.go
 */
export function imageUser({ user }: ImageFacts): ImageUser {
  const [name = ''] = user.split(':');
  if (name === '') return { id: 0 };
  return /^[+-]?\d+$/.test(name) ? { id: Number(name) } : { name };
}
