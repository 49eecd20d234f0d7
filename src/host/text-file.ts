import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { MAX_BYTES } from '../yaml/read';

const CHUNK = 65_536;

/**
 * Reads the text of a file. Throws if it is too large, is not UTF-8, or cannot be read; the caller adds the path. A
 * file without a size, such as one below /proc, is read up to the limit.
 */
export function readTextFile(path: string): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size > MAX_BYTES) throw tooLarge(`${size} bytes`);
    const chunks: Buffer[] = [];
    for (let total = 0; ; ) {
      const chunk = Buffer.allocUnsafe(Math.max(size + 1 - total, CHUNK));
      const count = readSync(file, chunk);
      if (count === 0) return decode(chunks);
      chunks.push(chunk.subarray(0, count));
      total += count;
      if (total > MAX_BYTES) throw tooLarge('more bytes');
    }
  } finally {
    closeSync(file);
  }
}

/** Reads the text of a stream, such as standard input or a pipe, with the same limits. */
export async function readTextStream(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size > MAX_BYTES) throw tooLarge('more bytes');
  }
  return decode(chunks);
}

function decode(chunks: readonly Buffer[]): string {
  const bytes = Buffer.concat(chunks);
  const mark = bytes.subarray(0, 2).toString('latin1');
  if (mark === '\xFF\xFE' || mark === '\xFE\xFF') throw new Error('is UTF-16; save it as UTF-8');
  if (!isUtf8(bytes)) throw new Error('is not UTF-8; save it as UTF-8');
  return bytes.toString('utf8');
}

function tooLarge(what: string): Error {
  return new Error(`has ${what}; split it below ${MAX_BYTES}`);
}
