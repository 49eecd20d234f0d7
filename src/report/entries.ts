import type { Finding } from '../engine/finding';
import type { Report } from '../engine/report';
import type { RuleMeta } from '../engine/rule';
import type { Waiver } from '../engine/waivers/waiver';
import type { ReportContext } from './context';
import { fingerprinter } from './fingerprint';

/** A finding as reports list it. */
export interface Entry {
  readonly finding: Finding;
  /** `open` if it is not accepted. */
  readonly state: 'open' | 'waived' | 'baselined';
  readonly waiver?: Waiver;
}

export interface FingerprintedEntry extends Entry {
  readonly fingerprint: string;
}

/** All findings: the open ones, then the waived ones, then those of the baseline. */
export function* entriesOf(report: Report): Generator<Entry> {
  for (const finding of report.findings) yield { finding, state: 'open' };
  for (const { finding, waiver } of report.waived) yield { finding, waiver, state: 'waived' };
  for (const finding of report.baselined) yield { finding, state: 'baselined' };
}

/** The same with their fingerprints. */
export function* fingerprintedEntriesOf(report: Report): Generator<FingerprintedEntry> {
  const fingerprintOf = fingerprinter();
  for (const entry of entriesOf(report)) yield { ...entry, fingerprint: fingerprintOf(entry.finding) };
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
