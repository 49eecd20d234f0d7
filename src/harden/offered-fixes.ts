import type { Finding } from '../engine/finding';
import type { Report } from '../engine/report';
import { groupBy } from '../json/group-by';
import type { Patch } from '../json/patch';
import type { Manifest } from '../model/manifest';
import { ManifestSet } from '../model/manifest-set';
import type { WorkloadRequirements } from '../profiles/workload-requirements';
import { applyRequirements } from './apply-requirements';
import { fills, guardFixes, isGuarded, mend, type UnreadPart } from './guarded-fixes';
import { type FixFilter, keepWaived } from './keep-waived';
import { levelFix, setsLevel } from './namespace-levels';
import { orderFixes } from './order-fixes';

/** What fixes depend on beside the findings. */
export interface OfferOptions {
  readonly needs?: readonly WorkloadRequirements[];
  /** What may be missing in the set. */
  readonly unread?: UnreadPart;
}

/**
 * Returns the function that gives the fix of a finding as `harden` would apply it; empty where that would withhold it.
 * A fix that fills a field is judged as in fill mode, one that replaces a value as in force mode. Each object is asked
 * for when a fix of it is, and once.
 *
 * @param all the objects that were checked
 */
export function offeredFixes(
  all: readonly Manifest[],
  report: Report,
  options: OfferOptions,
): (finding: Finding) => readonly Patch[] {
  const { findings, waived, baselined } = report._each;
  const spare = keepWaived(waived);
  const fixable = [...findings, ...baselined].filter(({ fix }) => fix.length > 0);
  const byObject = groupBy(fixable, (finding) => finding.manifest);
  /** A report lists the findings of one object after the other. */
  let last: OfferedObject | undefined;
  const offeredFor = (manifest: Manifest): OfferedObject => {
    if (last?.manifest === manifest) return last;
    const own = byObject.get(manifest) ?? [];
    last = { manifest, fixes: new Set(own.map(({ fix }) => fix)), offers: offersFor(manifest, own, spare, options) };
    return last;
  };
  let filled: ManifestSet | undefined;
  const filledSet = () => {
    filled ??= ManifestSet.fromManifests(all.map((each) => fillOf(each, byObject.get(each) ?? [], spare, options)));
    return filled;
  };
  return (finding) => {
    const { manifest, fix } = finding;
    if (!manifest || fix.length === 0) return fix;
    const { fixes, offers } = offeredFor(manifest);
    if (!fixes.has(fix)) return fix; // Nothing is applied to what a waiver accepts: its fix only informs.
    if (setsLevel(finding)) {
      const { kubernetesVersion: version } = report;
      return levelFix(finding, manifest, filledSet(), { version, unread: options.unread?.pods ?? false }).fix ?? [];
    }
    return offers.get(fix)?.fix ?? [];
  };
}

/** Findings with the fix that is applied, by their own fix: a report shows a finding with what follows as another one, with the same fix. */
type Offers = ReadonlyMap<readonly Patch[], Finding>;

/** An object, the fixes of its findings, and what is offered of them. */
interface OfferedObject {
  readonly manifest: Manifest;
  readonly fixes: ReadonlySet<readonly Patch[]>;
  readonly offers: Offers;
}

/** The fixes of an object's findings, without those that would be withheld. */
function offersFor(
  manifest: Manifest,
  findings: readonly Finding[],
  spare: FixFilter,
  { needs = [], unread }: OfferOptions,
): Offers {
  const spared = new Map<Finding, Finding>();
  for (const finding of findings) {
    const kept = spare(finding, manifest);
    if (kept) spared.set(kept, finding);
  }
  const base = applyRequirements(manifest, needs);
  const all = [...spared.keys()];
  const filling = all.filter(({ fix }) => fix.every((patch) => fills(manifest, patch)));
  const isFilling = new Set(filling);
  const offers = new Map<readonly Patch[], Finding>();
  for (const [isForced, some] of [
    [false, filling],
    [true, all.filter((finding) => !isFilling.has(finding))],
  ] as const) {
    const outlook = some.some(isGuarded) ? mend(base, orderFixes(isForced ? all : filling, base)) : base;
    const { kept } = guardFixes(some, base, outlook, { isForced, unread });
    for (const [finding, offered] of kept) offers.set((spared.get(finding) as Finding).fix, offered);
  }
  return offers;
}

/** An object as it is when what is unset is filled once. */
function fillOf(manifest: Manifest, findings: readonly Finding[], spare: FixFilter, options: OfferOptions): Manifest {
  const base = applyRequirements(manifest, options.needs ?? []);
  if (manifest.podTemplates.length === 0) return base;
  const offers = offersFor(manifest, findings, spare, options);
  const filling = [...offers.values()].filter(({ fix }) => fix.every((patch) => fills(manifest, patch)));
  return mend(base, orderFixes(filling, base));
}
