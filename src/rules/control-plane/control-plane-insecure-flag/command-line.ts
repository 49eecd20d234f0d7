import type { ContainerView } from '../../../model/manifest';

/** A flag on the command line, and its position. */
export interface Flag {
  readonly value: string;
  /** JSON Pointer from the root of the object. */
  readonly pointer: string;
}

/** The program that a container runs, and its flags. */
export interface CommandLine {
  readonly program: string;
  readonly flags: ReadonlyMap<string, Flag>;
  /** Where to add a missing flag. */
  readonly pointer: string;
}

/** Parses a container's command and arguments; undefined if they name no program. */
export function commandLineOf(container: ContainerView, envPrefix = ''): CommandLine | undefined {
  const command: string[] = container.value('/command') ?? [];
  const args: string[] = container.value('/args') ?? [];
  const words = [
    ...command.map((word, index) => ({ word, pointer: `${container.path}/command/${index}` })),
    ...args.map((word, index) => ({ word, pointer: `${container.path}/args/${index}` })),
  ];
  const program = programOf(command, container.value('/image'));
  if (program === undefined) return undefined;
  const flags = new Map<string, Flag>(envPrefix === '' ? [] : flagsOfEnvironment(container, envPrefix));
  words.forEach(({ word, pointer }, index) => {
    const [, name, , value] = /^--?([A-Za-z][\w-]*)(=([\s\S]*))?$/.exec(word) ?? [];
    if (name === undefined) return;
    const next = words[index + 1]?.word;
    // a flag without "=" takes the next word as its value; if that is a flag too, the value is true
    const given = value ?? (next === undefined || next.startsWith('-') ? 'true' : next);
    flags.set(name.replaceAll('_', '-'), { value: given, pointer });
  });
  return { program, flags, pointer: `${container.path}/${command.length > 0 ? 'command' : 'args'}` };
}

/** The base name of the command; without a command, that of the image. */
function programOf(command: readonly string[], image: unknown): string | undefined {
  if (command.length > 0) {
    const [first, second] = command.map((word) => word.slice(word.lastIndexOf('/') + 1));
    return first === 'hyperkube' ? second : first;
  }
  if (typeof image !== 'string') return undefined;
  return /([^/:@]+)(:[^/:@]*)?(@[^@]*)?$/.exec(image)?.[1];
}

function flagsOfEnvironment(container: ContainerView, prefix: string): [string, Flag][] {
  const env: unknown = container.value('/env');
  if (!Array.isArray(env)) return [];
  return env.flatMap((variable: any, index): [string, Flag][] => {
    const { name, value } = variable ?? {};
    if (typeof name !== 'string' || !name.startsWith(prefix) || typeof value !== 'string') return [];
    const flag = name.slice(prefix.length).toLowerCase().replaceAll('_', '-');
    return [[flag, { value, pointer: `${container.path}/env/${index}/value` }]];
  });
}
