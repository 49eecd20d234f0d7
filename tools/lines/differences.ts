/** A field that workloads write in addition from a line of cdk8s-plus on, with the value that the API server gives it anyway. */
export interface Difference {
  /** The first line that writes it. */
  readonly since: number;
  /** `pod` is the pod of each workload, else a kind whose spec has the field. */
  readonly of: string;
  readonly field: string;
  readonly value: unknown;
}

/** How the objects of newer lines differ from those of this source; `expected/` of the examples is compared with them. */
export const DIFFERENCES: readonly Difference[] = [
  { since: 29, of: 'pod', field: 'shareProcessNamespace', value: false },
  { since: 31, of: 'Deployment', field: 'revisionHistoryLimit', value: 10 },
];
