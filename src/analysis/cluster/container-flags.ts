import { type Patch, patchAway } from '../../json/patch';
import type { ContainerView } from '../../model/manifest';
import { flagsByName, isBoolean, type Program, type ProgramFlags, versionIn, type WrittenFlag } from './program-flags';

/** What flags of a program come from, beside its command line. */
interface Sources {
  /** Prefix of environment variables that are flags. */
  readonly env?: string;
  /** A flag for a file that takes the place of all others. */
  readonly file?: string;
}

const PROGRAMS: { readonly [program in Program]: Sources } = {
  etcd: { env: 'ETCD_', file: 'config-file' },
  'kube-apiserver': {},
  'kube-controller-manager': {},
  'kube-proxy': {},
  'kube-scheduler': {},
  kubelet: {},
};
/** Programs that read a file, so that a flag that is missing may be in the file. */
const WITH_FILE: readonly Program[] = ['kube-proxy', 'kubelet'];
const LOOPBACK: readonly unknown[] = ['127.0.0.1', '::1', 'localhost'];

/** A word of a command line. */
interface Word {
  readonly text: string;
  /** JSON Pointer from the container. */
  readonly at: string;
}

/** A flag with the words that it takes. */
interface FlagWords extends WrittenFlag {
  readonly words: readonly Word[];
}

/**
 * Returns the flags of a container that runs a program of the cluster; undefined if it runs none. An etcd is one of the cluster if its
 * pod says so, as applications have etcds too.
 */
export function containerFlags(container: ContainerView): ProgramFlags | undefined {
  const command: string[] = container.value('/command') ?? [];
  const args: string[] = container.value('/args') ?? [];
  const program = programOf(command, container.value('/image'));
  if (program === undefined || (program === 'etcd' && !isOfControlPlane(container))) return undefined;
  const { env, file } = PROGRAMS[program];
  const named = [...(env === undefined ? [] : variables(container, env)), ...commandLine(command, args)];
  const written = flagsByName(named.map(([name, flag]) => [name, { ...flag, pointer: container.path + flag.pointer }]));
  if (file !== undefined && written.has(file)) return undefined;
  const list = args.length > 0 || command.length === 0 ? '/args' : '/command';
  const wordsOf = (flag: string) => named.filter(([name]) => name === flag).map(([, { words }]) => words);
  return {
    ...{ program, owner: `container "${container.name}"`, written, defaults: {} },
    kubernetesVersion: program.startsWith('kube') ? versionIn(container.value('/image')) : undefined,
    isPart: WITH_FILE.includes(program),
    isOnHostNetwork: container.pod._parts.spec.json.hostNetwork === true,
    isProbedFromOutside: ['livenessProbe', 'readinessProbe', 'startupProbe'].some((probe) => {
      const { httpGet, tcpSocket } = container.value(`/${probe}`) ?? {};
      const asked = httpGet ?? tcpSocket;
      return asked !== undefined && !LOOPBACK.includes(asked?.host);
    }),
    pointer: container.path + list,
    put: (flag, value) => {
      // A flag that is given twice is left to a person.
      const [words, ...more] = wordsOf(flag);
      if (more.length > 0) return [];
      if (words === undefined) return container.patchTo(`${list}/-`, `--${flag}=${value}`);
      const last = words.at(-1) as Word;
      return container.patchTo(last.at, words.length === 1 && !isVariable(last) ? `--${flag}=${value}` : value);
    },
    // From the end, so that the indexes of the others stay valid.
    remove: (flag) =>
      wordsOf(flag)
        .flat()
        .reverse()
        .flatMap((word): Patch[] =>
          patchAway(container.path + (isVariable(word) ? word.at.replace(/\/value$/, '') : word.at)),
        ),
  };
}

function isVariable({ at }: Word): boolean {
  return at.startsWith('/env/');
}

/** Whether a pod says that it is a part of the control plane. */
function isOfControlPlane({ pod }: ContainerView): boolean {
  return pod.manifest.objectRef.namespaceName === 'kube-system' || pod.labels.tier === 'control-plane';
}

/** The base name of the command; without a command, that of the image. */
function programOf(command: readonly string[], image: unknown): Program | undefined {
  const [first, second] = command.map((word) => word.slice(word.lastIndexOf('/') + 1));
  const named = first === 'hyperkube' ? second : (first ?? nameOfImage(image));
  return named !== undefined && Object.hasOwn(PROGRAMS, named) ? (named as Program) : undefined;
}

function nameOfImage(image: unknown): string | undefined {
  return typeof image === 'string' ? /([^/:@]+)(:[^/:@]*)?(@[^@]*)?$/.exec(image)?.[1] : undefined;
}

function commandLine(command: readonly string[], args: readonly string[]): [string, FlagWords][] {
  const words: Word[] = [
    ...command.map((text, index) => ({ text, at: `/command/${index}` })),
    ...args.map((text, index) => ({ text, at: `/args/${index}` })),
  ];
  return words.flatMap((word, index): [string, FlagWords][] => {
    const [, name, , given] = /^--?([A-Za-z][\w-]*)(=([\s\S]*))?$/.exec(word.text) ?? [];
    if (name === undefined) return [];
    const next = words[index + 1];
    const flag = name.replaceAll('_', '-');
    // A flag without "=" takes the next word as its value; one that is true or false is true.
    const isTrue = isBoolean(flag) || next === undefined || next.text.startsWith('-');
    const takesNext = given === undefined && !isTrue;
    const value = given ?? (takesNext ? next.text : 'true');
    return [[flag, { value, pointer: word.at, label: `--${flag}`, words: takesNext ? [word, next] : [word] }]];
  });
}

function variables(container: ContainerView, prefix: string): [string, FlagWords][] {
  const env: unknown = container.value('/env');
  if (!Array.isArray(env)) return [];
  return env.flatMap((variable: any, index): [string, FlagWords][] => {
    const { name, value } = variable ?? {};
    if (typeof name !== 'string' || !name.startsWith(prefix) || typeof value !== 'string') return [];
    const flag = name.slice(prefix.length).toLowerCase().replaceAll('_', '-');
    const at = `/env/${index}/value`;
    return [[flag, { value, pointer: at, label: `--${flag}`, words: [{ text: value, at }] }]];
  });
}
