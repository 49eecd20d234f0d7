import type { Report } from '../../engine/report';
import { daysUntil, idleWaivers, type Waiver } from '../../engine/waivers/waiver';
import type { ReportContext } from '../context';
import { count, objectName } from '../object-name';

/** What must be done about waivers and the baseline themselves, one line each. */
export interface Upkeep {
  readonly idle: string[];
  readonly expiring: string[];
  /** What a baseline lists and is no longer there. */
  readonly gone: string[];
}

/** What is wrong with waivers and the baseline, or soon will be. */
export function upkeepOf(report: Report): Upkeep {
  return {
    idle: idleWaivers(report).map(({ waiver, why }) => `${waiverName(waiver)}: ${why}; remove it`),
    expiring: report.expiringWaivers.map(({ waiver, daysLeft }) => {
      const when = daysLeft === 0 ? 'today' : `in ${count(daysLeft, 'day')}, on ${waiver.expires}`;
      return `${waiverName(waiver)}: ends ${when}; mend what it waives`;
    }),
    gone: report.goneFromBaseline.map(
      ({ rule, objectName, pointer }) =>
        `${rule} of ${objectName} ${pointer || '/'}: is no longer there; take it out of the baseline`,
    ),
  };
}

/** What a waiver is for: `run-as-non-root of Deployment shop/web container "web"`. */
function waiverName({ rule, kind, namespaceName, name, construct, container }: Waiver): string {
  const object = construct ?? objectName({ kind: kind ?? '', namespaceName, name: name ?? '' });
  return `${rule} of ${object}${container === undefined ? '' : ` container "${container}"`}`;
}

/** How long a waiver still holds: `3 days left`; empty where nobody said what day it is. */
export function daysLeftText({ expires }: Waiver, { today }: ReportContext): string {
  if (today === undefined) return '';
  const days = daysUntil(expires, today);
  return days < 0 ? 'over' : `${count(days, 'day')} left`;
}
