import { escapeUnprintable } from '../escape';
import { failureName, failureText } from '../failures';
import { locationOf, placeText } from '../location';
import { count, objectName } from '../object-name';
import { COLOURED, type Paint, PLAIN } from '../paint';
import {
  type ComparedSide,
  type Comparison,
  comparisonVerdict,
  failuresOfSide,
  severityText,
  shownFindings,
  shownObjects,
} from './comparison';
import { type ChangedFinding, type ChangedObject, isWorse } from './difference';

/** Writes a comparison as text: weaker objects first, then other changes, then a summary line. */
export function differenceText(comparison: Comparison, { colour = false } = {}): string {
  const paint = colour ? COLOURED : PLAIN;
  const sections = [
    ...shownObjects(comparison).map(([heading, objects]) =>
      [paint('bold', heading), ...objects.flatMap((object) => objectLines(object, paint))].join('\n'),
    ),
    errorSection(comparison, paint),
    comparisonVerdict(comparison, paint),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function objectLines(object: ChangedObject, paint: Paint): string[] {
  const name = paint('bold', escapeUnprintable(objectName(object.object)));
  const { change, isThere, findings } = object;
  if (change === 'vanished') {
    const went = findings.length > 0 ? `, ${count(findings.length, 'finding')} with it` : '';
    return [`  ${name}${went}`];
  }
  const appeared = change === 'weaker' && !isThere.before ? '  (appeared)' : '';
  return [`  ${name}${appeared}`, ...shownFindings(object).flatMap((each) => findingLines(each, paint))];
}

function findingLines(each: ChangedFinding, paint: Paint): string[] {
  const { finding, change } = each;
  const what = `${paint('bold', finding.rule)} (${severityText(each)}) — ${escapeUnprintable(finding.message)}`;
  const isBetter = change !== 'waived' && !isWorse(each);
  const mark = change === 'waived' ? paint('yellow', '~ waived') : isBetter ? paint('green', '-') : paint('red', '+');
  // The place of a finding that is gone is in the old text, which is of no use to the reader.
  const location = change === 'gone' ? undefined : locationOf(finding);
  const where = [location && placeText(location), finding.pointer || '/'].filter(Boolean).join('  ');
  return [`    ${mark} ${what}`, `        ${paint('dim', escapeUnprintable(where))}`];
}

function errorSection({ before, now }: Comparison, paint: Paint): string {
  const lines = [...sideErrors('old', before, paint), ...sideErrors('new', now, paint)];
  return lines.length === 0 ? '' : [paint('bold', 'Not judged'), ...lines].join('\n');
}

function sideErrors(word: string, side: ComparedSide, paint: Paint): string[] {
  return failuresOfSide(side).map((failure) => {
    const { location } = failure;
    const where = [location && placeText(location), failureName(failure)].filter(Boolean).join('  ');
    const text = `${where ? `${where} — ` : ''}${failureText(failure)}`;
    return `  ${paint('red', '!')} ${word} side, ${escapeUnprintable(`${side.name}: ${text}`)}`;
  });
}
