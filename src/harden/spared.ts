import type { Finding } from '../engine/finding';
import type { WaivedFinding } from '../engine/waivers/waiver';
import type { Patch } from '../json/patch';
import type { Manifest } from '../model/manifest';

/** A finding as it may be mended beside what is waived; undefined where mending it would mend that too. */
export type Sparing = (finding: Finding, manifest: Manifest) => Finding | undefined;

/**
 * Keeps what waivers let stand from being mended by the fix of another finding. A container may take over a value from its
 * pod, so the fix of one container may be for the pod: where another container's waiver is about that value, the container
 * gets a value of its own instead. Where there is no such way, the finding stays, and a person must decide.
 */
export function sparing(waived: readonly WaivedFinding[]): Sparing {
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

/** The fix of a container that sets a value of its pod, as one that sets the container's own. */
function ownFix({ container: name, fix, pointer }: Finding, manifest: Manifest): Patch[] | undefined {
  const pod = manifest.podTemplates.find(({ specPath }) => pointer.startsWith(`${specPath}/`));
  const container = pod?.containers.find((each) => each.name === name);
  if (!pod || !container) return undefined;
  const wanted = fix.filter((patch) => !makesParent(patch));
  const isOfPod = ({ op, path }: Patch) => op !== 'remove' && path.startsWith(`${pod.specPath}/securityContext/`);
  if (!wanted.every(isOfPod)) return undefined;
  return wanted.flatMap(({ path, value }) => container.patchTo(path.slice(pod.specPath.length), value));
}

function makesParent({ op, value }: Patch): boolean {
  return op === 'add' && typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Each thing that is added to a list has a place of its own. */
function placeOf({ path, value }: Patch): string {
  return path.endsWith('/-') ? `${path} ${JSON.stringify(value)}` : path;
}
