import type { Readable, Writable } from 'node:stream';

/** All that a command may touch, beside the files that it is told of. */
export interface Io {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Relative paths start here. */
  readonly cwd: string;
  readonly env: { readonly [name: string]: string | undefined };
  /** Day in UTC, as `YYYY-MM-DD`. */
  readonly today: string;
  /** Whether `stdout` is a terminal. */
  readonly isTTY: boolean;
  /** Whether `stderr` is a terminal, where progress is told. */
  readonly tellsProgress: boolean;
}

/** What the process ends with. They never mix: what could not be judged outweighs what was found. */
export enum ExitCode {
  CLEAN = 0,
  FINDINGS = 1,
  NOT_JUDGED = 2,
}

/** The command was called in a way that it does not know. */
export class UsageError extends Error {}

/** Writes all of a text; a reader that went away is not an error, a full disk is. */
export function write(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (!error || (error as NodeJS.ErrnoException).code === 'EPIPE') resolve();
      else reject(error);
    });
  });
}
