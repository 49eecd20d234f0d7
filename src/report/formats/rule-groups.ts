import { groupByObject } from '../../engine/by-object';
import type { Finding } from '../../engine/finding';
import type { IRule, RuleMeta } from '../../engine/rule';
import { groupBy } from '../../json/group-by';
import { escapeUnprintable } from '../escape';
import { locationOf, placeText } from '../location';
import { count, objectName } from '../object-name';
import type { Paint } from '../paint';
import { countBySeverity, sortWorstFirst } from '../summary';
import { severitiesText } from '../verdict';

const MOST_PLACES = 3;

/**
 * Findings by rule: numbers, what the rule requires, and the first places. What a fix mends comes first, as that is what the
 * user of a vendor's release can act on; of each part, the worst rule.
 */
export function ruleGroups(findings: readonly Finding[], rules: readonly IRule[], paint: Paint): string[] {
  const metas = new Map(rules.map(({ meta }) => [meta.id, meta]));
  const groups = sortWorstFirst([...groupBy(findings, ({ rule }) => rule)], ([, group]) => group);
  const isMended = ([, group]: [string, Finding[]]) => group.some(({ fix }) => fix.length > 0);
  const parts = [
    { title: 'Rules with fixes: fix and Harden set the values', own: groups.filter(isMended) },
    { title: 'Rules that need a decision', own: groups.filter((group) => !isMended(group)) },
  ];
  return [
    ...parts
      .filter(({ own }) => own.length > 0)
      .flatMap(({ title, own }) => [
        paint('bold', title),
        ...own.map(([rule, group]) => ruleGroup(rule, metas.get(rule), group, paint)),
      ]),
    `${paint('bold', `The first places of ${count(groups.length, 'rule')}.`)} --all shows each of the ${count(findings.length, 'finding')}`,
  ];
}

function ruleGroup(rule: string, meta: RuleMeta | undefined, findings: readonly Finding[], paint: Paint): string {
  const objects = groupByObject(findings, (finding) => finding).length;
  const numbers = `${severitiesText(countBySeverity(findings), paint)} in ${count(objects, 'object')}`;
  const title = meta ? ` — ${escapeUnprintable(meta.title)}` : '';
  const rest = findings.length - MOST_PLACES;
  return [
    `${paint('bold', escapeUnprintable(rule))}: ${numbers}${title}`,
    ...(meta ? [`    ${paint('dim', sourcesOf(meta))}`] : []),
    ...sortWorstFirst(findings, (finding) => [finding])
      .slice(0, MOST_PLACES)
      .flatMap((finding) => placeLines(finding, paint)),
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
  ].join('\n');
}

function placeLines(finding: Finding, paint: Paint): string[] {
  const location = locationOf(finding);
  const place = location ? placeText(location) : finding.origin.constructPath;
  const where = [place, finding.pointer || '/'].filter(Boolean).join('  ');
  return [
    `  ${escapeUnprintable(`${objectName(finding.objectRef)}: ${finding.message}`)}`,
    `      ${paint('dim', escapeUnprintable(where))}`,
  ];
}

/** The sections that require a rule, and its first link. */
export function sourcesOf({ standards, references }: RuleMeta): string {
  return escapeUnprintable([...standards, ...references.slice(0, 1)].join(' · '));
}
