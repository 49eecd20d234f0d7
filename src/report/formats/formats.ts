import { describeUnknown } from '../../engine/suggestion';
import type { Renderer } from '../context';
import { reportHtml } from '../html/html';
import { reportCis } from './cis';
import { reportCsv } from './csv';
import { reportGithub } from './github';
import { reportGitlab } from './gitlab';
import { reportJson } from './json';
import { reportJunit } from './junit';
import { reportMarkdown, reportMarkdownComment } from './markdown';
import { reportSarif } from './sarif';
import { reportText } from './text';

/** A report format. */
export interface FormatDefinition {
  /** Name for `--format`. */
  readonly name: string;
  /** Purpose of the format, in a few words. */
  readonly description: string;
  /** Media type of the text. */
  readonly contentType: string;
  /** File extension, with the dot. */
  readonly extension: string;
  /** Writes the report. */
  readonly render: Renderer;
}

/** All formats. The first is the default. */
export const FORMATS: readonly FormatDefinition[] = [
  {
    name: 'text',
    description: 'for people, at a terminal',
    contentType: 'text/plain',
    extension: '.txt',
    render: reportText,
  },
  {
    name: 'json',
    description: 'for programs; docs/report.schema.json is its contract',
    contentType: 'application/json',
    extension: '.json',
    render: reportJson,
  },
  {
    name: 'sarif',
    description: 'SARIF 2.1.0, for code scanning and editors',
    contentType: 'application/sarif+json',
    extension: '.sarif',
    render: reportSarif,
  },
  {
    name: 'junit',
    description: 'JUnit XML, for the test tab of a pipeline',
    contentType: 'application/xml',
    extension: '.xml',
    render: reportJunit,
  },
  {
    name: 'markdown',
    description: 'for the summary of a GitHub step, below 1 MB',
    contentType: 'text/markdown',
    extension: '.md',
    render: reportMarkdown,
  },
  {
    name: 'markdown-comment',
    description: 'for a comment on a pull request, below 65,000 bytes',
    contentType: 'text/markdown',
    extension: '.md',
    render: reportMarkdownComment,
  },
  {
    name: 'github',
    description: 'annotations of files in a GitHub workflow',
    contentType: 'text/plain',
    extension: '.txt',
    render: reportGithub,
  },
  {
    name: 'gitlab',
    description: 'GitLab Code Quality',
    contentType: 'application/json',
    extension: '.json',
    render: reportGitlab,
  },
  {
    name: 'csv',
    description: 'for spreadsheets',
    contentType: 'text/csv',
    extension: '.csv',
    render: reportCsv,
  },
  {
    name: 'cis',
    description: 'a table by the numbers of the CIS benchmark, for auditors',
    contentType: 'text/markdown',
    extension: '.md',
    render: reportCis,
  },
  {
    name: 'html',
    description: 'one page to read, filter, print and give to an auditor',
    contentType: 'text/html',
    extension: '.html',
    render: reportHtml,
  },
];

/** Returns the format with a name. Throws if there is none. */
export function findFormat(name: string): FormatDefinition {
  const found = FORMATS.find((format) => format.name === name);
  if (found) return found;
  throw new Error(
    describeUnknown(
      'format',
      name,
      FORMATS.map((format) => format.name),
    ),
  );
}
