import { posix } from 'node:path';
import type { ContainerView } from '../../model/manifest';
import { knownPath, MAX_DEPTH, parseScript } from './shell-script';

/** One program that a container starts by its manifest. */
export interface Command {
  /** Name of the program, without its folder. */
  readonly name: string;
  readonly args: readonly string[];
  /** What its output is redirected to. */
  readonly outputs: readonly string[];
  /** The folder that it runs in; undefined if only the image knows. */
  readonly folder?: string;
}

const SHELLS = ['sh', 'bash', 'ash', 'dash', 'ksh', 'zsh'];
/** Programs that start the program behind their options. */
const WRAPPERS = [
  ...['exec', 'env', 'nohup', 'nice', 'ionice', 'timeout', 'time', 'command', 'builtin', 'stdbuf', 'xargs', 'setsid'],
  ...['tini', 'dumb-init', 'catatonit', 'busybox', 'sudo', 'doas', 'eatmydata'],
];
/** Programs that start the program behind the name of a user. */
const USER_SWITCHES = ['gosu', 'su-exec'];
/** Stands for the entry point of the image, which may be a shell. */
const ENTRY_POINT = '';
export const HOOKS = [
  '/lifecycle/postStart/exec/command',
  '/lifecycle/preStop/exec/command',
  '/startupProbe/exec/command',
  '/livenessProbe/exec/command',
  '/readinessProbe/exec/command',
];

/** Returns the programs that the command, the hooks and the probes of a container start, those of shell scripts too. */
export function commandsOf(container: ContainerView): Command[] {
  const variables = variablesOf(container);
  const [command, args] = ['/command', '/args'].map((pointer) => wordsAt(container, pointer)) as [string[], string[]];
  const own = [...(command.length > 0 ? command : [ENTRY_POINT]), ...args];
  // Many entry points start the program that their arguments name.
  const named = command.length > 0 || args[0]?.startsWith('-') ? [] : args;
  const found: Command[] = [];
  const folder: unknown = container.value('/workingDir');
  for (const words of [own, named, ...HOOKS.map((pointer) => wordsAt(container, pointer))]) {
    const run = new Run(variables, typeof folder === 'string' && folder !== '' ? folder : undefined, found);
    run.start(words.map((word) => expanded(word, variables)));
  }
  return found;
}

function wordsAt(container: ContainerView, pointer: string): string[] {
  const words: unknown = container.value(pointer);
  return Array.isArray(words) ? words.map(String) : [];
}

function variablesOf(container: ContainerView): Map<string, string> {
  const env: any[] = container.value('/env') ?? [];
  const known = env.filter((each) => typeof each?.name === 'string' && typeof each.value === 'string');
  return new Map(known.map(({ name, value }) => [name, value]));
}

/** @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/ */
function expanded(word: string, variables: ReadonlyMap<string, string>): string {
  return word.replace(/\$(\$?)\(([\w.-]+)\)/g, (whole, sign, name) =>
    sign ? whole.slice(1) : (variables.get(name) ?? whole),
  );
}

/** A pattern that finds the names of programs in a command line, or in a script without quotes. */
export function naming(programs: readonly string[]): string {
  return `(^|[^\\w-])(${programs.join('|')})($|[^\\w-])`;
}

class Run {
  public constructor(
    private readonly variables: ReadonlyMap<string, string>,
    private folder: string | undefined,
    private readonly found: Command[],
  ) {}

  public start(words: readonly string[], outputs: readonly string[] = [], depth = 0): void {
    if (depth > MAX_DEPTH) return;
    const [program = '', ...args] = words;
    const name = posix.basename(program);
    const script = scriptIn(words);
    if (words.length + outputs.length > 0) this.found.push({ name, args, outputs, folder: this.folder });
    if (script !== undefined) {
      for (const each of parseScript(script, this.variables)) this.start(each.words, each.outputs, depth + 1);
    } else if (name === 'cd') this.folder = args[0] === undefined ? undefined : knownPath(args[0], this.folder);
    else if (name === 'eval') this.start(['sh', '-c', args.join(' ')], [], depth + 1);
    else if (WRAPPERS.includes(name)) this.startWrapped(args, depth);
    else if (USER_SWITCHES.includes(name)) this.startWrapped(args.slice(1), depth);
    else if (name === 'find') {
      const at = args.findIndex((arg) => /^-(?:exec|execdir|ok)$/.test(arg));
      if (at >= 0) this.startWrapped(args.slice(at + 1), depth);
    }
  }

  /** Leaves out the options of the wrapper, and their values as far as they are numbers. */
  private startWrapped(args: readonly string[], depth: number): void {
    const first = args.findIndex((arg) => !/^-|^\d+(?:\.\d+)?[smhd]?$|^\w+=/.test(arg));
    if (first >= 0) this.start(args.slice(first), [], depth + 1);
  }
}

/** Returns the script that a shell gets as a word. */
function scriptIn(words: readonly string[]): string | undefined {
  const [first = ''] = words;
  const isShell = first === ENTRY_POINT || SHELLS.includes(posix.basename(first));
  if (!isShell) return undefined;
  const at = words.findIndex((word) => /^-[A-Za-z]*c$/.test(word));
  return at < 0 ? undefined : words[at + 1];
}
