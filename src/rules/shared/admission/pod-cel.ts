import { atLeast } from '../../../kubernetes/kubernetes-version';
import type { AdmissionTarget } from './admission';

/** The security context of the pod. */
export const POD_CONTEXT = 'variables.spec.?securityContext';
/** The security context of the container. */
export const CONTEXT = 'c.?securityContext';
export const ADDED = `${CONTEXT}.?capabilities.?add.orValue([])`;
export const DROPPED = `${CONTEXT}.?capabilities.?drop.orValue([])`;
export const SYSCTLS = `${POD_CONTEXT}.?sysctls.orValue([])`;

/** Since 1.25 the standards ask nothing of Windows pods that only Linux has. */
export function unlessWindows({ kubernetesVersion }: AdmissionTarget, cel: string): string {
  return atLeast(kubernetesVersion, '1.25') ? `(${cel}) && !variables.isWindows` : cel;
}

/** Root in a user namespace has no rights outside it. */
export function unlessUserNamespace({ kubernetesVersion }: AdmissionTarget, cel: string): string {
  return atLeast(kubernetesVersion, '1.35') ? `(${cel}) && !variables.hasUserNamespace` : cel;
}

/** Whether the container has a port that not every user may listen on; a sysctl sets the first that all may. */
export function hasLowPort(sysctl: string): string {
  return `c.?ports.orValue([]).exists(p, p.containerPort >= 1 && p.containerPort < 1024 && !${SYSCTLS}.exists(s, s.name == '${sysctl}' && s.value.matches('^[0-9]{1,9}$') && int(s.value) <= p.containerPort))`;
}
