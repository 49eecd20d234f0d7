/** The checks of other tools that a rule stands in for, in whole or in part, by their own ids. */
export interface Equivalents {
  /**
   * Controls of Kubescape.
   *
   * @default - none
   */
  readonly kubescape?: string[];
  /**
   * Checks of kube-linter.
   *
   * @default - none
   */
  readonly kubeLinter?: string[];
  /**
   * Checks of Trivy.
   *
   * @default - none
   */
  readonly trivy?: string[];
  /**
   * Checks of Polaris.
   *
   * @default - none
   */
  readonly polaris?: string[];
  /**
   * Checks of kube-score.
   *
   * @default - none
   */
  readonly kubeScore?: string[];
  /**
   * Checks of checkov.
   *
   * @default - none
   */
  readonly checkov?: string[];
  /**
   * Policies of Kyverno's library.
   *
   * @default - none
   */
  readonly kyverno?: string[];
}
