import type { Report } from '../engine/report';

/**
 * A synth is refused. Its message lists the findings and errors, or gives an overview of many; `report` has them for
 * programs and tests, and `fullText` has the whole text. Neither is enumerable, so that Node does not print them too.
 *
 * Programs in TypeScript and JavaScript see it; other languages get its message.
 *
 * @jsii ignore
 * @example
 * import { App } from 'cdk8s';
 * import { Aspects, HardeningChecks, HardeningError } from 'cdk8s-hardened';
 *
 * const app = new App();
 * Aspects.of(app).add(new HardeningChecks());
 * try {
 *   app.synth();
 * } catch (error) {
 *   if (error instanceof HardeningError) error.report.findings.map(({ rule }) => rule);
 * }
 */
export class HardeningError extends Error {
  /** The name of the class. */
  declare public readonly name: string;
  /** What is refused: the findings and errors of all aspects that refuse, each once. */
  declare public readonly report: Report;
  /** Every finding and every error, one by one. */
  declare public readonly fullText: string;

  /**
   * Creates an error from a report.
   *
   * @param message what is refused, and why
   * @param report the report
   * @param fullText every finding and every error, one by one; default: the message
   */
  public constructor(message: string, report: Report, fullText: string = message) {
    super(message);
    const values = { name: 'HardeningError', report, fullText };
    for (const [key, value] of Object.entries(values)) Object.defineProperty(this, key, { value });
  }
}
