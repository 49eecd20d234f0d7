import type { NamedValues } from '../rules/shared/admission/admission';
import { celList, celText } from '../rules/shared/admission/cel';

/** An expression of a rule, made for a target, with its rule and without what waivers accept. */
export interface Judged {
  readonly rule: string;
  readonly message: string;
  /** Of the pod, or of an object without pods. */
  readonly whole?: string;
  /** The field of the pod that `whole` finds missing, if it does. */
  readonly missing?: string;
  /** Of a container, `c`. */
  readonly container?: string;
  /** A text in which a token is an offence. */
  readonly tokensIn?: string;
  /** Values that are an offence under the name of a secret. */
  readonly secretsIn?: NamedValues;
}

/** Rules that are asked in one variable: their costs add up, and are limited. */
const TOGETHER = 20;
/** Characters of their expressions. */
const LONGEST = 19_000;
/** Offences that a message names. */
const MOST_NAMED = 12;

/** Puts the waivers of a rule before its expression; without waivers nothing is asked. */
export function unlessWaived(rule: string, cel: string, isWaived: boolean, ofContainer: boolean): string {
  if (!isWaived) return cel;
  const own = ofContainer ? ` || (${celText(`${rule}/`)} + c.name) in variables.waived` : '';
  return `!(${celText(rule)} in variables.waived${own}) && (${cel})`;
}

/**
 * Variables with what is found: one for rules that are asked together, as each variable takes time and memory of its own, and one with the
 * texts of all: the rule, what is wrong, and the offenders. A list of answers has a map for the object and for each container, from its
 * name, which is empty for the object, to whether it keeps each of the rules.
 */
export function listing(judged: readonly Judged[], subject: string): { readonly [name: string]: string } {
  const groups = together(judged);
  const names = groups.map((_, group) => `kept${group + 1}`);
  const kept = names.map((name) => `variables.${name}`);
  return {
    ...Object.fromEntries(groups.map((rules, group) => [names[group], answers(rules)])),
    offences: `[${kept.join(', ')}].all(f, f.all(m, m.all(s, !(false in m[s])))) ? [] : ${groups.map((rules, group) => offencesIn(rules, kept[group] as string, subject)).join(' + ')}`,
  };
}

/** The rules in their order, as many in a group as one variable may ask. */
function together(judged: readonly Judged[]): Judged[][] {
  const lengthOf = (rules: readonly Judged[]) =>
    rules.reduce((sum, { whole = '', container = '' }) => sum + whole.length + container.length, 0);
  const groups: Judged[][] = [];
  for (const each of judged) {
    const last = groups.at(-1);
    if (last && last.length < TOGETHER && lengthOf([...last, each]) <= LONGEST) last.push(each);
    else groups.push([each]);
  }
  return groups;
}

function answers(rules: readonly Judged[]): string {
  const map = (name: string, asked: (string | undefined)[]) =>
    `{${name}: [${asked.map((cel) => (cel === undefined ? 'true' : `!(${cel})`)).join(', ')}]}`;
  const whole = rules.map((each) => each.whole);
  const container = rules.map((each) => each.container);
  return [
    ...(whole.some((cel) => cel !== undefined) ? [`[${map("''", whole)}]`] : []),
    ...(container.some((cel) => cel !== undefined)
      ? [`variables.containers.map(c, ${map('string(c.name)', container)})`]
      : []),
  ].join(' + ');
}

function offencesIn(rules: readonly Judged[], kept: string, subject: string): string {
  const texts = rules.map(({ rule, message }) => celList([rule, message])).join(', ');
  const offenders = `${kept}.filter(m, m.exists(s, !m[s][i])).map(m, m.map(s, s == '' ? ${subject} : 'container "' + s + '"')[0])`;
  return `[${[...rules.keys()].join(', ')}].map(i, [${texts}][i] + ${offenders}).filter(o, o.size() > 2)`;
}

/** The validation of a policy that lists: what is wrong is said once, the rules first. */
export function listingValidation() {
  const text = "o[0] + ': ' + o[2] + (o.size() > 3 ? ' (and ' + string(o.size() - 3) + ' more)' : '') + ' ' + o[1]";
  const few = `variables.offences.map(o, ${text}).join('. ')`;
  const indexes = [...Array(MOST_NAMED).keys()].join(', ');
  const ids = 'variables.offences.map(o, o[0])';
  const some = (list: string) => `[${indexes}].map(i, ${list}[i])`;
  const more = `' and ' + string(variables.offences.size() - ${MOST_NAMED}) + ' more'`;
  return {
    expression: 'variables.offences.size() == 0',
    reason: 'Forbidden',
    message: 'the object breaks rules of cdk8s-hardened; check its manifest with cdk8s-hardened check',
    messageExpression: [
      `variables.offences.size() == 1 ? ${few} :`,
      `string(variables.offences.size()) + ' rules: ' + (variables.offences.size() <= ${MOST_NAMED} ?`,
      `${ids}.join(', ') + '. ' + ${few} :`,
      `${some(ids)}.join(', ') + ${more} + '. ' + ${some('variables.offences')}.map(o, ${text}).join('. '))`,
    ].join(' '),
  };
}

/** A validation of a policy with fixed messages, which cost nothing. */
export function fixedValidation({ rule, message, whole, container }: Judged, subject: string) {
  const parts = [
    ...(whole === undefined ? [] : [`!(${whole})`]),
    ...(container === undefined ? [] : [`!variables.containers.exists(c, ${container})`]),
  ];
  return { expression: parts.join(' && '), reason: 'Forbidden', message: `${rule}: ${subject} ${message}` };
}
