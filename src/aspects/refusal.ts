import type { Finding } from '../engine/finding';
import type { Report } from '../engine/report';
import type { EvaluationError } from '../engine/report-parts';
import type { IRule } from '../engine/rule';
import type { UnusedWaiver } from '../engine/waivers/waiver';
import { escapeUnprintable } from '../report/escape';
import { errorsText, findingsText } from '../report/formats/text';
import { count } from '../report/object-name';
import type { WaiverSuggestions } from '../report/waiver-suggestions';
import { HardeningError } from './hardening-error';
import { idleLine } from './warnings';

/** The report of one aspect, and whether it refuses the objects. */
export interface Verdict {
  readonly report: Report;
  /** The rules that were checked. */
  readonly rules: readonly IRule[];
  readonly refused: boolean;
  /** The waivers without effect, from all aspects. */
  readonly idle: readonly UnusedWaiver[];
  /** The waivers that would let findings stand. Default: the aspect has no findings. */
  readonly suggestions?: () => WaiverSuggestions;
}

/** Returns one error for all refusals, each listed once; undefined if nothing is refused. */
export function refusalOf(verdicts: readonly Verdict[]): HardeningError | undefined {
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
      ? '\nSet the named values, or add accepted findings to waivers, with a reason: the first finding of each rule shows how'
      : '';
  const shown = findingsText(findings, rules, waiverLines(refusing));
  const text = [shown, errorsText(errors), nearMisses(refusing), waysOut].filter((part) => part !== '').join('\n');
  const message = `cdk8s-hardened refuses to write this app: ${counts.join(' and ')} (${where})\n\n${text}`;
  const each = distinct(refused.flatMap((report) => report._each.findings));
  return new HardeningError(message, refused.length === 1 ? first : first._with({ findings: each, errors }));
}

/** The waiver of the first finding of each rule, as an aspect takes it. */
function waiverLines(refusing: readonly Verdict[]): (finding: Finding) => readonly string[] {
  const shown = new Set<string>();
  const makers = new Map<Verdict, WaiverSuggestions>();
  return (finding) => {
    if (shown.has(finding.rule)) return [];
    const verdict = refusing.find(({ report, suggestions }) => suggestions && report.findings.includes(finding));
    if (!verdict?.suggestions) return [];
    shown.add(finding.rule);
    const suggestions = makers.get(verdict) ?? verdict.suggestions();
    makers.set(verdict, suggestions);
    const suggestion = suggestions.of(finding);
    if ('refused' in suggestion) return [`cannot be waived: ${suggestion.refused}`];
    const parts = Object.entries(suggestion.waiver).map(([key, value]) => `${key}: ${quoted(`${value}`)}`);
    return [`waiver: { ${parts.join(', ')} }`];
  };
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** The unused waivers that come near to a finding. */
function nearMisses(refusing: readonly Verdict[]): string {
  const near = refusing.flatMap(({ idle }) => idle.filter(({ advice }) => advice !== undefined));
  const lines = new Set(near.map((idle) => `! ${escapeUnprintable(idleLine(idle))}`));
  return [...lines].join('\n');
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
