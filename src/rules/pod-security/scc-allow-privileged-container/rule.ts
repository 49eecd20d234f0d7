import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

/** What each flag lets pods do. */
const FLAGS: readonly [field: string, severity: Severity, does: string][] = [
  ['allowPrivilegedContainer', Severity.HIGH, 'run privileged containers'],
  ['allowHostPID', Severity.HIGH, 'see the processes of the node'],
  ['allowHostIPC', Severity.HIGH, 'share memory with the node'],
  ['allowHostDirVolumePlugin', Severity.HIGH, 'mount directories of the node'],
  ['allowHostNetwork', Severity.MEDIUM, 'use the network of the node'],
  ['allowHostPorts', Severity.LOW, 'use ports of the node'],
];

export const rule = defineRule({
  id: 'scc-allow-privileged-container',
  category: 'pod-security',
  title: 'Security context constraints give pods no access to the node',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA P4', 'OWASP K04:2022', 'OWASP K04:2025'],
  references: [
    'https://docs.redhat.com/en/documentation/openshift_container_platform/4.20/html/authentication_and_authorization/managing-pod-security-policies',
    NSA_GUIDE,
  ],
  equivalents: {
    kubeLinter: ['scc-deny-privileged-container'],
  },
  visit: {
    types: ['security.openshift.io/SecurityContextConstraints', 'SecurityContextConstraints'],
    manifest(constraints, { report }) {
      const { name } = constraints.objectRef;
      for (const [field, severity, does] of FLAGS) {
        const pointer = `/${field}`;
        if (constraints.value(pointer) !== true) continue;
        report({
          pointer,
          message: `security context constraints "${name}" let pods ${does}; set ${field} to false`,
          severity,
          fix: constraints.patchTo(pointer, false),
        });
      }
      const added = constraints.value('/allowedCapabilities');
      if (Array.isArray(added) && added.includes('*')) {
        report({
          pointer: `/allowedCapabilities/${added.indexOf('*')}`,
          message: `security context constraints "${name}" let pods have every capability; list only the needed ones`,
        });
      }
      if (constraints.value('/runAsUser/type') === 'RunAsAny') {
        report({
          pointer: '/runAsUser/type',
          message: `security context constraints "${name}" let pods run as root; set runAsUser.type to "MustRunAsRange" or "MustRunAsNonRoot"`,
          severity: Severity.MEDIUM,
        });
      }
    },
  },
});
