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

/** What a report lists: the open findings, then the waived ones, then those of the baseline. */
type Listed = Pick<Report, 'findings' | 'waived' | 'baselined'>;

/** All findings; what follows from one is in its `related`. */
export function entriesOf(report: Report): Generator<Entry> {
  return entries(report);
}

/** All findings one by one, also those that follow from others. */
export function eachEntryOf(report: Report): Generator<Entry> {
  return entries(report._each);
}

function* entries({ findings, waived, baselined }: Listed): Generator<Entry> {
  for (const finding of findings) yield { finding, state: 'open' };
  for (const { finding, waiver } of waived) yield { finding, waiver, state: 'waived' };
  for (const finding of baselined) yield { finding, state: 'baselined' };
}

/** Adds fingerprints to findings. */
export function* withFingerprints(entries: Iterable<Entry>): Generator<FingerprintedEntry> {
  const fingerprintOf = fingerprinter();
  for (const entry of entries) yield { ...entry, fingerprint: fingerprintOf(entry.finding) };
}

/** The number of findings of each rule, also of those that follow from others. */
export function countByRule(findings: Iterable<Finding>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}

/** Returns the descriptions of the rules by id. */
export function metasOf({ rules }: ReportContext): ReadonlyMap<string, RuleMeta> {
  return new Map(rules.map(({ meta }) => [meta.id, meta]));
}

/** Returns the rules without findings, also without accepted ones. Crashed rules are not included. */
export function cleanRules(report: Report, { rules }: ReportContext): RuleMeta[] {
  const found = new Set([
    ...[...eachEntryOf(report)].map(({ finding }) => finding.rule),
    ...report.errors.map(({ rule }) => rule),
  ]);
  return rules.map(({ meta }) => meta).filter(({ id }) => !found.has(id));
}
