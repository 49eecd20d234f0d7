import type { Finding } from '../engine/finding';
import type { Report } from '../engine/report';
import type { RuleMeta } from '../engine/rule';
import type { Waiver } from '../engine/waivers/waiver';
import type { ReportContext } from './context';
import { fingerprintsOf } from './fingerprint';

/** A finding as formats list it, with all that they say of it. */
export interface Entry {
  readonly finding: Finding;
  /** `open` where nothing lets it stand. */
  readonly state: 'open' | 'waived' | 'baselined';
  readonly waiver?: Waiver;
  readonly fingerprint: string;
}

/** All findings: those that are open, then the waived, then those of the baseline. */
export function entriesOf(report: Report): Entry[] {
  const all: Omit<Entry, 'fingerprint'>[] = [
    ...report.findings.map((finding) => ({ finding, state: 'open' as const })),
    ...report.waived.map(({ finding, waiver }) => ({ finding, waiver, state: 'waived' as const })),
    ...report.baselined.map((finding) => ({ finding, state: 'baselined' as const })),
  ];
  const fingerprints = fingerprintsOf(all.map(({ finding }) => finding));
  return all.map((entry, index) => ({ ...entry, fingerprint: fingerprints[index] as string }));
}

/** What each rule claims, by id. */
export function metasOf({ rules }: ReportContext): ReadonlyMap<string, RuleMeta> {
  return new Map(rules.map(({ meta }) => [meta.id, meta]));
}

/** The rules that were judged and found nothing, not even something that may stand. A rule that crashed is not among them. */
export function cleanRules(report: Report, { rules }: ReportContext): RuleMeta[] {
  const found = new Set([
    ...report.findings.map(({ rule }) => rule),
    ...report.waived.map(({ finding }) => finding.rule),
    ...report.baselined.map(({ rule }) => rule),
    ...report.errors.map(({ rule }) => rule),
  ]);
  return rules.map(({ meta }) => meta).filter(({ id }) => !found.has(id));
}
