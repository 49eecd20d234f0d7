import { Checker } from '../engine/checker';
import type { Finding } from '../engine/finding';
import type { Profile } from '../engine/profile';
import type { Waiver } from '../engine/waivers/waiver';
import { groupBy } from '../json/group-by';
import { applyPatches, type Patch } from '../json/patch';
import type { Manifest } from '../model/manifest';
import { ManifestSet } from '../model/manifest-set';
import type { WorkloadRequirements } from '../profiles/workload-requirements';
import { applyDeferredRequirements, applyRequirements } from './apply-requirements';
import { keepWaived } from './keep-waived';
import { orderFixes } from './order-fixes';

/** How far mending goes. */
export enum HardenMode {
  /** Sets what is unset; what is explicitly weaker stays, and stays a finding. */
  FILL = 'fill',
  /** Also replaces or removes what is explicitly weaker. */
  FORCE = 'force',
}

/** How objects are mended. */
export interface HardenOptions {
  readonly profile: Profile;
  readonly mode: HardenMode;
  readonly today: string;
  readonly kubernetesVersion?: string;
  /** What a waiver lets stand is not mended, nor by the fix of another finding. */
  readonly waivers?: Waiver[];
  /** What images need of their pods, which is given to them first. */
  readonly needs?: readonly WorkloadRequirements[];
}

/** What mending did to one object. */
export interface HardenResult {
  readonly manifest: Manifest;
  /** The findings whose fixes were applied, in order. */
  readonly applied: readonly Finding[];
}

/** Each fix is applied to the outcome of the ones before it; more rounds than this mean that rules fight. */
const MAX_ROUNDS = 10;

/**
 * Applies a profile's fixes to some objects of a set until nothing is left to fix. The objects that are given stay as
 * they are. Objects that cannot be judged come back unchanged: whoever judges the outcome finds them.
 *
 * @param all all objects, to be asked about
 * @param some the ones to mend
 */
export function harden(
  all: readonly Manifest[],
  some: readonly Manifest[],
  options: HardenOptions,
): Map<Manifest, HardenResult> {
  const checker = new Checker(options);
  const outcome = new Map<Manifest, { manifest: Manifest; applied: Finding[] }>();
  const originalOf = new Map<Manifest, Manifest>();
  const world = new Map(all.map((manifest) => [manifest, manifest]));
  let open = some.map((original) => {
    const manifest = applyRequirements(original, options.needs ?? []);
    outcome.set(original, { manifest, applied: [] });
    originalOf.set(manifest, original);
    if (manifest !== original) world.set(original, manifest);
    return manifest;
  });
  for (let round = 0; open.length > 0; round += 1) {
    const { findings, waived } = checker._checkSome(ManifestSet.fromManifests([...world.values()]), open);
    const spare = keepWaived(waived);
    const fixable = findings.filter((finding) => finding.fix.length > 0);
    const groups = groupBy(fixable, ({ manifest }) => manifest);
    open = [];
    for (const [manifest, group] of groups) {
      if (!manifest) continue;
      const allowed = group
        .flatMap((finding) => spare(finding, manifest) ?? [])
        .filter(({ fix }) => options.mode === HardenMode.FORCE || fix.every((patch) => fills(manifest, patch)));
      const wanted = orderFixes(allowed, manifest);
      if (wanted.length === 0) continue;
      const original = originalOf.get(manifest) as Manifest;
      if (round === MAX_ROUNDS) {
        throw new Error(conflictMessage(manifest, [...(outcome.get(original)?.applied ?? []), ...wanted]));
      }
      const mended = applyDeferredRequirements(manifest, mend(manifest, wanted), options.needs ?? []);
      outcome.get(original)?.applied.push(...wanted);
      (outcome.get(original) as { manifest: Manifest }).manifest = mended;
      originalOf.set(mended, original);
      world.set(original, mended);
      open.push(mended);
    }
  }
  return outcome;
}

function mend(manifest: Manifest, findings: readonly Finding[]): Manifest {
  const json = applyPatches(
    manifest.json,
    findings.flatMap((finding) => finding.fix),
  );
  return manifest._withJson(json);
}

/** Whether a patch only sets what is unset, or adds to a list. */
function fills(manifest: Manifest, patch: Patch): boolean {
  if (patch.op !== 'add') return false;
  const found = manifest.value(patch.path);
  return found === undefined || found === null;
}

/** Of all that was applied, what came more than once in one place undoes something, or is undone. */
function conflictMessage(manifest: Manifest, findings: readonly Finding[]): string {
  const { kind, name } = manifest.objectRef;
  const places = findings.map(({ rule, pointer }) => `${rule} ${pointer}`);
  const fighting = findings.filter((_, index) => places.indexOf(places[index] as string) !== index);
  const rules = [...new Set(fighting.map((finding) => finding.rule))].sort().join(', ');
  return `${kind} "${name}" is not mended after ${MAX_ROUNDS} rounds; the fixes of these rules undo each other: ${rules}`;
}
