import type { Report } from '../engine/report';
import type { IRule } from '../engine/rule';
import type { Manifest } from '../model/manifest';
import type { YamlDocument } from '../yaml/read';

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
  /** Day in UTC, as `YYYY-MM-DD`, for the days that waivers have left. Default: the days are not told. */
  readonly today?: string;
  /** Whether text is coloured. Default: it is not. */
  readonly colour?: boolean;
  /**
   * A line of a file that was read, counted from 1, without its end and without a byte order mark; undefined where there
   * is none. Default: no line is shown.
   */
  readonly sourceLine?: (file: string, line: number) => string | undefined;
  /** Where an object that was read stands. Default: no fix is shown as an edit of a text. */
  readonly sourceOf?: (manifest: Manifest) => SourcePlace | undefined;
}

/** Where an object stands: in a document, as the whole or as an item of a list. */
export interface SourcePlace {
  readonly document: YamlDocument;
  /** JSON Pointer inside the document. */
  readonly pointer: string;
}

/** Writes a report. Formats are of this type, so that the command line need know none of them. */
export type Renderer = (report: Report, context: ReportContext) => string;
