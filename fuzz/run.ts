import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/** The name of a mutated file. */
export const FILE = 'case.yaml';

/** What all parts are given. */
export interface Settings {
  readonly seed: number;
  readonly isLong: boolean;
  /** A folder that is removed at the end. */
  readonly root: string;
  /** A folder for what shows a failure; it is kept. */
  readonly kept: string;
}

/** The result of a part. */
export interface Outcome {
  /** What was tried, in numbers. */
  readonly tried: string;
  readonly failures: number;
}

/** One part of the run. */
export interface Part {
  readonly name: string;
  run(settings: Settings): Promise<Outcome>;
}

/** Keeps the files of a failure, and prints where they are. */
export function keep({ kept }: Settings, name: string, files: { readonly [name: string]: Buffer | string }): string {
  const folder = join(kept, name);
  mkdirSync(folder, { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  return folder;
}

/** Does some work for each item, a few at a time. */
export async function each<T>(items: readonly T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const take = async () => {
    for (let index = next++; index < items.length; index = next++) await work(items[index] as T, index);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, take));
}

export const MAIN = join(__dirname, '..', 'lib', 'cli', 'main.js');
const TIMEOUT_MS = 60_000;

/** What a process left behind. */
export interface Ended {
  /** Undefined where it was killed. */
  readonly code?: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the compiled command line. A process that does not end is killed. */
export function command(argv: readonly string[], cwd: string, stdin = Buffer.alloc(0)): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...argv], { cwd, timeout: TIMEOUT_MS, killSignal: 'SIGKILL' });
    const out = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    child.stdout.on('data', (chunk) => out.stdout.push(chunk));
    child.stderr.on('data', (chunk) => out.stderr.push(chunk));
    child.stdin.on('error', () => {}); // It need not read it.
    child.stdin.end(stdin);
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        code: code ?? undefined,
        stdout: `${Buffer.concat(out.stdout)}`,
        stderr: `${Buffer.concat(out.stderr)}`,
      }),
    );
  });
}
