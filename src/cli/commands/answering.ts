import { type Command, Option } from 'commander';
import { ExitCode, type Io, UsageError, write, writeText } from '../../host/io';
import { type ReadingOptions, readManifests } from '../../host/manifests';
import type { ManifestSet } from '../../model/manifest-set';
import type { Answer } from '../../report/answer';
import { escapeUnprintable } from '../../report/escape';
import { collect } from './policy-options';

/** What the commands that answer a question about manifests have in common. */
export interface AnswerOptions extends ReadingOptions {
  readonly format: string;
}

/** What was read, and how to end. */
export interface Reading {
  readonly set: ManifestSet;
  /** Whether all input could be read. */
  readonly isWhole: boolean;
  /** Prints notes to the standard error, as some formats have no place for them, and returns the exit code. */
  readonly finish: (code: ExitCode, notes?: readonly string[]) => Promise<ExitCode>;
}

export const PATHS = 'file, folder, or - for standard input; of a folder, all .yaml, .yml and .json files';
export const DEFAULT_NAMESPACE = ['--namespace <name>', 'namespace of objects that set none'] as const;

/** Adds the options that say how to read and how to answer. */
export function withAnswerOptions(command: Command, formats: readonly string[]): Command {
  return command
    .addOption(new Option('--format <name>', 'output format').choices(formats).default('text'))
    .option('--exclude <glob>', 'files to leave out; can be repeated', collect)
    .option('--policy <file>', 'policy file; default: hardening.yaml of the current folder, if it exists')
    .option('--no-policy', 'read no policy file');
}

/** Adds the two sides of a difference. */
export function withSides(command: Command): Command {
  return command
    .argument('<old>', 'file, folder, - for standard input, or git:REVISION[:PATH] of this repository')
    .argument('<new>', 'the new side, in the same form');
}

/** Reads the two sides of a difference; either may be empty. */
export async function readSides<O extends AnswerOptions, R>(
  [old, fresh]: readonly [string, string],
  options: O,
  read: (paths: readonly string[], options: O) => Promise<R>,
): Promise<readonly [before: R, after: R]> {
  if (old === '-' && fresh === '-') throw new UsageError('both sides are standard input; name a file for one');
  const either = { ...options, allowEmpty: true };
  return [await read([old], either), await read([fresh], either)];
}

/** The notes of both sides. */
export function sidesNotes(before: readonly string[], after: readonly string[]): string[] {
  return [...before.map((note) => `old side: ${note}`), ...after.map((note) => `new side: ${note}`)];
}

/** Reads manifests. What could not be read may change every answer: the exit code says so. */
export async function readFor(paths: readonly string[], options: ReadingOptions, io: Io): Promise<Reading> {
  const { set, problems } = await readManifests(paths, options, io);
  const finish = async (code: ExitCode, notes: readonly string[] = []) => {
    const lines = [...notes.map((note) => `note: ${note}`), ...problems.map((problem) => `not read: ${problem}`)];
    for (const line of lines) await writeText(io.stderr, `${escapeUnprintable(line)}\n`);
    return problems.length > 0 ? ExitCode.NOT_JUDGED : code;
  };
  return { set, isWhole: problems.length === 0, finish };
}

/** Prints an answer in the format that is asked for, which the option has checked. */
export function print(answer: Answer, { format }: AnswerOptions, { stdout }: Io): Promise<void> {
  return write(stdout, (answer[format] as () => string)());
}

/** What is wrong with a value that the user gave is told as such. */
export function usage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
