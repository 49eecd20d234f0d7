import type { Report } from '../../engine/report';
import { daysUntil, idleText, idleWaivers, type Waiver } from '../../engine/waivers/waiver';
import type { ReportContext } from '../context';
import { count, objectName } from '../object-name';

/** Required changes to waivers and the baseline, one line each. */
export interface Upkeep {
  readonly idle: string[];
  readonly expiring: string[];
  /** Entries of the baseline that match no finding any more. */
  readonly gone: string[];
}

/** Returns problems of waivers and the baseline, present and upcoming ones. */
export function upkeepOf(report: Report): Upkeep {
  return {
    idle: idleWaivers(report).map((each) => `${waiverName(each.waiver)}: ${idleText(each)}`),
    expiring: report.expiringWaivers.map(({ waiver, daysLeft }) => {
      const when = daysLeft === 0 ? 'today' : `in ${count(daysLeft, 'day')}, on ${waiver.expires}`;
      return `${waiverName(waiver)}: ends ${when}; fix what it waives`;
    }),
    gone: report.goneFromBaseline.map(
      ({ rule, objectName, pointer }) =>
        `${rule} of ${objectName} ${pointer || '/'}: is no longer found; remove it from the baseline`,
    ),
  };
}

/** Returns what a waiver is for: `run-as-non-root of Deployment shop/web container "web"`. */
function waiverName({ rule, kind, namespaceName, name, construct, container, origin }: Waiver): string {
  const object = construct ?? objectName({ kind: kind ?? '', namespaceName, name: name ?? '' });
  return `${rule} of ${object}${container === undefined ? '' : ` container "${container}"`}${origin === undefined ? '' : `, comment in ${origin}`}`;
}

/** Returns how long a waiver still applies: `3 days left`; empty if the current day is unknown. */
export function daysLeftText({ expires }: Waiver, { today }: ReportContext): string {
  if (today === undefined) return '';
  const days = daysUntil(expires, today);
  return days < 0 ? 'over' : `${count(days, 'day')} left`;
}
