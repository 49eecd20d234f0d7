import { unknownWord } from '../engine/suggestion';
import type { Renderer } from './context';

/** A way to write a report. */
export interface ReportFormat {
  /** What `--format` takes. */
  readonly name: string;
  /** Who it is for, in a few words. */
  readonly description: string;
  /** What the text is. */
  readonly contentType: string;
  /** How its files end, with the dot. */
  readonly extension: string;
  /** Gives what writes it. Loads it, too, so that nobody waits for the others. */
  readonly load: () => Renderer;
}

/** All formats. The first is the default. */
export const FORMATS: readonly ReportFormat[] = [
  {
    name: 'text',
    description: 'for people, at a terminal',
    contentType: 'text/plain',
    extension: '.txt',
    load: () => (require('./text') as typeof import('./text')).reportText,
  },
  {
    name: 'json',
    description: 'for programs; docs/report.schema.json is its contract',
    contentType: 'application/json',
    extension: '.json',
    load: () => (require('./json') as typeof import('./json')).reportJson,
  },
  {
    name: 'sarif',
    description: 'SARIF 2.1.0, for code scanning and editors',
    contentType: 'application/sarif+json',
    extension: '.sarif',
    load: () => (require('./sarif') as typeof import('./sarif')).reportSarif,
  },
  {
    name: 'junit',
    description: 'JUnit XML, for the test tab of a pipeline',
    contentType: 'application/xml',
    extension: '.xml',
    load: () => (require('./junit') as typeof import('./junit')).reportJunit,
  },
  {
    name: 'markdown',
    description: 'for the summary of a GitHub step, below 1 MB',
    contentType: 'text/markdown',
    extension: '.md',
    load: () => (require('./markdown') as typeof import('./markdown')).reportMarkdown,
  },
  {
    name: 'markdown-comment',
    description: 'for a comment on a pull request, below 65,000 bytes',
    contentType: 'text/markdown',
    extension: '.md',
    load: () => (require('./markdown') as typeof import('./markdown')).reportMarkdownComment,
  },
  {
    name: 'github',
    description: 'annotations of files in a GitHub workflow',
    contentType: 'text/plain',
    extension: '.txt',
    load: () => (require('./github') as typeof import('./github')).reportGithub,
  },
  {
    name: 'gitlab',
    description: 'GitLab Code Quality',
    contentType: 'application/json',
    extension: '.json',
    load: () => (require('./gitlab') as typeof import('./gitlab')).reportGitlab,
  },
  {
    name: 'csv',
    description: 'for spreadsheets',
    contentType: 'text/csv',
    extension: '.csv',
    load: () => (require('./csv') as typeof import('./csv')).reportCsv,
  },
  {
    name: 'html',
    description: 'one page to read, filter, print and hand to an auditor',
    contentType: 'text/html',
    extension: '.html',
    load: () => (require('./html') as typeof import('./html')).reportHtml,
  },
];

/** The format of a name. Throws where there is none. */
export function formatCalled(name: string): ReportFormat {
  const found = FORMATS.find((format) => format.name === name);
  if (found) return found;
  throw new Error(
    unknownWord(
      'format',
      name,
      FORMATS.map((format) => format.name),
    ),
  );
}
