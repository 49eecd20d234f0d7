import type { Report } from '../engine/report';

/**
 * A synth is refused. Its message lists every finding and every error once; `report` has them for programs and tests.
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
  public override readonly name = 'HardeningError';
  /** What is refused: the findings and errors of all aspects that refuse, each once. */
  public readonly report: Report;

  /**
   * Creates an error from a report.
   *
   * @param message what is refused, and why
   * @param report the report
   */
  public constructor(message: string, report: Report) {
    super(message);
    this.report = report;
  }
}
