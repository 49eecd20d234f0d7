import type { Finding } from '../engine/finding';
import type { Report } from '../engine/report';
import type { RuleMeta } from '../engine/rule';
import type { Waiver } from '../engine/waivers/waiver';
import type { ReportContext } from './context';
import { fingerprintsOf } from './fingerprint';

/** A finding as reports list it. */
export interface Entry {
  readonly finding: Finding;
  /** `open` if it is not accepted. */
  readonly state: 'open' | 'waived' | 'baselined';
  readonly waiver?: Waiver;
  readonly fingerprint: string;
}

/** Returns all findings: the open ones, then the waived ones, then those of the baseline. */
export function entriesOf(report: Report): Entry[] {
  const all: Omit<Entry, 'fingerprint'>[] = [
    ...report.findings.map((finding) => ({ finding, state: 'open' as const })),
    ...report.waived.map(({ finding, waiver }) => ({ finding, waiver, state: 'waived' as const })),
    ...report.baselined.map((finding) => ({ finding, state: 'baselined' as const })),
  ];
  const fingerprints = fingerprintsOf(all.map(({ finding }) => finding));
  return all.map((entry, index) => ({ ...entry, fingerprint: fingerprints[index] as string }));
}

/** Returns the descriptions of the rules by id. */
export function metasOf({ rules }: ReportContext): ReadonlyMap<string, RuleMeta> {
  return new Map(rules.map(({ meta }) => [meta.id, meta]));
}

/** Returns the rules without findings, also without accepted ones. Crashed rules are not included. */
export function cleanRules(report: Report, { rules }: ReportContext): RuleMeta[] {
  const found = new Set([
    ...report.findings.map(({ rule }) => rule),
    ...report.waived.map(({ finding }) => finding.rule),
    ...report.baselined.map(({ rule }) => rule),
    ...report.errors.map(({ rule }) => rule),
  ]);
  return rules.map(({ meta }) => meta).filter(({ id }) => !found.has(id));
}
