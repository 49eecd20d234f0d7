import type { CheckContext, ValueCheck } from '../../check';
import { DNS_SUBDOMAIN, type Format, pattern, RELATIVE_PATH } from '../../forms/formats';
import type { Checks } from '../type-checks';
import {
  both,
  each,
  ID,
  isGiven,
  isSet,
  itemsOf,
  noLongerThan,
  nonEmpty,
  oneOf,
  refuseDuplicates,
  strictly,
} from '../values';
import type { Placed } from './placed';

const SYSCTL = pattern(
  'a sysctl such as "kernel.shm_rmid_forced"',
  '^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$',
  253,
);
const NETBIOS_NAME = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const DOMAIN = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

/** `DOMAIN\user` or `user`. Upstream: validateWindowsSecurityContextOptions. */
const WINDOWS_USER: Format = {
  wanted: 'a Windows user such as "ContainerUser" or "DOMAIN\\user"',
  accepts: (text) => {
    const parts = text.split('\\');
    const user = parts.at(-1) as string;
    const domain = parts.length > 1 ? (parts[0] as string) : undefined;
    if (parts.length > 2 || /\p{Cc}/u.test(text) || user === '' || user.length > 104) return false;
    if (domain !== undefined && (domain.length >= 256 || !(NETBIOS_NAME.test(domain) || DOMAIN.test(domain))))
      return false;
    return !/^[. ]+$/.test(user) && !/["/\\:;|=,+*?<>@[\]]/.test(user);
  },
};

const ownProfile: ValueCheck = (profile, inspection) => {
  if (profile.type === 'Localhost' && !isSet(profile.localhostProfile))
    inspection.refuse('is missing; must be set with the type "Localhost"', 'localhostProfile');
  if (profile.type !== 'Localhost' && isSet(profile.localhostProfile))
    inspection.refuse('is set; may be set only with the type "Localhost"', 'localhostProfile');
  return undefined;
};
const IDS = { runAsUser: ID, runAsGroup: ID };

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go ValidateSecurityContext, validatePodSpecSecurityContext */
export const SECURITY: Checks = {
  'core.v1.SeccompProfile': { fields: { localhostProfile: strictly(RELATIVE_PATH) }, object: ownProfile },
  'core.v1.AppArmorProfile': {
    fields: {
      localhostProfile: both(noLongerThan(4095), (text) =>
        text === '' || text.trim() !== text ? 'must be a name without blanks around it' : undefined,
      ),
    },
    object: ownProfile,
  },
  'core.v1.WindowsSecurityContextOptions': {
    fields: {
      runAsUserName: strictly(WINDOWS_USER),
      gmsaCredentialSpecName: strictly(DNS_SUBDOMAIN),
      gmsaCredentialSpec: both(nonEmpty, noLongerThan(64 * 1024)),
    },
  },
  'core.v1.SecurityContext': {
    fields: { ...IDS, procMount: nonEmpty },
    object: ({ allowPrivilegeEscalation, privileged, capabilities }, inspection) => {
      if (allowPrivilegeEscalation !== false) return;
      if (privileged === true)
        inspection.refuse('is false; must not be where privileged is true', 'allowPrivilegeEscalation');
      // Only this spelling is looked at; a runtime knows the capability as SYS_ADMIN.
      if (itemsOf(capabilities?.add).includes('CAP_SYS_ADMIN'))
        inspection.refuse(
          'is false; must not be where the capability "CAP_SYS_ADMIN" is added',
          'allowPrivilegeEscalation',
        );
    },
  },
  'core.v1.PodSecurityContext': {
    fields: {
      ...IDS,
      fsGroup: ID,
      supplementalGroups: each((group, inspection) => ID(group || 0, inspection)),
      supplementalGroupsPolicy: nonEmpty,
      fsGroupChangePolicy: nonEmpty,
      seLinuxChangePolicy: both(nonEmpty, oneOf('MountOption', 'Recursive')),
    },
    object: ({ sysctls }, inspection) =>
      refuseDuplicates(inspection, itemsOf(sysctls), ({ name }) => name, 'sysctls', 'name'),
  },
  'core.v1.Sysctl': { fields: { name: strictly(SYSCTL) } },
};

const POD_ON_WINDOWS =
  'appArmorProfile seLinuxOptions seccompProfile fsGroup fsGroupChangePolicy runAsUser runAsGroup supplementalGroups supplementalGroupsPolicy seLinuxChangePolicy'.split(
    ' ',
  );
const CONTAINER_ON_WINDOWS =
  'appArmorProfile seLinuxOptions seccompProfile capabilities readOnlyRootFilesystem privileged allowPrivilegeEscalation procMount runAsUser runAsGroup'.split(
    ' ',
  );

/** Fields that are of the other operating system. Upstream: validateLinux, validateWindows. */
export function checkOperatingSystem(spec: any, placed: readonly Placed[], inspection: CheckContext): void {
  const os = spec.os?.name;
  if (isSet(spec.os) && !isGiven(os)) inspection.refuse('is missing; must be set', 'os', 'name');
  const forbid = (fields: readonly string[], object: any, ...path: (string | number)[]) => {
    for (const field of fields)
      if (isSet(object?.[field]))
        inspection.refuse(`is set; must not be on ${os === 'linux' ? 'Linux' : 'Windows'}`, ...path, field);
  };
  const ofPod = os === 'linux' ? ['windowsOptions'] : POD_ON_WINDOWS;
  const ofContainer = os === 'linux' ? ['windowsOptions'] : CONTAINER_ON_WINDOWS;
  if (os !== 'linux' && os !== 'windows') return;
  forbid(ofPod, spec.securityContext, 'securityContext');
  for (const { container, at } of placed) forbid(ofContainer, container.securityContext, ...at, 'securityContext');
  if (os === 'linux') return;
  forbid(['hostUsers', 'shareProcessNamespace', 'resources'], spec);
  if (itemsOf(spec.securityContext?.sysctls).length > 0)
    inspection.refuse('is set; must not be on Windows', 'securityContext', 'sysctls');
  for (const field of ['hostPID', 'hostIPC'])
    if (spec[field] === true) inspection.refuse('is true; must not be on Windows', field);
}

/** All containers are HostProcess containers, or none. Upstream: validateWindowsHostProcessPod. */
export function checkHostProcess(spec: any, placed: readonly Placed[], inspection: CheckContext): void {
  const isAsked = placed.some(({ container }) => isSet(container.securityContext?.windowsOptions));
  if (!isAsked && !isSet(spec.securityContext?.windowsOptions)) return;
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess ?? undefined;
  const own = placed.map(({ container }) => container.securityContext?.windowsOptions?.hostProcess ?? undefined);
  if (ofPod !== undefined && own.some((each) => each !== undefined && each !== ofPod))
    inspection.refuse('differs from that of a container', 'securityContext', 'windowsOptions', 'hostProcess');
  const count = own.filter((each) => each ?? ofPod ?? false).length;
  if (count === 0) return;
  if (count !== placed.length) inspection.refuse('has hostProcess containers and others; all must be of one sort');
  if (spec.hostNetwork !== true) inspection.refuse('must be true where containers are hostProcess', 'hostNetwork');
}
