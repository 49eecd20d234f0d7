import type { Finding } from '../engine/finding';
import type { Profile } from '../engine/profile';
import type { Report } from '../engine/report';
import type { IRule } from '../engine/rule';
import type { Patch } from '../json/patch';
import type { Manifest } from '../model/manifest';
import type { YamlDocument } from '../yaml/document';
import type { AccessPicture } from './access/picture/graph';
import type { NetworkGraph } from './network/picture/graph';
import type { Pieces } from './pieces';

/** An input that could not be read. The report then fails. */
export interface Unread {
  /** What is there; what must be. */
  readonly message: string;
  /** The file, `-` for standard input. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** JSON Pointer inside the document, for an error about a part of it. */
  readonly pointer?: string;
}

/** A file of a folder that holds no objects to apply, as a kustomization says. */
export interface LeftOut {
  readonly file: string;
  /** What it is, such as `patch`. */
  readonly what: string;
  /** The kustomization that names it. */
  readonly kustomization: string;
}

/** The data that reports show in addition to the findings. */
export interface ReportContext {
  /** Version of this package. */
  readonly version: string;
  /** The rules that were used, for their titles and sources. */
  readonly rules: readonly IRule[];
  /** The profile that the objects were judged by. Default: no waiver is suggested. */
  readonly profile?: Profile;
  readonly unread: readonly Unread[];
  /** Number of documents that were skipped, because they are not Kubernetes objects. */
  readonly skipped: number;
  /** Files that kustomizations name and not as objects. Default: none. */
  readonly leftOut?: readonly LeftOut[];
  /** Number of files that are excluded. Default: 0. */
  readonly excluded?: number;
  /** Number of objects without a namespace, if the profile asks for one. Default: 0. */
  readonly unplaced?: number;
  /** Day in UTC, as `YYYY-MM-DD`, for the days that waivers have left. Default: none, these days are not shown. */
  readonly today?: string;
  /** Whether text is coloured. Default: false. */
  readonly colour?: boolean;
  /** Whether text shows every finding, however many there are. Default: false, those of more than 200 are grouped by rule. */
  readonly all?: boolean;
  /**
   * Returns a line of an input file, counted from 1, without its line end and byte order mark; undefined if it does not
   * exist. Default: none, no line is shown.
   */
  readonly sourceLine?: (file: string, line: number) => string | undefined;
  /** Where an object that was read stands. Default: no fix is shown as an edit of a text. */
  readonly sourceOf?: (manifest: Manifest) => SourcePlace | undefined;
  /**
   * Returns the connections that the network policies of the objects allow; undefined where there is none to draw. Default:
   * they are not shown. Only the HTML page asks.
   */
  readonly network?: () => NetworkGraph | undefined;
  /**
   * Returns who may do what by the roles and bindings of the objects; undefined where there is no binding. Default: it is not
   * shown. Only the HTML page asks.
   */
  readonly access?: () => AccessPicture | undefined;
  /** The fix of a finding that would be applied. Default: the one that its rule has. */
  readonly fixOf?: (finding: Finding) => readonly Patch[];
}

/** Where an object stands: in a document, as the whole or as an item of a list. */
export interface SourcePlace {
  readonly document: YamlDocument;
  /** JSON Pointer inside the document. */
  readonly pointer: string;
}

/** Writes a report. Formats implement this type, so that the command line does not depend on them. */
export type Renderer = (report: Report, context: ReportContext) => Pieces;
