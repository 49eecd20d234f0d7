/** The least and the most of each field, and names for its numbers. */
const FIELDS: readonly (readonly [least: number, most: number, names?: string])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12, 'jan feb mar apr may jun jul aug sep oct nov dec'],
  [0, 6, 'sun mon tue wed thu fri sat'],
];
const DESCRIPTORS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const DURATION = /^[-+]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

/** Whether a text is a schedule as `github.com/robfig/cron` reads it, which CronJobs use. */
export function isSchedule(text: string): boolean {
  const schedule = text.replace(/^(?:CRON_)?TZ=\S+ +/, '').trim();
  if (schedule.startsWith('@every ')) return DURATION.test(schedule.slice('@every '.length));
  if (schedule.startsWith('@')) return DESCRIPTORS.includes(schedule);
  const fields = schedule.split(/\s+/);
  return (
    fields.length === FIELDS.length &&
    fields.every((field, index) => isField(field, ...(FIELDS[index] as (typeof FIELDS)[0])))
  );
}

/** Files beside the zones, which Go reads as well. */
const OTHER_ZONES = /^(?:posix\/|right\/|(?:posixrules|Factory)$)/;
const ZONE = /^(?!-)[A-Za-z.\-_0-9+]{1,14}$/;

/** Whether a text names a time zone as a CronJob's `timeZone` does. Upstream: validateTimeZone. Where only case is wrong, Go finds none. */
export function isTimeZone(zone: string): boolean {
  if (zone.toLowerCase() === 'local') return false;
  if (!zone.split('/').every((part) => ZONE.test(part) && part !== '.' && part !== '..')) return false;
  if (OTHER_ZONES.test(zone)) return true;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions();
    return timeZone === zone || timeZone.toLowerCase() !== zone.toLowerCase();
  } catch {
    return false;
  }
}

function isField(field: string, least: number, most: number, names = ''): boolean {
  const parts = field.split(',').filter((part) => part !== '');
  return parts.every((part) => {
    const [range = '', step, ...more] = part.split('/');
    const [low = '', high, ...rest] = range.split('-');
    if (more.length > 0 || (step !== undefined && !(/^\d+$/.test(step) && Number(step) > 0))) return false;
    if (low === '*' || low === '?') return true; // what stands behind a hyphen is not read
    if (rest.length > 0) return false;
    const [from, to] = [numberOf(low, names, least), high === undefined ? undefined : numberOf(high, names, least)];
    if (from === undefined || (high !== undefined && to === undefined)) return false;
    return from >= least && (to ?? from) <= most && from <= (to ?? from);
  });
}

/** A number, or the place of a name among names. */
function numberOf(text: string, names: string, least: number): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const index = names.split(' ').indexOf(text.toLowerCase());
  return index < 0 || names === '' ? undefined : index + least;
}
