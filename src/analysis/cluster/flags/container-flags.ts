import type { ContainerView } from '../../../model/manifest';
import {
  flagName,
  flagsByName,
  type GivenFlag,
  isBoolean,
  mountsOf,
  type Program,
  type ProgramFlags,
  removed,
  versionIn,
} from './program-flags';

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
  const given = commandLine(container, program);
  const all = [...(env === undefined ? [] : variables(container, env)), ...given];
  const written = flagsByName(all);
  if (file !== undefined && written.has(file)) return undefined;
  const pointer = container.path + (args.length > 0 || command.length === 0 ? '/args' : '/command');
  const named = (flag: string) => all.filter(({ name }) => name === flag);
  return {
    ...{ program, owner: `container "${container.name}"`, given, written, defaults: {}, pointer, container },
    mounts: mountsOf(container.value('/volumeMounts')),
    kubernetesVersion: program.startsWith('kube') ? versionIn(container.value('/image')) : undefined,
    isPart: WITH_FILE.includes(program),
    isOnHostNetwork: container.pod._parts.spec.json.hostNetwork === true,
    isProbedFromOutside: ['livenessProbe', 'readinessProbe', 'startupProbe'].some((probe) => {
      const { httpGet, tcpSocket } = container.value(`/${probe}`) ?? {};
      const asked = httpGet ?? tcpSocket;
      return asked !== undefined && !LOOPBACK.includes(asked?.host);
    }),
    put: (flag, value) => {
      const put = (at: string, text: string) => container.patchTo(at.slice(container.path.length), text);
      // A flag that is given twice is left to a person.
      const [own, ...more] = named(flag);
      if (more.length > 0) return [];
      if (own === undefined) return put(`${pointer}/-`, `--${flag}=${value}`);
      const [first = '', second] = own.places;
      if (second !== undefined) return put(second, value);
      return put(own.pointer, own.pointer === first ? `--${flag}=${value}` : value);
    },
    remove: (flag) => removed(named(flag)),
  };
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

/**
 * Returns the flags of a command line. Words that stand alone are values, or words of a shell. With one dash, only etcd takes a whole
 * name.
 */
export function commandLine(container: ContainerView, program?: Program): GivenFlag[] {
  const words = ['command', 'args'].flatMap((list) => {
    const texts: readonly unknown[] = container.value(`/${list}`) ?? [];
    return texts.map((text, index) => ({ text: String(text), at: `${container.path}/${list}/${index}` }));
  });
  const form = program === 'etcd' ? /^--?([A-Za-z][\w-]*)(=([\s\S]*))?$/ : /^--([A-Za-z][\w-]*)(=([\s\S]*))?$/;
  return words.flatMap(({ text, at }, index): GivenFlag[] => {
    const [, written, , own] = form.exec(text) ?? [];
    if (written === undefined) return [];
    const name = flagName(written);
    const next = words[index + 1];
    // A flag without "=" takes the next word as its value; one that is true or false is true.
    const isTrue = isBoolean(name) || next === undefined || next.text.startsWith('-');
    const taken = own === undefined && !isTrue ? [next] : [];
    const value = own ?? taken[0]?.text ?? 'true';
    return [{ name, value, pointer: at, label: `--${name}`, places: [at, ...taken.map((word) => word.at)] }];
  });
}

function variables(container: ContainerView, prefix: string): GivenFlag[] {
  const env: unknown = container.value('/env');
  if (!Array.isArray(env)) return [];
  return env.flatMap((variable: any, index): GivenFlag[] => {
    const { name: written, value } = variable ?? {};
    if (typeof written !== 'string' || !written.startsWith(prefix) || typeof value !== 'string') return [];
    const name = flagName(written.slice(prefix.length).toLowerCase());
    const at = `${container.path}/env/${index}`;
    return [{ name, value, pointer: `${at}/value`, label: `--${name}`, places: [at] }];
  });
}
