/** Checks of other tools that a rule covers, entirely or in part, by their own ids. */
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

/** The other tools, by their own names. */
export const TOOLS: { readonly [tool in keyof Equivalents]-?: string } = {
  kubescape: 'Kubescape',
  kubeLinter: 'kube-linter',
  trivy: 'Trivy',
  polaris: 'Polaris',
  kubeScore: 'kube-score',
  checkov: 'checkov',
  kyverno: 'Kyverno',
};

/** Lists the checks of other tools in one line, tool by tool. */
export function equivalentsText(equivalents: Equivalents = {}): string {
  return Object.entries(TOOLS)
    .flatMap(([tool, name]) => {
      const ids = equivalents[tool as keyof Equivalents] ?? [];
      return ids.length > 0 ? [`${name} ${ids.join(', ')}`] : [];
    })
    .join(' · ');
}
