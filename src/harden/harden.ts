import { Checker } from '../engine/checker';
import type { Finding } from '../engine/finding';
import type { Profile } from '../engine/profile';
import type { Waiver } from '../engine/waivers/waiver';
import { groupBy } from '../json/group-by';
import { applyPatches, type Patch } from '../json/patch';
import type { Manifest } from '../model/manifest';
import { ManifestSet } from '../model/manifest-set';
import type { WorkloadRequirements } from '../profiles/workload-requirements';
import { escapeUnprintable } from '../report/escape';
import { applyDeferredRequirements, applyRequirements } from './apply-requirements';
import { keepWaived } from './keep-waived';
import { orderFixes } from './order-fixes';

/** How far fixes go. */
export enum HardenMode {
  /** Sets what is unset. An explicitly weaker value is kept, and remains a finding. */
  FILL = 'fill',
  /** Also replaces or removes explicitly weaker values. */
  FORCE = 'force',
}

/** Options of `harden`. */
export interface HardenOptions {
  readonly profile: Profile;
  readonly mode: HardenMode;
  readonly today: string;
  readonly kubernetesVersion?: string;
  readonly customResourceDefinitions?: any[];
  /** Waived findings are not fixed, neither directly nor by the fix of another finding. */
  readonly waivers?: Waiver[];
  /** Requirements of workloads, which are applied before the fixes. */
  readonly needs?: readonly WorkloadRequirements[];
}

/** An object after its fixes. */
export interface HardenResult {
  readonly manifest: Manifest;
  /** The findings whose fixes were applied, in order. */
  readonly applied: readonly Finding[];
}

/**
 * Each round applies fixes to the result of the round before. More rounds than this mean that rules undo each other.
 */
const MAX_ROUNDS = 10;

/**
 * Applies a profile's fixes to some objects of a set until no fix is left. The given objects are not modified. Objects
 * that cannot be checked are returned unchanged: a check of the result reports them.
 *
 * @param all all objects, as context for the rules
 * @param some the objects to fix
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
  const patches = findings.flatMap((finding) => finding.fix);
  try {
    return manifest._withJson(applyPatches(manifest.json, patches));
  } catch (error) {
    const { kind, name } = manifest.objectRef;
    const rules = [...new Set(findings.map(({ rule }) => rule))].sort().join(', ');
    const [reason] = (error as Error).message.split('\n');
    throw new Error(escapeUnprintable(`${kind} "${name}" cannot be fixed by ${rules}: ${reason}`));
  }
}

/** Whether a patch only sets what is unset, or adds to a list. */
function fills(manifest: Manifest, patch: Patch): boolean {
  if (patch.op !== 'add') return false;
  const found = manifest.value(patch.path);
  return found === undefined || found === null;
}

/** Names the rules that undo each other: those whose fix was applied more than once in one place. */
function conflictMessage(manifest: Manifest, findings: readonly Finding[]): string {
  const { kind, name } = manifest.objectRef;
  const places = findings.map(({ rule, pointer }) => `${rule} ${pointer}`);
  const fighting = findings.filter((_, index) => places.indexOf(places[index] as string) !== index);
  const rules = [...new Set(fighting.map((finding) => finding.rule))].sort().join(', ');
  const what = `${kind} "${name}" is not stable after ${MAX_ROUNDS} rounds; the fixes of these rules undo each other: ${rules}`;
  return escapeUnprintable(what);
}
