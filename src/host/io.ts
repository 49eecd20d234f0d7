import type { Readable, Writable } from 'node:stream';
import { isDay } from '../engine/waivers/waiver';
import { escapeLines } from '../report/escape';
import { gathered, type Pieces } from '../report/pieces';

/** The environment of a command, apart from the files that it is given. */
export interface Io {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Base of relative paths. */
  readonly cwd: string;
  readonly env: { readonly [name: string]: string | undefined };
  /** Day in UTC, as `YYYY-MM-DD`. */
  readonly today: string;
  /** Whether `stdout` is a terminal. */
  readonly isTTY: boolean;
  /** Whether `stderr` is a terminal, so that progress is shown. */
  readonly tellsProgress: boolean;
  /** Called when an input is so large that memory matters more than time. Default: nothing is done. */
  readonly saveMemory?: () => void;
}

/** Exit code of the process. Input that could not be checked takes precedence over findings. */
export enum ExitCode {
  CLEAN = 0,
  FINDINGS = 1,
  NOT_JUDGED = 2,
}

/** A command was called with invalid arguments. */
export class UsageError extends Error {}

/** Writes a text that may hold names, paths or options, so that a terminal interprets none of them. */
export function writeText(stream: Writable, text: string): Promise<void> {
  return write(stream, escapeLines(text));
}

/** Writes all of a text as it is: a report, which escapes by its format, or the text of a file. A closed reader is not an error; a full disk is. */
export function write(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (!error || (error as NodeJS.ErrnoException).code === 'EPIPE') resolve();
      else reject(error);
    });
  });
}

/** The same for a text in pieces: the next is made when the one before is written. */
export async function writePieces(stream: Writable, pieces: Pieces): Promise<void> {
  for (const text of gathered(pieces)) await write(stream, text);
}

/** Returns the same environment with another current folder. A copy would open standard input. */
export function elsewhere(io: Io, cwd: string): Io {
  return Object.create(io, { cwd: { value: cwd } });
}

/** Returns the same environment on another day, `YYYY-MM-DD`. Throws for what is no day. */
export function onDay(io: Io, today: string): Io {
  if (!isDay(today)) throw new UsageError(`--today is "${today}"; write it as YYYY-MM-DD`);
  return Object.create(io, { today: { value: today } });
}
