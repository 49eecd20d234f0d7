import type { Finding } from '../../engine/finding';
import { type HostLanguage, hostLanguage } from '../../engine/host-language';
import type { Report } from '../../engine/report';
import type { EvaluationError } from '../../engine/report-parts';
import type { IRule } from '../../engine/rule';
import { ABSENT } from '../../engine/waivers/near-misses';
import type { SingleWaiver, UnusedWaiver } from '../../engine/waivers/waiver';
import { wantsColour } from '../../report/colour';
import { escapeUnprintable } from '../../report/escape';
import { errorsText, findingsText } from '../../report/formats/text';
import { count } from '../../report/object-name';
import { COLOURED, type Paint, PLAIN } from '../../report/paint';
import type { WaiverSuggestions } from '../../report/waiver-suggestions';
import { programLine } from '../creation-site';
import { HardeningError } from '../hardening-error';
import { idleLine } from '../warnings';
import { refusalOverview } from './overview';
import { waiverCode } from './waiver-code';

/** A refusal of more findings and errors starts with an overview, and does not list them one by one. */
const MOST_LISTED = 20;

/** The report of one aspect, and whether it refuses the objects. */
export interface Verdict {
  /** Who checked. */
  readonly by: string;
  /** Name of the policy, if it has one. */
  readonly policyName?: string;
  readonly report: Report;
  /** The rules that were checked. */
  readonly rules: readonly IRule[];
  readonly refused: boolean;
  /** The waivers without effect, from all aspects. */
  readonly idle: readonly UnusedWaiver[];
  /** Lines for process warnings. Several checks may have one in common. */
  readonly warnings?: readonly string[];
  /** The waivers that would let findings stand. Default: the aspect has no findings. */
  readonly suggestions?: () => WaiverSuggestions;
}

/** The text of a refusal. */
export interface Refusal {
  /** Every finding one by one, without colour. */
  readonly fullText: string;
  /** The findings and errors, each once. */
  readonly report: Report;
  /** What is shown: all of a short refusal, the overview of a long one. */
  shown(paint: Paint): string;
}

/** What of a process decides how a refusal is shown. */
export interface RefusalPlace {
  readonly env: { readonly [name: string]: string | undefined };
  /** Whether errors go to a terminal. */
  readonly isTTY: boolean;
}

/** Returns one text for all refusals, each finding listed once; undefined if nothing is refused. */
export function refusalOf(verdicts: readonly Verdict[], { env }: Pick<RefusalPlace, 'env'>): Refusal | undefined {
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
  const title = `cdk8s-hardened refuses to write this app: ${counts.join(' and ')} by ${authoritiesOf(refusing)}`;
  const rules = refusing.flatMap((verdict) => verdict.rules);
  const each = distinct(refused.flatMap((report) => report._each.findings));
  const language = hostLanguage(env);
  const textOf = (paint: Paint, how: string, parts: readonly string[]) => {
    const waysOut =
      findings.length === 0 ? '' : `\nSet the named values, or add accepted findings to waivers, with a reason: ${how}`;
    const shown = [...parts, nearMisses(refusing), waysOut, wayToLines(findings, language)].filter(
      (part) => part !== '',
    );
    return `${paint('bold', title)}\n\n${shown.join('\n')}`;
  };
  const whole = (paint: Paint) =>
    textOf(paint, 'the first finding of each rule shows how', [
      findingsText(findings, rules, paint, waiverLines(refusing, language)),
      errorsText(errors, paint),
    ]);
  const overview = (paint: Paint) =>
    textOf(paint, 'HARDENING_VERBOSE=1 shows how', [refusalOverview(findings, errors, rules, paint)]);
  const isShort = findings.length + errors.length <= MOST_LISTED || isOn(env.HARDENING_VERBOSE);
  return {
    fullText: whole(PLAIN),
    report: refused.length === 1 ? first : first._with({ findings: each, errors }),
    shown: isShort ? whole : overview,
  };
}

