/** What jest and vitest expect of a matcher. */
export interface MatcherResult {
  /** Whether the expectation is met. */
  readonly pass: boolean;
  /** Describes the failure, for either outcome. */
  readonly message: () => string;
}
