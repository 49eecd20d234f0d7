import type { Finding } from '../engine/finding';
import type { Report } from '../engine/report';
import type { EvaluationError } from '../engine/report-parts';
import type { IRule } from '../engine/rule';
import type { UnusedWaiver } from '../engine/waivers/waiver';
import { wantsColour } from '../report/colour';
import { escapeUnprintable } from '../report/escape';
import { errorsText, findingsText } from '../report/formats/text';
import { count } from '../report/object-name';
import { COLOURED, type Paint, PLAIN } from '../report/paint';
import { programLine } from './creation-site';
import { refusalOverview } from './refusal-overview';

/** A refusal of more findings and errors starts with an overview, and does not list them one by one. */
const MOST_LISTED = 20;

/** The report of one aspect, and whether it refuses the objects. */
export interface Verdict {
  readonly report: Report;
  /** The rules that were checked. */
  readonly rules: readonly IRule[];
  readonly refused: boolean;
  /** The waivers without effect, from all aspects. */
  readonly idle: readonly UnusedWaiver[];
}

/** The text of a refusal. */
export interface Refusal {
  /** Every finding one by one, without colour. */
  readonly fullText: string;
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
  const where = `profile ${escapeUnprintable(first.profileTitle)}, Kubernetes ${first.kubernetesVersion}`;
  const title = `cdk8s-hardened refuses to write this app: ${counts.join(' and ')} (${where})`;
  const rules = refusing.flatMap((verdict) => verdict.rules);
  const waysOut =
    findings.length > 0
      ? '\nSet the named values, or waive accepted findings: { rule, kind, namespaceName, name, reason, expires }'
      : '';
  const textOf = (paint: Paint, parts: readonly string[]) =>
    `${paint('bold', title)}\n\n${[...parts, waysOut].filter((part) => part !== '').join('\n')}`;
  const whole = (paint: Paint) => textOf(paint, [findingsText(findings, rules, paint), errorsText(errors, paint)]);
  const isShort = findings.length + errors.length <= MOST_LISTED || isOn(env.HARDENING_VERBOSE);
  return {
    fullText: whole(PLAIN),
    shown: (paint) => (isShort ? whole(paint) : textOf(paint, [refusalOverview(findings, errors, rules, paint)])),
  };
}

/**
 * Returns the error of a refusal. Its message has no colour. Its stack, which is what Node prints, has colour on a
 * terminal, and of the frames only the line that called the synth under `cdk8s synth`.
 * `fullText` has every finding; it is not enumerable, so that Node does not print it too.
 */
export function refusalError(refusal: Refusal, { env, isTTY }: RefusalPlace): Error {
  const error = new Error(refusal.shown(PLAIN));
  Object.defineProperty(error, 'fullText', { value: refusal.fullText });
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

function distinct<T extends Finding | EvaluationError>(items: readonly T[]): T[] {
  const seen = new Map<string, T>();
  for (const item of items) {
    const { rule, objectRef, pointer, message, origin } = item;
    const key = JSON.stringify([rule, objectRef, pointer, message, origin.constructPath]);
    if (!seen.has(key)) seen.set(key, item);
  }
  return [...seen.values()];
}
