import type { Finding } from '../../engine/finding';
import type { Report } from '../../engine/report';
import { plainValue } from '../../yaml/schema';
import type { ReportContext } from '../context';
import { escapeUnprintable } from '../escape';
import { count, objectName } from '../object-name';
import { relatedRules } from '../related';
import { type SuggestedWaiver, WaiverSuggestions } from '../waiver-suggestions';
import type { FormatDefinition } from './formats';

/** The waivers that would let the findings stand, in place of a report. */
export const SUGGESTED_WAIVERS: FormatDefinition = {
  name: 'suggested waivers',
  description: 'waivers of all findings, for hardening.yaml',
  contentType: 'application/yaml',
  extension: '.yaml',
  render: suggestedWaivers,
};

/** The rules that follow from a finding are named, up to so many. */
const MOST_RULES = 5;

function* suggestedWaivers(report: Report, { profile, today, unread }: ReportContext): Generator<string> {
  if (!profile || today === undefined) throw new Error('waivers are suggested where the profile and the day are known');
  const suggestions = new WaiverSuggestions(report, profile, today);
  const isWaivable = ({ rule }: Finding) => profile.allowsWaiverOf(rule);
  const isAcceptedWithOthers = (finding: Finding) => {
    const others = report._acceptedWith(finding);
    return others.length > 0 && [finding, ...others].every(isWaivable);
  };
  const needed = report.findings.filter((finding) => !isAcceptedWithOthers(finding));
  const { waivers, refused } = suggestions.grouped(needed);
  if (waivers.length === 0) yield 'waivers: []\n';
  else {
    yield '# Write why each may stand: a waiver without a reason is refused.\nwaivers:\n';
    for (const each of waivers) yield waiverText(each, profile.waiverPolicy.ticketPattern);
  }
  for (const { finding, why } of refused) yield comment(`cannot be waived, as ${why}: ${nameOf(finding)}`);
  for (const finding of waivers.flatMap((each) => each.findings))
    for (const follower of suggestions.uncovered(finding))
      yield comment(`stays without a waiver of its own, which the policy refuses: ${nameOf(follower)}`);
  const errors = unread.length + report.errors.length;
  if (errors > 0) yield comment(`${count(errors, 'error')} beside the findings: run check without --suggest-waivers`);
}

function waiverText({ waiver, findings }: SuggestedWaiver, ticketPattern: string | undefined): string {
  const { kind, apiGroup, namespaceName, name, container, pointer, expires } = waiver;
  const notes = new Map<string, string>();
  for (const finding of findings) if (!notes.has(finding.rule)) notes.set(finding.rule, noteOf(finding));
  const [[rule, note] = ['', ''], ...more] = notes;
  const rules =
    more.length === 0
      ? [`- rule: ${scalar(rule)}  ${note}`]
      : ['- rules:', ...[...notes].map(([id, text]) => `    - ${scalar(id)}  ${text}`)];
  const target = { kind, apiGroup, namespace: namespaceName, name, container, pointer };
  const lines = [
    ...rules,
    ...Object.entries(target).flatMap(([key, value]) => (value === undefined ? [] : `  ${key}: ${scalar(value)}`)),
    '  reason: ""  # why may it stand?',
    `  expires: "${expires}"`,
    ...(ticketPattern === undefined ? [] : [`  ticket: ""  # one that matches ${escapeUnprintable(ticketPattern)}`]),
  ];
  return `${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

function noteOf(finding: Finding): string {
  return `# ${finding.severity}: ${escapeUnprintable(`${finding.message}${followersOf(finding)}`)}`;
}

/** What follows from a finding, and needs no waiver. */
function followersOf(finding: Finding): string {
  const { length } = new Set(finding.related?.map(({ rule }) => rule)).size > MOST_RULES ? (finding.related ?? []) : [];
  return length === 0 ? relatedRules(finding) : ` (with it: ${length} more)`;
}

function nameOf({ rule, objectRef, message }: Finding): string {
  return `${rule} of ${objectName(objectRef)} — ${message}`;
}

function comment(text: string): string {
  return `# ${escapeUnprintable(text)}\n`;
}

/** A text as YAML: without quotes where every reader takes it for a text. */
function scalar(text: string): string {
  return /^[A-Za-z][A-Za-z0-9.-]*$/.test(text) && plainValue(text) === text
    ? text
    : escapeUnprintable(JSON.stringify(text));
}
