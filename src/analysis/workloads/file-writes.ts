import type { ContainerView } from '../../model/manifest';
import { type Command, commandsOf, naming } from './commands';
import { knownPath } from './shell-script';

type Writes = (args: readonly string[]) => readonly string[];

const WORKING_FOLDER = '.';
/** Options with a value that is no file, by program. */
const VALUES: { readonly [program: string]: RegExp } = {
  mkdir: /^(?:-m|--mode)$/,
  touch: /^-[drt]$/,
  truncate: /^(?:-s|--size)$/,
  install: /^-[mog]$/,
  curl: /^-[HXduAeFTm]$/,
  wget: /^-[Tt]$/,
};
const every: Writes = (args) => args;
const behindFirst: Writes = (args) => args.slice(1);
const last: Writes = (args) => args.slice(-1);
const system =
  (path: string): Writes =>
  () => [path];

/** What a program writes to, by its arguments without options. */
const PROGRAMS: ReadonlyMap<string, Writes> = new Map(
  Object.entries({
    ...{
      tee: every,
      touch: every,
      mkdir: every,
      rmdir: every,
      rm: every,
      unlink: every,
      mkfifo: every,
      truncate: every,
    },
    ...{ chmod: behindFirst, chown: behindFirst, chgrp: behindFirst, setcap: behindFirst, mv: every },
    ...{ cp: last, ln: last, install: last, rsync: last },
    ...{ 'apt-get': system('/var/lib'), apt: system('/var/lib'), dpkg: system('/var/lib'), apk: system('/lib/apk') },
    ...{ yum: system('/var/lib'), dnf: system('/var/lib'), microdnf: system('/var/lib'), rpm: system('/var/lib') },
    ...{ useradd: system('/etc'), adduser: system('/etc'), usermod: system('/etc'), groupadd: system('/etc') },
    ...{ addgroup: system('/etc'), passwd: system('/etc'), chpasswd: system('/etc'), ldconfig: system('/etc') },
    ...{ 'update-ca-certificates': system('/etc/ssl/certs') },
  }),
);
const TARGET = /^(?:-t|--target-directory)$/;
/** Options that name what a program writes. */
const OPTIONS: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    ...{ curl: /^(?:-[a-zA-Z]*o|--output|--output-dir)$/, tar: /^(?:-C|--directory)$/, unzip: /^-d$/ },
    ...{ wget: /^(?:-[a-zA-Z]*O|--output-document|-P|--directory-prefix)$/ },
    ...{ cp: TARGET, mv: TARGET, ln: TARGET, install: TARGET, sort: /^-o$/ },
    ...{ 'ssh-keygen': /^-f$/, openssl: /^-(?:out|keyout)$/, keytool: /^-keystore$/ },
  }),
);
const WRITING_OPTION =
  '--?(?:[\\w.-]*[-_.])?(?:pid-?_?(?:file)?|log-?_?(?:file|dir|path)|(?:data|cache|cert|tmp|temp|state|work|run|runtime|home|spool)[-_.]?(?:dir|directory|folder|path)|(?:unix[-_.]?)?socket(?:[-_.]?path)?|(?:tsdb|storage|db)[-_.]path|tsdb\\.path|datadir|dbpath)';
/** Options of any program that name a file or folder which it writes. */
const WRITING_FLAG = new RegExp(`^${WRITING_OPTION}$`, 'i');
/** Programs that write in ways of their own. */
const OTHER_PROGRAMS = ['dd', 'sed', 'git'];
/** Places that are no files of the root file system. */
const DEVICES = /^(?:-|&\d|\/(?:dev|proc|sys)(?:\/.*)?)$/;

/** Matches text of a command that may write somewhere; RE2 reads it too. */
export const MAY_WRITE = [
  naming([...new Set([...PROGRAMS.keys(), ...OPTIONS.keys(), ...OTHER_PROGRAMS])]),
  `(^|[^\\w-])(?i:${WRITING_OPTION})([=\\s]|$)`,
  '>[|]?\\s*[^&>|\\s]',
  '>&\\s*[^-\\d\\s]',
].join('|');

/**
 * Returns the first path that the commands of a container write to and where nothing is mounted, as the manifest writes it.
 * What an image does by itself is unknown.
 */
export function unmountedWriteOf(container: ContainerView): string | undefined {
  const mounts: any[] = container.value('/volumeMounts') ?? [];
  const folders = mounts.flatMap(({ mountPath }) =>
    typeof mountPath === 'string' ? (knownPath(mountPath, '/') ?? []) : [],
  );
  for (const command of commandsOf(container)) {
    const path = writesOf(command).find((each) => {
      if (DEVICES.test(each)) return false;
      const known = knownPath(each, command.folder);
      return known === undefined || !folders.some((folder) => isWithin(known, folder));
    });
    if (path !== undefined) return path === WORKING_FOLDER ? 'its working folder' : `"${path}"`;
  }
  return undefined;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}

function writesOf({ name, args, outputs }: Command): string[] {
  const named: string[] = [...outputs];
  const plain: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const [option = '', value] = optionOf(args[at] as string);
    if (option === '') plain.push(args[at] as string);
    else if (OPTIONS.get(name)?.test(option) || isWritingFlag(option, value ?? args[at + 1])) {
      named.push(value ?? args[at + 1] ?? WORKING_FOLDER);
      if (value === undefined) at += 1;
    } else if (value === undefined && VALUES[name]?.test(option)) at += 1;
  }
  const isAimed = named.length > outputs.length;
  if (name === 'dd')
    return [...named, ...args.flatMap((arg) => (arg.startsWith('of=') ? arg.slice('of='.length) : []))];
  if (name === 'sed')
    return args.some((arg) => /^(?:-[a-zA-Z]*i|--in-place)/.test(arg)) ? [...named, ...plain.slice(-1)] : named;
  if (isAimed && name !== 'mv') return named;
  if (name === 'wget' || (name === 'curl' && args.some((arg) => /^-[a-zA-Z]*O/.test(arg))))
    return [...named, WORKING_FOLDER];
  if (name === 'unzip' || (name === 'tar' && /^-?[a-zA-Z]*x/.test(args[0] ?? ''))) return [...named, WORKING_FOLDER];
  if (name === 'git' && plain[0] === 'clone') return [...named, plain[2] ?? WORKING_FOLDER];
  return [...named, ...(PROGRAMS.get(name)?.(plain) ?? [])];
}

/** Splits `--option=value`; the option is empty for other arguments. */
function optionOf(arg: string): [string, string?] {
  const [, option, value] = /^(--?[A-Za-z][^=]*)(?:=([\s\S]*))?$/.exec(arg) ?? [];
  return option === undefined ? [''] : [option, value];
}

function isWritingFlag(option: string, value: string | undefined): boolean {
  return WRITING_FLAG.test(option) && value !== undefined && /^(?:unix:(?:\/\/)?)?\/./.test(value);
}
