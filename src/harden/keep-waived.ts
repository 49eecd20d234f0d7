import type { Finding } from '../engine/finding';
import type { WaivedFinding } from '../engine/waivers/waiver';
import type { Patch } from '../json/patch';
import type { Manifest } from '../model/manifest';
import { containersAt } from './containers-at';

/** Returns a finding with a fix that keeps waived values; undefined if there is no such fix. */
export type FixFilter = (finding: Finding, manifest: Manifest) => Finding | undefined;

/**
 * Keeps the fix of a finding from changing what a waiver accepts. A container may inherit a value from its pod, so the
 * fix of one container may change the pod. If another container's waiver is about that value, the container gets its
 * own value instead. If there is no such way, the finding remains, and a person must decide.
 */
export function keepWaived(waived: readonly WaivedFinding[]): FixFilter {
  const spared = new Map<Manifest | undefined, Set<string>>();
  for (const { finding } of waived) {
    const { manifest } = finding;
    const places = spared.get(manifest) ?? new Set();
    for (const patch of finding.fix) if (!makesParent(patch)) places.add(placeOf(patch));
    spared.set(manifest, places);
  }
  return (finding, manifest) => {
    const places = spared.get(manifest);
    const mendsThat = (patch: Patch): boolean => places?.has(placeOf(patch)) ?? false;
    if (!finding.fix.some(mendsThat)) return finding;
    const fix = ownFix(finding, manifest);
    if (!fix || fix.some(mendsThat)) return undefined;
    return { ...finding, fix };
  };
}

/** Converts the fix of a container that changes its pod into one that changes the container. */
export function ownFix({ fix, pointer }: Finding, manifest: Manifest): Patch[] | undefined {
  const [container] = containersAt(manifest, pointer);
  if (!container) return undefined;
  const { pod } = container;
  const wanted = fix.filter((patch) => !makesParent(patch));
  const isOfPod = ({ op, path }: Patch) => op !== 'remove' && path.startsWith(`${pod.specPath}/securityContext/`);
  if (!wanted.every(isOfPod)) return undefined;
  return wanted.flatMap(({ path, value }) => container.patchTo(path.slice(pod.specPath.length), value));
}

/** Whether a patch only makes the parent of a field. */
export function makesParent({ op, value }: Patch): boolean {
  return op === 'add' && typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Each value that is added to a list has its own place. */
function placeOf({ path, value }: Patch): string {
  return path.endsWith('/-') ? `${path} ${JSON.stringify(value)}` : path;
}
