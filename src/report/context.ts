import type { IRule } from '../engine/rule';

/** Something that was to be read and could not be. It is no pass. */
export interface Unread {
  /** What is there; what must be. */
  readonly message: string;
  /** The file, `-` for standard input. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** JSON Pointer inside the document, where it is about a part of it. */
  readonly pointer?: string;
}

/** What a reader wants to know beside the report itself. */
export interface ReportContext {
  /** Version of this package. */
  readonly version: string;
  /** The rules that were asked, for their titles and sources. */
  readonly rules: readonly IRule[];
  readonly unread: readonly Unread[];
  /** How many documents were passed over, because they are no Kubernetes objects. */
  readonly skipped: number;
}
