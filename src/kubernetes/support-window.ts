import { NEWEST_VERSION } from './kubernetes-version';

/** When the Kubernetes project maintains a minor version. */
export interface SupportWindow {
  readonly minor: number;
  /** Day of its first release. */
  readonly from: string;
  /** Last day with patches. */
  readonly until: string;
}

/** The day of the newest source that the table was compared with. */
export const SUPPORT_AS_OF = '2026-09-15';

/** @see https://kubernetes.io/releases/patch-releases/ */
export const SUPPORT_PERIOD = 'https://kubernetes.io/releases/patch-releases/';

type Row = readonly [minor: number, from: string, until: string];

/**
 * The oldest first. A first release is the day of its tag; an end is what the release pages and `data/releases/eol.yaml` of
 * kubernetes/website say.
 */
const ROWS: readonly Row[] = [
  [28, '2023-08-15', '2024-10-22'],
  [29, '2023-12-13', '2025-02-28'],
  [30, '2024-04-17', '2025-07-15'],
  [31, '2024-08-13', '2025-11-11'],
  [32, '2024-12-11', '2026-02-28'],
  [33, '2025-04-23', '2026-06-28'],
  [34, '2025-08-27', '2026-10-27'],
  [35, '2025-12-17', '2027-02-28'],
  [36, '2026-04-22', '2027-06-28'],
  [37, '2026-08-26', '2027-10-28'],
];

export const SUPPORT_WINDOWS: readonly SupportWindow[] = ROWS.map(([minor, from, until]) => ({ minor, from, until }));

/**
 * Returns why a minor version has no support on a day, as the end of a sentence; undefined where it has. A version that is newer
 * than the table is no exception: nothing is known of it.
 */
export function supportProblem(minor: number, today: string): string | undefined {
  const window = SUPPORT_WINDOWS.find((each) => each.minor === minor);
  const [oldest] = SUPPORT_WINDOWS as [SupportWindow];
  if (minor < oldest.minor) return `has had no support since before ${oldest.until}`;
  if (!window) return `is newer than ${NEWEST_VERSION}, the newest that cdk8s-hardened knows`;
  return today > window.until ? `has had no support since ${window.until}` : undefined;
}

/** What to do about a version without support, as an order. */
export function supportAdvice(minor: number, today: string): string {
  const supported = SUPPORT_WINDOWS.filter(({ from, until }) => from <= today && today <= until);
  const [oldest] = supported;
  if (oldest && minor <= oldest.minor) return `use 1.${oldest.minor} or newer`;
  return minor > (SUPPORT_WINDOWS.at(-1)?.minor ?? 0)
    ? 'use a newer cdk8s-hardened, which knows its support and its flags'
    : `use a version of ${SUPPORT_PERIOD}`;
}
