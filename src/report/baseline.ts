import type { Finding } from '../engine/finding';
import type { Report } from '../engine/report';
import type { BaselineEntry } from '../engine/report-parts';
import { compareTexts } from '../json/text-order';
import { baselineFingerprintsOf } from './fingerprint';
import { objectName } from './object-name';

const VERSION = 1;

/** Writes the findings of a report as a baseline, which accepts them until they are fixed. */
export function baselineText(report: Report): string {
  const entries = entriesOf([...report._each.findings, ...report._each.baselined]).sort(
    (a, b) =>
      compareTexts(a.objectName, b.objectName) ||
      compareTexts(a.rule, b.rule) ||
      compareTexts(a.fingerprint, b.fingerprint),
  );
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`);
  return `{\n  "version": ${VERSION},\n  "findings": [${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}]\n}\n`;
}

/** Reads a baseline. Throws if it is invalid. */
export function readBaseline(text: string): BaselineEntry[] {
  let json: any;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`is not JSON: ${(error as Error).message}; write it again with check --write-baseline`);
  }
  if (json?.version !== VERSION || !Array.isArray(json.findings))
    throw new Error('is not a baseline; write it again with check --write-baseline');
  for (const [index, entry] of json.findings.entries()) {
    const isEntry = ['fingerprint', 'rule', 'objectName', 'pointer'].every((key) => typeof entry?.[key] === 'string');
    if (!isEntry) throw new Error(`/findings/${index} is not a finding; write it again with check --write-baseline`);
  }
  return json.findings;
}

/** Returns a report in which the findings of a baseline are accepted, and its obsolete entries are listed. */
export function withBaseline(report: Report, entries: readonly BaselineEntry[]): Report {
  const listed = new Set(entries.map(({ fingerprint }) => fingerprint));
  const { findings } = report._each;
  const fingerprints = baselineFingerprintsOf(findings);
  const isOld = findings.map((_, index) => listed.has(fingerprints[index] as string));
  const there = new Set(fingerprints);
  return report._with({
    findings: findings.filter((_, index) => !isOld[index]),
    baselined: findings.filter((_, index) => isOld[index]),
    goneFromBaseline: entries.filter(({ fingerprint }) => !there.has(fingerprint)),
  });
}

function entriesOf(findings: readonly Finding[]): BaselineEntry[] {
  const fingerprints = baselineFingerprintsOf(findings);
  return findings.map(({ rule, objectRef, pointer }, index) => ({
    fingerprint: fingerprints[index] as string,
    rule,
    objectName: objectName(objectRef),
    pointer,
  }));
}
