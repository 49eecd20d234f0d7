import type { Report } from '../engine/report';
import type { UpcomingFinding } from '../engine/report-parts';
import { groupBy } from '../json/group-by';
import { count, objectName } from './object-name';

/** Returns what a newer edition of the profile finds, one line for each rule; empty if there is nothing. */
export function upcomingLines({ upcoming }: Report): string[] {
  return [...groupBy(upcoming, ({ edition, finding }) => `${edition} ${finding.rule}`).values()].map(lineOf);
}

/** Says what the lines are. */
export function upcomingTitle({ edition }: Report): string {
  return `Found by newer editions, not by the pinned edition ${edition}; fails nothing`;
}

function lineOf(group: readonly UpcomingFinding[]): string {
  const [{ edition, finding, was }] = group as [UpcomingFinding];
  const { rule, severity, objectRef, message } = finding;
  const states = was === undefined ? severity : `${severity}, was ${was}`;
  const first = `${objectName(objectRef)}: ${message}`;
  const found = group.length === 1 ? first : `${count(group.length, 'finding')}, the first in ${first}`;
  return `edition ${edition}, ${rule} (${states}): ${found}`;
}
