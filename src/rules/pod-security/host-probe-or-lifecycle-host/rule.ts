import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE, POD_SECURITY_BASELINE } from '../../shared/sources';

/** All handlers that make the kubelet open a connection. */
export const HANDLERS = [
  '/livenessProbe',
  '/readinessProbe',
  '/startupProbe',
  '/lifecycle/postStart',
  '/lifecycle/preStop',
];

export const rule = defineRule({
  id: 'host-probe-or-lifecycle-host',
  category: 'pod-security',
  title: 'Probes and lifecycle hooks connect only to their own pod',
  severity: Severity.HIGH,
  profiles: ['baseline', 'restricted', 'nsa'],
  standards: ['NSA/CISA P4', 'PSS baseline', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [POD_SECURITY_BASELINE, NSA_GUIDE],
  podSecurity: { check: 'hostProbesAndHostLifecycle', level: PodSecurityLevel.BASELINE, since: '1.34' },
  visit: {
    container(container, { report }) {
      for (const handler of HANDLERS) {
        const found = container.value(handler);
        for (const way of found ? ['httpGet', 'tcpSocket'] : []) {
          const host = found[way]?.host ?? '';
          if (host === '') continue;
          const pointer = `${container.path}${handler}/${way}/host`;
          report({
            pointer,
            message: `container "${container.name}" makes the kubelet connect to "${host}"; remove host`,
            fix: container.pod.manifest.patchAway(pointer),
          });
        }
      }
    },
  },
});
