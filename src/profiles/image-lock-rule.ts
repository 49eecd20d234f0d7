import type { Finding } from '../engine/finding';
import type { Profile } from '../engine/profile';
import type { IConfigurableRule, RuleMeta } from '../engine/rule';
import { booleanOption, checkOptions } from '../engine/rule-option';
import { Severity } from '../engine/severity';
import { quote } from '../images/grammar';
import type { Image } from '../images/image';
import { type DigestLock, type LockEntry, type LockFile, taggedName } from '../images/lock';
import { type ImageUse, imageUsesOf, userOf } from '../images/uses';
import { Manifest } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import { NSA_GUIDE } from '../rules/shared/sources';

const PARTIAL = booleanOption('partial', false, 'Whether the lock may have entries that no object uses');

/** Id of the rule that is there if there is a lock, whatever the profile. */
export const IMAGE_LOCK_RULE = 'image-lock-mismatch';

const META: RuleMeta = {
  id: IMAGE_LOCK_RULE,
  title: 'Images are those of the lock file',
  severity: Severity.HIGH,
  profiles: [],
  standards: ['NSA/CISA P3'],
  references: ['https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main/docs/images.md', NSA_GUIDE],
  options: [PARTIAL],
};

/** Compares all images with a lock. It is in no profile: the command line adds it if there is a lock. */
export class ImageLockRule implements IConfigurableRule {
  public readonly meta = META;

  /**
   * @param lock the lock; without one the rule finds nothing, and only makes its id known to policies
   * @param options values by name
   */
  public constructor(
    private readonly lock?: DigestLock,
    private readonly options: { [name: string]: any } = {},
  ) {
    checkOptions(META.id, META.options ?? [], options);
  }

  public withOptions(options: { [name: string]: any }): ImageLockRule {
    return new ImageLockRule(this.lock, { ...this.options, ...options });
  }

  public check(manifests: ManifestSet): Finding[] {
    const { lock } = this;
    if (!lock) return [];
    const uses = manifests.all.flatMap(imageUsesOf);
    const found = uses.flatMap((use) => mismatch(use, lock) ?? []);
    return this.options[PARTIAL.name] === true ? found : [...found, ...superfluous(uses, lock)];
  }
}

/** Returns a profile with the rule for a lock; it replaces a rule for another lock. */
export function withImageLock(profile: Profile, lock: DigestLock): Profile {
  const others = profile.hasRule(META.id) ? profile.withoutRules(META.id) : profile;
  return others.withRules(new ImageLockRule(lock));
}

/** Returns the finding for one use of an image. An image with only a digest has no tag that the lock could contain. */
function mismatch(use: ImageUse, lock: DigestLock): Finding | undefined {
  const { manifest, pointer, container, image, written, isInText } = use;
  if (!image || !hasTag(image)) return undefined;
  const wanted = lock._digestOf(image);
  if (wanted === image.digest && wanted !== undefined) return undefined;
  const what = `image ${quote(written)} of ${userOf(use)}`;
  const stale = wanted !== undefined && image.digest !== undefined;
  let message = `${what} is not in ${lock._name}; add "${taggedName(image)}" with images --write-lock`;
  if (stale) message = `${what} has another digest than ${lock._name}, ${wanted}; update the manifest or the lock`;
  else if (wanted !== undefined) message = `${what} has no digest; add the one in ${lock._name}, ${wanted}`;
  const pinned = image.digest || isInText ? undefined : lock._pinned(written, image);
  return {
    rule: META.id,
    severity: stale ? Severity.HIGH : Severity.MEDIUM,
    message,
    objectRef: manifest.objectRef,
    origin: manifest.origin,
    manifest,
    pointer,
    container,
    fix: pinned === undefined ? [] : manifest.patchTo(pointer, pinned),
  };
}

/** Whether an image is identified by a tag; without tag and digest that is `latest`. */
function hasTag({ tag, digest }: Image): boolean {
  return tag !== undefined || digest === undefined;
}

/** Finds the unused entries of a lock file. Their object is the file itself. */
function superfluous(uses: readonly ImageUse[], lock: DigestLock): Finding[] {
  const { _file: file } = lock;
  if (!file) return [];
  const used = new Set(uses.map(({ image }) => (image && hasTag(image) ? taggedName(image) : '')));
  const document = documentOf(file);
  return [...lock._entries.values()]
    .filter((entry): entry is Required<LockEntry> => entry.pointer !== undefined && !used.has(entry.image))
    .map(({ image, pointer }) => ({
      rule: META.id,
      severity: Severity.LOW,
      message: `image "${image}" is locked and no object uses it; remove the entry with images --write-lock`,
      objectRef: document.objectRef,
      origin: document.origin,
      manifest: document,
      pointer,
      fix: [],
    }));
}

/** Entries get names like other list items, so that a baseline matches them after they have moved. */
function documentOf({ path, json, positionOf }: LockFile): Manifest {
  const images = json.images.map((entry: any) => ({ ...entry, name: entry.image }));
  const object = { apiVersion: 'cdk8s-hardened/v1', kind: 'ImageLock', metadata: { name: path }, images };
  const document = Manifest.fromJson(object, { origin: { file: path } });
  document._positionOf = positionOf;
  return document;
}