/**
 * Returns the error of a refusal. Its message has no colour. Its stack, which is what Node prints, has colour on a
 * terminal, and of the frames only the line that called the synth under `cdk8s synth`.
 */
export function refusalError(refusal: Refusal, { env, isTTY }: RefusalPlace): HardeningError {
  const error = new HardeningError(refusal.shown(PLAIN), refusal.report, refusal.fullText);
  const isInCli = env.CDK8S_OUTDIR !== undefined;
  const hasColour = wantsColour(env, isTTY) && !isOn(env.CI);
  if (!isInCli && !hasColour) return error;
  const { message, stack = '' } = error;
  const frames = stack.slice(stack.indexOf(message) + message.length);
  const line = programLine(frames);
  const end = isInCli ? line && `\n    at ${line}` : frames;
  const value = `${refusal.shown(hasColour ? COLOURED : PLAIN)}${end ?? ''}`;
  Object.defineProperty(error, 'stack', { value, configurable: true, writable: true });
  return error;
}

/** Whether an environment variable switches something on. */
function isOn(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value);
}

/** Names who refuses, and by what policy. Checks that find nothing that others do not find are not named. */
function authoritiesOf(refusing: readonly Verdict[]): string {
  const keysOf = ({ report }: Verdict) => [...report._each.findings, ...report.errors].map(keyOf);
  const seen = new Set<string>();
  const adding = refusing.filter((verdict) => {
    const fresh = keysOf(verdict).filter((key) => !seen.has(key));
    for (const key of fresh) seen.add(key);
    return fresh.length > 0;
  });
  const names = adding.map(({ by, policyName, rules, report }) => {
    const profile = rules.length === 0 ? undefined : `profile ${report.profileTitle}`;
    const terms = [policyName, profile, `Kubernetes ${report.kubernetesVersion}`].filter((term) => term !== undefined);
    return `${by} (${terms.join(', ')})`;
  });
  return escapeUnprintable([...new Set(names)].join(' and '));
}

/** The waiver of the first finding of each rule, as an aspect takes it. */
function waiverLines(
  refusing: readonly Verdict[],
  language: HostLanguage | undefined,
): (finding: Finding) => readonly string[] {
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
    const { policyName = '' } = verdict;
    if (!/\.ya?ml$/.test(policyName)) return [`waiver: ${waiverCode(suggestion.waiver, language)}`];
    return [`waiver for ${policyName}: ${inPolicyFile(suggestion.waiver)}`];
  };
}

/** A waiver as the policy file takes it. */
function inPolicyFile(waiver: SingleWaiver): string {
  const terms = Object.entries(waiver).map(
    ([key, value]) => `${key === 'namespaceName' ? 'namespace' : key}: '${`${value}`.replaceAll("'", "''")}'`,
  );
  return `{ ${terms.join(', ')} }`;
}

/** How to see the lines of a program in another language, where its jsii can send them and was not asked to. */
function wayToLines(findings: readonly Finding[], language: HostLanguage | undefined): string {
  if ((language !== 'python' && language !== 'java') || findings.some(({ origin }) => origin.createdAt)) return '';
  return 'With JSII_HOST_STACK_TRACES=1 in the environment, each finding names the line that created the object';
}

/** The unused waivers that come near to a finding. */
function nearMisses(refusing: readonly Verdict[]): string {
  const near = refusing.flatMap(({ idle }) =>
    idle.filter(({ advice, why }) => advice !== undefined && why !== ABSENT.why),
  );
  const lines = new Set(near.map((idle) => `! ${escapeUnprintable(idleLine(idle))}`));
  return [...lines].join('\n');
}

function distinct<T extends Finding | EvaluationError>(items: readonly T[]): T[] {
  const seen = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    if (!seen.has(key)) seen.set(key, item);
  }
  return [...seen.values()];
}

/** What makes a finding or an error the same as one of other checks. */
function keyOf({ rule, objectRef, pointer, message, origin }: Finding | EvaluationError): string {
  return JSON.stringify([rule, objectRef, pointer, message, origin.constructPath]);
}
