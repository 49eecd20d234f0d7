import type { IConstruct } from 'constructs';
import { Report } from '../engine/report';
import type { EvaluationError } from '../engine/report-parts';
import type { ImageLock } from '../host/image-lock';
import { quote } from '../images/grammar';
import { howToAdd, taggedName } from '../images/lock';
import { imageProblem } from '../images/problem';
import { type ImageUse, imageUsesOf, userOf } from '../images/uses';
import { applyPatches } from '../json/patch';
import { NEWEST_VERSION } from '../kubernetes/kubernetes-version';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import type { Manifest } from '../model/manifest';
import type { Verdict } from './refusal/refusal';
import type { JudgeQuestion, MendQuestion } from './synth-aspect';
import type { IAspect } from './visits';

/** Options of `PinImages`. */
export interface PinImagesProps {
  /** The lock with the digests of tags. */
  readonly imageLock: ImageLock;
  /**
   * Custom kinds that have a pod template, in addition to the known ones.
   *
   * @default - none
   */
  readonly workloadKinds?: WorkloadKind[];
}

/**
 * Replaces tags by digests: `nginx:1.27` becomes `nginx:1.27@sha256:…`, in all containers and image volumes of its
 * scope, after they are rendered and before they are checked. It runs before `Harden`. Images with a digest are not
 * changed. The synth throws if an image is not in the lock, or has another digest than the lock.
 *
 * @see https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main/docs/images.md
 * @example
 * import { App } from 'cdk8s';
 * import { Aspects, ImageLock, PinImages } from 'cdk8s-hardened';
 *
 * const app = new App();
 * const digest = 'sha256:6f1bb3ddc80b4a6fd8f8b4e6d9a7ab8a1d8a0c36d3be4d5f0f9a2b7c1e5d4f30';
 * const imageLock = ImageLock.fromDigests({ 'ghcr.io/acme/web:1.4.2': digest });
 * Aspects.of(app).add(new PinImages({ imageLock }));
 */
export class PinImages implements IAspect {
  /** @internal */
  public readonly _idleVisit = PinImages.prototype.visit;
  /**
   * Custom kinds that have a pod template.
   *
   * @internal
   */
  public readonly _workloadKinds: WorkloadKind[];
  /**
   * Equals `AspectPriority.MUTATING`: the fixes of other aspects may depend on the digest.
   *
   * @internal
   */
  public readonly _priority = 200;
  private readonly lock: ImageLock;

  /**
   * Creates an aspect for a lock.
   *
   * @param props lock and custom kinds
   */
  public constructor(props: PinImagesProps) {
    this.lock = props.imageLock;
    this._workloadKinds = props.workloadKinds ?? [];
  }

  /**
   * Has no effect: images are pinned after they are rendered.
   *
   * @param _node the construct
   */
  public visit(_node: IConstruct): void {}

  /** @internal */
  public _mend({ some }: MendQuestion): ReadonlyMap<Manifest, Manifest> {
    const mended = new Map<Manifest, Manifest>();
    for (const manifest of some) {
      const patches = imageUsesOf(manifest).flatMap(({ image, written, pointer, isInText }) => {
        const pinned = image && !image.digest && !isInText ? this.lock._pinned(written, image) : undefined;
        return pinned === undefined ? [] : manifest.patchTo(pointer, pinned);
      });
      if (patches.length > 0) mended.set(manifest, manifest._withJson(applyPatches(manifest.json, patches)));
    }
    return mended;
  }

  /**
   * Refuses all images that could not be pinned.
   *
   * @internal
   */
  public _judge({ some }: JudgeQuestion): Verdict {
    const errors = some.flatMap((manifest) =>
      imageUsesOf(manifest).flatMap((use): EvaluationError[] => {
        const message = this.problemOf(use);
        return message === undefined
          ? []
          : [{ message, objectRef: manifest.objectRef, origin: manifest.origin, pointer: use.pointer }];
      }),
    );
    const report = new Report({
      profile: 'images',
      kubernetesVersion: NEWEST_VERSION,
      objectCount: some.length,
      findings: [],
      waived: [],
      unusedWaivers: [],
      errors,
      unknown: [],
    });
    return { by: 'PinImages', report, rules: [], refused: errors.length > 0, idle: [] };
  }

  private problemOf(use: ImageUse): string | undefined {
    const { lock } = this;
    const { image, written, isInText } = use;
    const what = `image ${quote(written)} of ${userOf(use)}`;
    if (!image) return `${what} ${imageProblem(written)}`;
    const wanted = lock._digestOf(image);
    if (!image.digest && isInText && wanted !== undefined)
      return `${what} is in a text, which is not changed; write the digest there, ${wanted}`;
    if (!image.digest) return `${what} is not in ${lock._name}; add "${taggedName(image)}" to it: ${howToAdd(lock)}`;
    if (image.tag === undefined || wanted === undefined || wanted === image.digest) return undefined;
    return `${what} has another digest than ${lock._name}, ${wanted}; remove the digest, or update the lock`;
  }
}
