import { createInterface, type Interface } from 'node:readline';
import type { ReadStream } from 'node:tty';
import type { Io } from './io';

/** Whether a person can be asked: standard input and output are a terminal. */
export function isTerminal({ stdin, isTTY }: Io): boolean {
  return isTTY && (stdin as ReadStream).isTTY === true;
}

/** Reads what a person types, line by line. The terminal does its own line editing, so Ctrl-C ends the process. */
export class TypedLines {
  private readonly reader: Interface;
  private readonly lines: AsyncIterator<string>;

  public constructor({ stdin }: Io) {
    this.reader = createInterface({ input: stdin, terminal: false });
    this.lines = this.reader[Symbol.asyncIterator]();
  }

  /** The next line without white space around it; undefined at the end of the input. */
  public async next(): Promise<string | undefined> {
    const { done, value } = await this.lines.next();
    return done ? undefined : value.trim();
  }

  public close(): void {
    this.reader.close();
  }
}
