/** A line of cdk8s-plus, and the oldest of its versions that the package for that line claims. */
export interface Line {
  readonly line: number;
  readonly plus: string;
}

/** The line of this source; the packages for the others are made from it (docs/decisions/0019). */
export const HOME_LINE = 28;

/** The lines that have a package. A new one is a new row. */
export const LINES: readonly Line[] = [
  { line: HOME_LINE, plus: '2.5.6' },
  { line: 29, plus: '2.6.0' },
  { line: 30, plus: '2.4.10' },
  { line: 31, plus: '2.6.43' },
  { line: 32, plus: '2.5.92' },
  { line: 33, plus: '2.5.57' },
  { line: 34, plus: '2.0.54' },
];

/** Returns the name of the package for a line. */
export function packageFor(line: number): string {
  return line === HOME_LINE ? 'cdk8s-hardened' : `cdk8s-hardened-${line}`;
}
