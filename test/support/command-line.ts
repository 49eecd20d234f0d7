import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { run } from '../../src/cli/program';
import type { Io } from '../../src/host/io';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder that is gone after the test, with some files. */
export function folder(files: { readonly [path: string]: string | Buffer } = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'cdk8s-hardened-'));
  made.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

const made: string[] = [];
afterAll(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** Runs one command line in this process. */
export async function command(
  argv: readonly string[],
  options: { cwd?: string; stdin?: string | Buffer } & Partial<Pick<Io, 'env' | 'isTTY' | 'stdout'>> = {},
): Promise<Outcome> {
  const stdout = collector();
  const stderr = collector();
  const code = await run(argv, {
    stdin: Readable.from([Buffer.from(options.stdin ?? '')]),
    stdout: options.stdout ?? stdout.stream,
    stderr: stderr.stream,
    cwd: options.cwd ?? tmpdir(),
    env: options.env ?? {},
    today: '2026-11-24',
    isTTY: options.isTTY ?? false,
    tellsProgress: false,
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** Runs one command line in this process as at a terminal, where something is typed before the input ends. */
export async function atTerminal(argv: readonly string[], typed: string, cwd = '/'): Promise<Outcome> {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  stdin.end(typed);
  const stdout = collector();
  const stderr = collector();
  const streams = { stdin, stdout: stdout.stream, stderr: stderr.stream };
  const code = await run(argv, { ...streams, cwd, env: {}, today: '2026-11-24', isTTY: true, tellsProgress: false });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function collector() {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}

/** A pod that `run-as-non-root` refuses, or one that every rule of a profile may still have a word about but that one. */
export function podYaml(name: string, lines: readonly string[] = []): string {
  return [
    'apiVersion: v1',
    'kind: Pod',
    'metadata:',
    `  name: ${name}`,
    'spec:',
    '  containers:',
    '    - name: web',
    `      image: ghcr.io/acme/web@sha256:${'a1'.repeat(32)}`,
    ...lines,
  ].join('\n');
}
