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
}

/** Offences that a message names. */
const MOST_NAMED = 12;

/** Puts the waivers of a rule before its expression; without waivers nothing is asked. */
export function unlessWaived(rule: string, cel: string, isWaived: boolean, ofContainer: boolean): string {
  if (!isWaived) return cel;
  const own = ofContainer ? ` || (${celText(`${rule}/`)} + c.name) in variables.waived` : '';
  return `!(${celText(rule)} in variables.waived${own}) && (${cel})`;
}

/**
 * Variables that name who offends, one for each rule, and one with the texts of all: the rule, the first offender and the
 * number of further ones.
 */
export function listing(judged: readonly Judged[], subject: string): { readonly [name: string]: string } {
  const rows = judged.map(({ rule, message }) => `${celList([rule, message])} + variables.${nameOf(rule)}`);
  return {
    ...Object.fromEntries(judged.map((each) => [nameOf(each.rule), offenders(each, subject)])),
    offences: `[${rows.join(', ')}].filter(o, o.size() > 2)`,
    ids: `variables.offences.map(o, o[0])`,
  };
}

function offenders({ whole, container }: Judged, subject: string): string {
  const parts = [
    ...(whole === undefined ? [] : [`(${whole} ? [${subject}] : [])`]),
    ...(container === undefined
      ? []
      : [`variables.containers.filter(c, ${container}).map(c, 'container "' + c.name + '"')`]),
  ];
  return parts.join(' + ');
}

/** The validation of a policy that lists: what is wrong is said once, the rules first. */
export function listingValidation() {
  const text = "o[0] + ': ' + o[2] + (o.size() > 3 ? ' (and ' + string(o.size() - 3) + ' more)' : '') + ' ' + o[1]";
  const few = `variables.offences.map(o, ${text}).join('. ')`;
  const indexes = [...Array(MOST_NAMED).keys()].join(', ');
  const some = (list: string) => `[${indexes}].map(i, ${list}[i])`;
  const more = `' and ' + string(variables.offences.size() - ${MOST_NAMED}) + ' more'`;
  return {
    expression: 'variables.offences.size() == 0',
    reason: 'Forbidden',
    message: 'the object breaks rules of cdk8s-hardened; check its manifest with cdk8s-hardened check',
    messageExpression: [
      `variables.offences.size() == 1 ? ${few} :`,
      `string(variables.offences.size()) + ' rules: ' + (variables.offences.size() <= ${MOST_NAMED} ?`,
      `variables.ids.join(', ') + '. ' + ${few} :`,
      `${some('variables.ids')}.join(', ') + ${more} + '. ' + ${some('variables.offences')}.map(o, ${text}).join('. '))`,
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

/** The name of a rule's variable: `host-pid` is `host_pid`. */
function nameOf(rule: string): string {
  return rule.replaceAll('-', '_');
}
