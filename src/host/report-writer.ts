import type { Profile } from '../engine/profile';
import type { Report } from '../engine/report';
import { Profiles } from '../profiles/profiles';
import { accessPictureOf } from '../report/access/picture/graph';
import type { ReportContext } from '../report/context';
import { findFormat } from '../report/formats/formats';
import { networkGraphOf } from '../report/network/picture/graph';
import { joined } from '../report/pieces';
import { packageVersion } from './package-files';

/**
 * The formats of a report.
 *
 * @see https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main/docs/reports.md
 */
export enum ReportFormat {
  /** For people, without colours: every finding, however many there are. */
  TEXT = 'text',
  /** For programs; `docs/report.schema.json` describes it. */
  JSON = 'json',
  /** SARIF 2.1.0, for code scanning and editors. */
  SARIF = 'sarif',
  /** JUnit XML, for the test tab of a pipeline. */
  JUNIT = 'junit',
  /** Markdown, for the summary of a GitHub step. */
  MARKDOWN = 'markdown',
  /** Markdown, for a comment on a pull request. */
  MARKDOWN_COMMENT = 'markdown-comment',
  /** Annotations of files in a GitHub workflow. */
  GITHUB = 'github',
  /** GitLab Code Quality. */
  GITLAB = 'gitlab',
  /** CSV, for spreadsheets. */
  CSV = 'csv',
  /** A Markdown table by the numbers of the CIS benchmark, for auditors. */
  CIS = 'cis',
  /** One self-contained HTML page. */
  HTML = 'html',
}

/** What a report does not hold and its reader wants to know. */
export interface ReportWriterProps {
  /**
   * The profile that the objects were judged by, for the titles and sources of its rules.
   *
   * @default - the profile of this library that the report names
   */
  readonly profile?: Profile;
  /**
   * The day from which the remaining days of waivers are counted, in UTC, as `YYYY-MM-DD`.
   *
   * @default - the remaining days are left out
   */
  readonly today?: string;
}

/**
 * Writes a report in any format, as the command line does, so that a program or a test needs no command line. The HTML page
 * of the report of a synth shows which connections of Secure* workloads are allowed and not declared.
 *
 * @example
 * import { Checker, ManifestSet, Profiles, ReportFormat, ReportWriter } from 'cdk8s-hardened';
 *
 * const manifests = ManifestSet.fromYaml('{ apiVersion: v1, kind: Pod, metadata: { name: web }, spec: { containers: [] } }');
 * const report = new Checker({ profile: Profiles.nsa(), today: '2026-11-24' }).check(manifests);
 * const sarif: string = new ReportWriter(report).write(ReportFormat.SARIF);
 */
export class ReportWriter {
  private readonly report: Report;
  private readonly context: ReportContext;

  /**
   * Throws where the report names a profile that is not of this library and `profile` is not given.
   *
   * @param report the report
   * @param props what the report does not hold; default: nothing
   */
  public constructor(report: Report, props: ReportWriterProps = {}) {
    const profile = props.profile ?? Profiles.fromName(report.profile);
    const rules = profile._rulesFor(report.kubernetesVersion);
    this.report = report;
    const network = () => report._objects && networkGraphOf(report._objects);
    const access = () => report._objects && accessPictureOf(report._objects);
    this.context = {
      version: packageVersion(),
      rules,
      unread: [],
      skipped: 0,
      today: props.today,
      all: true,
      network,
      access,
    };
  }

  /**
   * The report as a text.
   *
   * @param format the format
   */
  public write(format: ReportFormat): string {
    return joined(findFormat(format).render(this.report, this.context));
  }
}
