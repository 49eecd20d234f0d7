import type { Report } from '../engine/report';
import type { Severity } from '../engine/severity';
import type { ReportContext } from './context';
import { escapeUnprintable } from './escape';
import { count } from './object-name';
import { type Paint, PLAIN, SEVERITY_STYLES } from './paint';
import { type Summary, summaryOf } from './summary';

/** Summarizes a report in one line. */
export function verdict(report: Report, context: ReportContext, paint: Paint = PLAIN): string {
  const { objects, findings, bySeverity, waived, errors, skipped, leftOut, excluded } = summaryOf(report, context);
  const { length: baselined } = report.baselined;
  const { length: gone } = report.goneFromBaseline;
  const clean = errors + gone > 0 ? 'no findings' : paint('green', 'no findings');
  const isWhole = context.unread.length === 0 && report.errors.every(({ isRefusal }) => isRefusal);
  const facts = [
    findings > 0 ? `${count(findings, 'finding')}: ${severitiesText(bySeverity, paint)}` : clean,
    ...(errors > 0
      ? [paint('red', `${count(errors, 'error')}${isWhole ? '' : ', so not everything was judged'}`)]
      : []),
    ...(waived > 0 ? [`${waived} waived`] : []),
    ...(baselined > 0 ? [`${baselined} in the baseline`] : []),
    ...(gone > 0 ? [paint('red', `${gone} gone from the baseline`)] : []),
    ...(skipped > 0 ? [`skipped: ${skippedText(skipped)}`] : []),
    ...(leftOut > 0 ? [`left out: ${count(leftOut, 'file')} of kustomizations`] : []),
    ...(excluded > 0 ? [`excluded: ${count(excluded, 'file')}`] : []),
    count(objects, 'object'),
    `profile ${escapeUnprintable(report.profileTitle)}`,
    `Kubernetes ${report.kubernetesVersion}`,
  ];
  return `${findings + errors + gone > 0 ? paint('red', '✗') : paint('green', '✓')} ${facts.join(' · ')}`;
}

/** Returns the numbers by severity, the worst first: `1 critical, 2 high`. */
export function severitiesText(bySeverity: Summary['bySeverity'], paint: Paint = PLAIN): string {
  return Object.entries(bySeverity)
    .filter(([, number]) => number > 0)
    .map(([severity, number]) => paint(SEVERITY_STYLES[severity as Severity], `${number} ${severity}`))
    .join(', ');
}

function skippedText(skipped: number): string {
  const [verb, noun] = skipped === 1 ? ['is', 'object'] : ['are', 'objects'];
  return `${count(skipped, 'document')} that ${verb} no Kubernetes ${noun}`;
}
