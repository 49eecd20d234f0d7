import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

const ADVISORY = 'https://github.com/opencontainers/runc/security/advisories/GHSA-xr7r-f8xq-vfvv';

/** The commands of a container that the runtime starts. */
export const COMMANDS = [
  '/command',
  '/args',
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => `/${probe}/exec/command`),
  ...['postStart', 'preStop'].map((hook) => `/lifecycle/${hook}/exec/command`),
];

export const rule = defineRule({
  id: 'working-directory-in-proc',
  category: 'pod-security',
  title: 'Containers do not start in an open file of the container runtime',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA P1', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [ADVISORY, 'https://nvd.nist.gov/vuln/detail/CVE-2024-21626', NSA_GUIDE],
  visit: {
    container(container, { report }) {
      if (container.pod.isWindows) return;
      const directory = container.value('/workingDir');
      if (typeof directory === 'string' && stepsThroughDescriptor(directory, 0)) {
        report({
          pointer: `${container.path}/workingDir`,
          message: `container "${container.name}" starts in "${directory}", which can be a directory of the node (CVE-2024-21626); set a directory of the image`,
        });
      }
      for (const field of COMMANDS) {
        ((container.value(field) ?? []) as unknown[]).forEach((word, index) => {
          if (typeof word !== 'string' || !stepsThroughDescriptor(word, 1)) return;
          report({
            pointer: `${container.path}${field}/${index}`,
            message: `container "${container.name}" uses "${word}", which can be a file of the node (CVE-2024-21626); use a path of the image`,
          });
        });
      }
    },
  },
});

/**
 * Whether a path leads through a file descriptor of its process, with at least so many names behind it. What is behind
 * the descriptor cannot be resolved as text: `..` leaves the directory that the descriptor has open.
 */
function stepsThroughDescriptor(path: string, behind: number): boolean {
  if (!path.startsWith('/')) return false;
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  const before: string[] = [];
  return names.some((name, index) => {
    if (name === '..') before.pop();
    else before.push(name);
    return DESCRIPTOR.test(before.join('/')) && names.length - index - 1 >= behind;
  });
}

/** `/dev/fd` is a link to `/proc/self/fd`. */
const DESCRIPTOR = /^(?:proc\/(?:self|thread-self|\d+)(?:\/task\/\d+)?|dev)\/fd\/\d+$/;
