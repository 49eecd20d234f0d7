import type { Finding } from '../engine/finding';
import type { Report } from '../engine/report';
import type { EvaluationError } from '../engine/report-parts';
import type { IRule } from '../engine/rule';
import type { UnusedWaiver } from '../engine/waivers/waiver';
import { escapeUnprintable } from '../report/escape';
import { errorsText, findingsText } from '../report/formats/text';
import { count } from '../report/object-name';

/** The report of one aspect, and whether it refuses the objects. */
export interface Verdict {
  readonly report: Report;
  /** The rules that were checked. */
  readonly rules: readonly IRule[];
  readonly refused: boolean;
  /** The waivers without effect, from all aspects. */
  readonly idle: readonly UnusedWaiver[];
}

/** Returns one message for all refusals, each listed once; undefined if nothing is refused. */
export function refusalOf(verdicts: readonly Verdict[]): string | undefined {
  const refusing = verdicts.filter((verdict) => verdict.refused);
  const refused = refusing.map(({ report }) => report);
  const first = (refusing.find(({ rules }) => rules.length > 0) ?? refusing[0])?.report;
  if (!first) return undefined;
  const findings = distinct(refused.flatMap((report) => report.findings));
  const errors = distinct(refused.flatMap((report) => report.errors));
  const counts = [
    ...(findings.length > 0 ? [count(findings.length, 'finding')] : []),
    ...(errors.length > 0 ? [count(errors.length, 'error')] : []),
  ];
  const where = `profile ${escapeUnprintable(first.profileTitle)}, Kubernetes ${first.kubernetesVersion}`;
  const rules = refusing.flatMap((verdict) => verdict.rules);
  const waysOut =
    findings.length > 0
      ? '\nSet the named values, or waive accepted findings: { rule, kind, namespaceName, name, reason, expires }'
      : '';
  const text = [findingsText(findings, rules), errorsText(errors), waysOut].filter((part) => part !== '').join('\n');
  return `cdk8s-hardened refuses to write this app: ${counts.join(' and ')} (${where})\n\n${text}`;
}

function distinct<T extends Finding | EvaluationError>(items: readonly T[]): T[] {
  const seen = new Map<string, T>();
  for (const item of items) {
    const { rule, objectRef, pointer, message, origin } = item;
    const key = JSON.stringify([rule, objectRef, pointer, message, origin.constructPath]);
    if (!seen.has(key)) seen.set(key, item);
  }
  return [...seen.values()];
}
