const MOST_DAYS = 183;
const DAY = 86_400_000;

/**
 * Returns what a report says of a rule whose data are half a year old: it may miss what was published since.
 *
 * @param asOf the day on which the data were last compared with their sources
 */
export function ageRemark(rule: string, asOf: string, today: string | undefined): string[] {
  if (today === undefined || Date.parse(today) - Date.parse(asOf) <= MOST_DAYS * DAY) return [];
  return [`rule "${rule}" judges by data of ${asOf}, which may miss what was published since; update cdk8s-hardened`];
}
