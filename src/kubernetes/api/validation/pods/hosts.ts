import type { CheckContext } from '../../check';
import { isSet, itemsOf } from '../values';
import type { Placed } from './placed';

/** Upstream looks at these since. */
const HOST_SYSCTLS_SINCE = 29;
const BLOCK_DEVICES_SINCE = 34;
/** Namespaced sysctls that a pod in the host's namespace may not set. Upstream: sysctl.GetNamespace. */
const IPC_SYSCTL = /^(kernel[./]sem$|kernel[./]shm|kernel[./]msg|fs[./]mqueue[./])/;
const NET_SYSCTL = /^net[./]/;

/** What a pod shares with its host. Upstream: validatePodHostNetworkDeps, validateHostUsers, validateSysctls, checkHostPortConflicts. */
export function checkHost(spec: any, placed: readonly Placed[], inspection: CheckContext): void {
  if (spec.hostPID === true && spec.shareProcessNamespace === true)
    inspection.refuse('is true; must not be where hostPID is', 'shareProcessNamespace');
  if (isSet(spec.hostnameOverride) && (spec.setHostnameAsFQDN === true || spec.hostNetwork === true))
    inspection.refuse('is set; must not be with setHostnameAsFQDN or hostNetwork', 'hostnameOverride');
  checkUserNamespace(spec, placed, inspection);
  if (inspection.minor >= HOST_SYSCTLS_SINCE) checkSysctls(spec, inspection);
  checkHostPorts(spec, placed, inspection);
}

function checkUserNamespace(spec: any, placed: readonly Placed[], inspection: CheckContext): void {
  if (spec.hostUsers !== false) {
    for (const { container, at } of placed)
      if (container.securityContext?.procMount === 'Unmasked')
        inspection.refuse('is "Unmasked"; hostUsers must be false', ...at, 'securityContext', 'procMount');
    return;
  }
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC'])
    if (spec[field] === true) inspection.refuse('is true; must not be where hostUsers is false', field);
  if (inspection.minor < BLOCK_DEVICES_SINCE) return;
  for (const { container, at } of placed)
    if (itemsOf(container.volumeDevices).length > 0)
      inspection.refuse('is set; must not be where hostUsers is false', ...at, 'volumeDevices');
}

function checkSysctls({ securityContext, hostNetwork, hostIPC }: any, inspection: CheckContext): void {
  itemsOf(securityContext?.sysctls).forEach(({ name }, index) => {
    const at = ['securityContext', 'sysctls', index, 'name'] as const;
    if (hostNetwork === true && NET_SYSCTL.test(name)) inspection.refuse('must not be set with hostNetwork', ...at);
    if (hostIPC === true && IPC_SYSCTL.test(name)) inspection.refuse('must not be set with hostIPC', ...at);
  });
}

/** Init containers run one after another, so that only their own ports are in each other's way. */
function checkHostPorts({ hostNetwork }: any, placed: readonly Placed[], inspection: CheckContext): void {
  const ofMain = new Set<string>();
  for (const { container, list, at } of placed) {
    if (list === 'ephemeralContainers') return;
    const taken = list === 'containers' ? ofMain : new Set<string>();
    itemsOf(container.ports).forEach(({ containerPort, hostPort, hostIP = '', protocol = 'TCP' }, index) => {
      if (!hostPort) return;
      const key = `${protocol}/${hostIP}/${hostPort}`;
      if (taken.has(key)) inspection.refuse(`is ${hostPort}; another port has it`, ...at, 'ports', index, 'hostPort');
      taken.add(key);
      if (list === 'containers' && hostNetwork === true && hostPort !== containerPort)
        inspection.refuse(
          `is ${hostPort}; must be ${containerPort} with hostNetwork`,
          ...at,
          'ports',
          index,
          'hostPort',
        );
    });
  }
}
