import { failureName, failureText } from '../failures';
import { code, prose, row, type Section, section, withSections } from '../formats/markdown-sections';
import { locationOf, shownPlace } from '../location';
import { count, objectName } from '../object-name';
import {
  type Comparison,
  comparisonSummary,
  comparisonVerdict,
  failuresOfSide,
  severityText,
  shownFindings,
  shownObjects,
} from './comparison';
import { type ChangedFinding, type ChangedObject, isWorse } from './difference';

/** GitHub accepts comments of up to 65,536 characters; GitLab accepts more. */
const COMMENT_BYTES = 65_000;
/** Objects that became weaker are folded as soon as those before have more findings. */
const MOST_OPEN = 20;

/** Writes a comparison as Markdown for a pull request comment. Rows that do not fit are counted. */
export function differenceMarkdown(comparison: Comparison): string {
  const { before, now } = comparison;
  const sides = `From ${code(before.name)} to ${code(now.name)}.`;
  const opening = `## cdk8s-hardened diff\n\n${prose(comparisonVerdict(comparison))}\n\n${sides}\n\n${summaryTable(comparison)}\n`;
  return withSections(opening, sectionsOf(comparison), COMMENT_BYTES).join('');
}

function summaryTable(comparison: Comparison): string {
  const { errors, ...counts } = comparisonSummary(comparison);
  const columns = { ...counts, 'not judged': errors };
  const names = Object.keys(columns);
  return `${row(names)}${row(names.map(() => '--:'))}${row(Object.values(columns).map(String))}`.trimEnd();
}

function sectionsOf(comparison: Comparison): Section[] {
  const { before, now } = comparison;
  let shown = 0;
  const failures = [before, now].flatMap((side) => failuresOfSide(side).map((failure) => ({ side, failure })));
  const notJudged = section(
    { heading: 'Not judged', folds: false, head: ['side', 'what', 'where', 'why'], noun: 'error' },
    failures,
    ({ side, failure }) => {
      const { location } = failure;
      const where = location ? code(shownPlace(location)) : '';
      return [code(side.name), prose(failureName(failure)), where, prose(failureText(failure))];
    },
  );
  const changes = shownObjects(comparison).flatMap(([heading, objects]): Section[] => {
    if (heading !== 'Weaker' && heading !== 'Newly waived') return [listSection(heading, objects)];
    return objects.map((object) => {
      const folds = shown > MOST_OPEN;
      shown += shownFindings(object).length;
      return objectSection(heading, object, folds);
    });
  });
  const isWeaker = ({ heading }: Section) => heading.startsWith('Weaker');
  return [...changes.filter(isWeaker), notJudged, ...changes.filter((each) => !isWeaker(each))];
}

/** Changes that need attention: one table for each object. */
function objectSection(heading: string, object: ChangedObject, folds: boolean): Section {
  const appeared = object.isThere.before ? '' : ', appeared';
  const title = `${heading}: ${prose(objectName(object.object))}${appeared}`;
  const head = ['', 'severity', 'rule', 'what is there; what must be', 'where'];
  return section({ heading: title, folds, head, noun: 'finding' }, shownFindings(object), (each) => {
    const { finding } = each;
    return [markOf(each), severityText(each), code(finding.rule), prose(finding.message), whereCell(each)];
  });
}

/** Other changes: one line for each object. */
function listSection(heading: string, objects: readonly ChangedObject[]): Section {
  const title = `${heading}: ${count(objects.length, 'object')}`;
  return section({ heading: title, folds: true, head: ['object', 'findings'], noun: 'object' }, objects, (object) => {
    const rules = shownFindings(object).map((each) => `${markOf(each)} ${code(each.finding.rule)}`);
    return [prose(objectName(object.object)), rules.join('<br>')];
  });
}

function markOf(each: ChangedFinding): string {
  if (each.change === 'unchanged') return isWorse(each) ? 'worse' : 'milder';
  return each.change;
}

function whereCell({ change, finding }: ChangedFinding): string {
  const location = change === 'gone' ? undefined : locationOf(finding);
  const lines = [...(location ? [shownPlace(location)] : []), finding.pointer || '/'];
  return lines.map(code).join('<br>');
}
