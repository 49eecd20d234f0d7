import type { RuleMeta } from '../../engine/rule';
import type { Severity } from '../../engine/severity';

export const LEVELS: { readonly [severity in Severity]: string } = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/**
 * The scores by which code scanning sorts. `info` has none.
 *
 * @see https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
const SCORES: { readonly [severity in Severity]: string | undefined } = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
  info: undefined,
};

/**
 * Writes a rule as a SARIF reporting descriptor. Code scanning takes the severity from the rule: the worst of its
 * findings.
 */
export function sarifRule(meta: RuleMeta, found?: ReadonlySet<Severity>) {
  const { id, title, standards, references, profiles } = meta;
  const order = Object.keys(SCORES) as Severity[];
  const severity = found ? (order.find((each) => found.has(each)) ?? meta.severity) : meta.severity;
  const explain = `cdk8s-hardened explain ${id}`;
  const askedFor = standards.length > 0 ? `Asked for by ${standards.join(', ')}. ` : '';
  return {
    id,
    name: id.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: `${title}. ${askedFor}`.trimEnd() },
    help: {
      text: [`${title}. ${askedFor}`.trimEnd(), ...references, explain].join('\n'),
      markdown: [
        `**${title}.**`,
        askedFor.trimEnd(),
        references.map((reference) => `- <${reference}>`).join('\n'),
        `Why, when to waive it and what can go wrong: \`${explain}\``,
      ]
        .filter((part) => part !== '')
        .join('\n\n'),
    },
    helpUri: references.find((reference) => /^https?:\/\/\S+$/.test(reference)),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ['security', 'kubernetes', ...standards],
      precision: 'very-high',
      profiles,
      'security-severity': SCORES[severity],
    },
  };
}
