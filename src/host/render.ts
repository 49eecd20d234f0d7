import { type ExecFileException, execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { MAX_BYTES } from '../yaml/read';
import { type Io, UsageError, writeText } from './io';

/** What to render with programs of the user. */
export interface RenderOptions {
  /** Folders with a kustomization. */
  readonly kustomize?: readonly string[];
  /** Helm charts: folders, archives, or names that helm knows. */
  readonly helm?: readonly string[];
  /** Values files of the chart. */
  readonly values?: readonly string[];
  readonly verbose?: boolean;
  /** Milliseconds after which a program is ended; default: two minutes. */
  readonly timeout?: number;
}

/** A text that a program made. */
export interface Rendered {
  /** Its name in reports. */
  readonly path: string;
  readonly text: string;
  /** Why there is no text. */
  readonly problem?: string;
}

interface Tool {
  readonly program: string;
  readonly args: readonly string[];
}

const TIMEOUT = 120_000;
/** Of what a program says on standard error, this many characters are shown. */
const SHOWN = 2000;

/** Renders kustomizations and charts. Throws if a program is not installed; that it fails is a part of the result. */
export async function renderAll(
  options: RenderOptions,
  namespaceName: string | undefined,
  io: Io,
): Promise<Rendered[]> {
  const { kustomize = [], helm = [], values = [] } = options;
  if (values.length > 0 && helm.length !== 1)
    throw new UsageError('--values is for one chart; name it with --helm, and others in a run of their own');
  for (const folder of kustomize)
    if (!statSync(resolve(io.cwd, confirmed('--kustomize', folder)), { throwIfNoEntry: false })?.isDirectory())
      throw new UsageError(`--kustomize "${folder}" is no folder; name one with a kustomization`);
  for (const chart of helm) confirmed('--helm', chart);
  const place = namespaceName === undefined ? [] : [`--namespace=${namespaceName}`];
  const settings = [...values.map((file) => `--values=${file}`), ...place];
  const rendered: Rendered[] = [];
  for (const folder of kustomize)
    rendered.push(
      await render(`kustomize ${folder}`, io, options, [
        { program: 'kustomize', args: ['build', folder] },
        { program: 'kubectl', args: ['kustomize', folder] },
      ]),
    );
  for (const chart of helm)
    rendered.push(
      await render(`helm ${chart}`, io, options, [{ program: 'helm', args: ['template', chart, ...settings] }]),
    );
  return rendered;
}

/** An argument that starts with "-" would be an option of the program. */
function confirmed(option: string, argument: string): string {
  if (argument === '' || argument.startsWith('-'))
    throw new UsageError(`${option} "${argument}" would be an option; write a path as ./${argument}`);
  return argument;
}

/** Runs the first of some programs that is installed. */
async function render(path: string, io: Io, options: RenderOptions, tools: readonly Tool[]): Promise<Rendered> {
  for (const { program, args } of tools) {
    const outcome = await run(program, args, io, options.timeout ?? TIMEOUT);
    if (outcome === undefined) continue;
    const { problem, stdout, stderr } = outcome;
    if (options.verbose && problem === undefined && stderr !== '') await writeText(io.stderr, `${path}: ${stderr}\n`);
    return { path, text: stdout, problem };
  }
  const programs = tools.map(({ program }) => program);
  const missing = programs.length > 1 ? `neither ${programs.join(' nor ')} is found` : `${programs} is not found`;
  throw new UsageError(
    `${path} cannot be rendered: ${missing}; install ${programs[0]}, or judge its output with check -`,
  );
}

interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly problem?: string;
}

/** Runs a program without a shell, so that arguments are passed unchanged; undefined if it is not installed. */
function run(
  program: string,
  args: readonly string[],
  { cwd, env }: Io,
  timeout: number,
): Promise<Outcome | undefined> {
  return new Promise((done) => {
    const options = { cwd, env: { ...env }, timeout, maxBuffer: MAX_BYTES, killSignal: 'SIGKILL' } as const;
    const child = execFile(program, args, options, (error, stdout, said) => {
      const stderr = said.trim();
      if (!error) done({ stdout, stderr });
      else if (error.code === 'ENOENT' || error.code === 'EACCES') done(undefined);
      else done({ stdout: '', stderr, problem: `cannot be rendered: ${program} ${reasonOf(error, stderr, timeout)}` });
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end();
  });
}

function reasonOf(error: ExecFileException, stderr: string, timeout: number): string {
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `printed more than ${MAX_BYTES} bytes; render less`;
  if (error.killed) return `took longer than ${timeout / 1000} seconds and was ended; render less`;
  const lines = stderr.split('\n').map((line) => line.trim());
  const shown = lines
    .filter((line) => line !== '')
    .join('; ')
    .slice(0, SHOWN);
  return `failed${typeof error.code === 'number' ? ` with ${error.code}` : ''}${shown === '' ? '' : `: ${shown}`}`;
}
