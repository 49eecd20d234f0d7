/** A comment beside an object in its file that is meant for this program. */
export interface Remark {
  /** What stands behind the mark. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** How such a comment starts. */
export const REMARK_MARK = 'cdk8s-hardened:';
