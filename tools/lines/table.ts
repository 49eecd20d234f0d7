/**
 * The packages that are made from this source: one for each line of cdk8s-plus (docs/decisions/0019). A new line is a new
 * row.
 */

/** A line of cdk8s-plus, and the oldest of its versions that the package of that line claims. */
export interface Line {
  readonly line: number;
  readonly plus: string;
}

/** A field that the workloads of newer lines write in addition, with the value that the API server gives it anyway. */
export interface Difference {
  /** The first line that writes it. */
  readonly since: number;
  /** `pod` is the pod of each workload, else a kind whose spec has the field. */
  readonly of: string;
  readonly field: string;
  readonly value: unknown;
}

/** The line that the checkout itself is on. */
export const HOME_LINE = 28;

export const LINES: readonly Line[] = [
  { line: HOME_LINE, plus: '2.5.6' },
  { line: 29, plus: '2.6.0' },
  { line: 30, plus: '2.4.10' },
  { line: 31, plus: '2.6.43' },
  { line: 32, plus: '2.5.92' },
  { line: 33, plus: '2.5.57' },
  { line: 34, plus: '2.0.54' },
];

/** How the objects of a line differ from those of the line before it. */
export const DIFFERENCES: readonly Difference[] = [
  { since: 29, of: 'pod', field: 'shareProcessNamespace', value: false },
  { since: 31, of: 'Deployment', field: 'revisionHistoryLimit', value: 10 },
];

/** The name of the package for a line. */
export function packageName(line: number): string {
  return line === HOME_LINE ? 'cdk8s-hardened' : `cdk8s-hardened-${line}`;
}
