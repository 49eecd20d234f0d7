/**
 * Prints the version of the newest release in CHANGELOG.md; with a file, writes the notes of that release into it.
 *
 *   ts-node -T tools/release/changelog.ts [FILE]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A release, as CHANGELOG.md has it. */
export interface ChangelogRelease {
  readonly version: string;
  readonly notes: string;
}

/** Returns the newest release of a change log in the form of Keep a Changelog. What is unreleased must be below its heading. */
export function newestRelease(changelog: string): ChangelogRelease {
  const [, ...sections] = changelog.split(/^## /m);
  const [unreleased, section] = /^\[Unreleased\]/i.test(sections[0] ?? '') ? sections : [undefined, ...sections];
  const [heading = '', ...lines] = section?.split('\n') ?? [];
  const version = /^\[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$/.exec(heading.trim())?.[1];
  if (!version)
    throw new Error(
      `the newest heading in CHANGELOG.md is "${heading || 'Unreleased'}"; add "## [<version>] - <date>" above what is released`,
    );
  if (unreleased?.replace(/^.*$/m, '').trim())
    throw new Error(`CHANGELOG.md has unreleased changes above ${version}; move them below the heading of a release`);
  const notes = lines.join('\n').trim();
  if (notes === '') throw new Error(`CHANGELOG.md has no notes for ${version}; write what a user notices`);
  return { version, notes };
}

if (require.main === module) {
  try {
    const { version, notes } = newestRelease(readFileSync(join(__dirname, '..', '..', 'CHANGELOG.md'), 'utf8'));
    const [file] = process.argv.slice(2);
    if (file) writeFileSync(file, `${notes}\n`);
    else console.log(version);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
