import type { ContainerView } from '../../model/manifest';
import { commandsOf, naming } from './commands';

/** What a program needs to do its work. */
export interface CommandNeed {
  readonly program: string;
  /** The capabilities without which root cannot do it either. */
  readonly capabilities: readonly string[];
}

interface ProgramNeed {
  readonly capabilities: readonly string[];
  /** Which arguments make it need them; default: all. */
  readonly when?: RegExp;
}

const OWNER = { capabilities: ['CHOWN'] };
const OTHER_USER = { capabilities: ['SETUID', 'SETGID'] };
const PACKAGES = ['CHOWN', 'SETUID', 'SETGID', 'FOWNER', 'DAC_OVERRIDE'];
const NETWORK = { capabilities: ['NET_ADMIN'] };
const SYSTEM = { capabilities: ['SYS_ADMIN'] };
const MODULES = { capabilities: ['SYS_MODULE'] };
const INSTALLS = {
  capabilities: PACKAGES,
  when: /^(?:install|add|del|remove|update|upgrade|dist-upgrade|-[A-Za-z]*[iUe])/,
};

/**
 * Programs that only root can use, by name.
 *
 * @see https://man7.org/linux/man-pages/man7/capabilities.7.html
 */
const ROOT_PROGRAMS: ReadonlyMap<string, ProgramNeed> = new Map(
  Object.entries({
    ...{ chown: OWNER, chgrp: OWNER, install: { ...OWNER, when: /^(?:-[A-Za-z]*[og]|--owner|--group)/ } },
    ...{ useradd: OWNER, adduser: OWNER, usermod: OWNER, userdel: OWNER, deluser: OWNER, groupadd: OWNER },
    ...{ addgroup: OWNER, groupmod: OWNER, passwd: OWNER, chpasswd: OWNER },
    ...{ 'apt-get': INSTALLS, apt: INSTALLS, dpkg: INSTALLS, apk: INSTALLS, yum: INSTALLS, dnf: INSTALLS },
    ...{ microdnf: INSTALLS, tdnf: INSTALLS, zypper: INSTALLS, rpm: INSTALLS },
    ...{ su: OTHER_USER, gosu: OTHER_USER, 'su-exec': OTHER_USER, runuser: OTHER_USER, setpriv: OTHER_USER },
    ...{ setcap: { capabilities: ['SETFCAP'] }, mknod: { capabilities: ['MKNOD'] } },
    ...{ chroot: { capabilities: ['SYS_CHROOT'] }, tcpdump: { capabilities: ['NET_RAW'] } },
    ...{ ip6tables: NETWORK, iptables: NETWORK, 'iptables-restore': NETWORK, 'iptables-legacy': NETWORK },
    ...{ 'iptables-nft': NETWORK, nft: NETWORK, ipset: NETWORK, ipvsadm: NETWORK, tc: NETWORK },
    ...{ ifconfig: { ...NETWORK, when: /^(?:up|down|\d)/ }, brctl: NETWORK },
    ...{ ip: { ...NETWORK, when: /^(?:add|del|delete|set|replace|change|flush)$/ } },
    ...{
      sysctl: { ...SYSTEM, when: /^(?:-[A-Za-z]*[wp]|--write|--load|--system)|=/ },
      mount: { ...SYSTEM, when: /^[^-]/ },
    },
    ...{ umount: SYSTEM, nsenter: SYSTEM, unshare: SYSTEM, losetup: SYSTEM, swapoff: SYSTEM, swapon: SYSTEM },
    ...{ modprobe: MODULES, insmod: MODULES, rmmod: MODULES },
  }),
);
/** Programs that become root by their file's mode, which `allowPrivilegeEscalation: false` prevents. */
const SETUID_PROGRAMS = ['sudo', 'doas'];

/** Matches text that names a program which may need root, also where its arguments need none; RE2 reads it too. */
export const NAMES_ROOT_PROGRAM = naming([...ROOT_PROGRAMS.keys()]);
/** The same for programs that become root by their file's mode. */
export const NAMES_SETUID_PROGRAM = naming(SETUID_PROGRAMS);

/** Returns what the programs of a container need that only root can do. */
export function rootNeedsOf(container: ContainerView): CommandNeed[] {
  return commandsOf(container).flatMap(({ name, args }) => {
    const need = ROOT_PROGRAMS.get(name);
    if (!need || (need.when && !args.some((arg) => need.when?.test(arg)))) return [];
    return [{ program: name, capabilities: need.capabilities }];
  });
}

/** Returns the first program of a container that becomes root by its file's mode. */
export function setuidProgramOf(container: ContainerView): string | undefined {
  return commandsOf(container).find(({ name }) => SETUID_PROGRAMS.includes(name))?.name;
}

/** Whether a program of a container, or its environment, uses the variables of Services. */
export function usesServiceLinks(container: ContainerView): boolean {
  const isLink = /\$[({]?(?!KUBERNETES_)[A-Z][A-Z0-9_]*_(?:SERVICE_HOST|SERVICE_PORT|PORT_\d+_(?:TCP|UDP))/;
  const texts: unknown[] = ['/command', '/args'].flatMap((pointer) => container.value(pointer) ?? []);
  const env: any[] = container.value('/env') ?? [];
  return [...texts, ...env.map((each) => each?.value)].some((text) => isLink.test(String(text)));
}
