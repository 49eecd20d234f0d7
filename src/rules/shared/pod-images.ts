import type { Visitor, VisitorContext } from '../../engine/visitor';
import { type Image, imageOf } from '../../images/image';
import { imageVolumesOf } from '../../images/uses';
import type { Patch } from '../../json/patch';

/** An image that a pod names: that of a container or of a volume. */
export interface NamedImage {
  /** JSON Pointer of the reference. */
  readonly pointer: string;
  /** The reference as written; an absent one is empty. */
  readonly written: any;
  /** Undefined if no runtime can parse the reference. */
  readonly image?: Image;
  /** Who uses it, for a message: `container "web"`. */
  readonly user: string;
  /** The pull policy as written. */
  readonly pullPolicy: { readonly pointer: string; readonly value: any };
  patchTo(reference: string): Patch[];
}

/** Returns a visitor that shows each image of a pod: those of its containers, and those of its volumes. */
export function visitImages(visit: (image: NamedImage, context: VisitorContext) => void): Visitor {
  return {
    container(container, context) {
      const written = container.value('/image') ?? '';
      visit(
        {
          pointer: `${container.path}/image`,
          written,
          image: imageOf(written),
          user: `container "${container.name}"`,
          pullPolicy: { pointer: `${container.path}/imagePullPolicy`, value: container.value('/imagePullPolicy') },
          patchTo: (reference) => container.patchTo('/image', reference),
        },
        context,
      );
    },
    podTemplate(pod, context) {
      for (const { name, path, json } of imageVolumesOf(pod)) {
        const reference = json.reference ?? '';
        // A version without such volumes does not say what a reference is.
        const written = typeof reference === 'object' ? JSON.stringify(reference) : reference;
        visit(
          {
            pointer: `${pod.specPath}${path}/reference`,
            written,
            image: imageOf(written),
            user: `volume "${name}"`,
            pullPolicy: { pointer: `${pod.specPath}${path}/pullPolicy`, value: json.pullPolicy },
            patchTo: (reference) => pod.patchTo(`${path}/reference`, reference),
          },
          context,
        );
      }
    },
  };
}
