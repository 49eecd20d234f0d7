import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, WINDOWS_USERS } from '../../shared/sources';

const USER = '/securityContext/windowsOptions/runAsUserName';
export const ADMINISTRATORS = [
  'containeradministrator',
  'user manager\\containeradministrator',
  'nt authority\\system',
  'nt authority\\local service',
  'nt authority\\network service',
];

/** Only a written value counts. Without the field the image's user runs. */
export const rule = defineRule({
  id: 'windows-run-as-administrator',
  category: 'pod-security',
  title: 'Windows containers run as an ordinary user',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA P1', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, WINDOWS_USERS],
  equivalents: {
    kubescape: ['C-0211 (demands presence)'],
    kyverno: ['require-run-as-containeruser'],
  },
  visit: {
    podTemplate(pod, { report }) {
      const user = pod.value(USER) ?? '';
      if (!isAdministrator(user) || pod.containers.every((container) => (container.value(USER) ?? '') !== '')) return;
      const pointer = `${pod.specPath}${USER}`;
      const message = `pod runs as "${user}"; set runAsUserName to an ordinary user, such as "ContainerUser"`;
      report({ pointer, message, fix: pod.manifest.patchAway(pointer) });
    },
    container(container, { report }) {
      const user = container.value(USER) ?? '';
      if (!isAdministrator(user)) return;
      const pointer = `${container.path}${USER}`;
      const message = `container "${container.name}" runs as "${user}"; set runAsUserName to an ordinary user, such as "ContainerUser"`;
      report({ pointer, message, fix: container.pod.manifest.patchAway(pointer) });
    },
  },
});

function isAdministrator(user: string): boolean {
  return ADMINISTRATORS.includes(user.toLowerCase());
}
