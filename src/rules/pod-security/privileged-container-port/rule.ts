import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { PodTemplateView } from '../../../model/manifest';
import { NSA_GUIDE } from '../../shared/sources';

export const SYSCTL = 'net.ipv4.ip_unprivileged_port_start';

export const rule = defineRule({
  id: 'privileged-container-port',
  category: 'pod-security',
  title: 'Containers listen on unprivileged ports',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA P1', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, 'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/'],
  equivalents: {
    kubeLinter: ['privileged-ports'],
    trivy: ['KSV-0117'],
  },
  visit: {
    container(container, { report }) {
      if (container.pod.isWindows) return; // Windows has no privileged ports
      const ports: any[] = container.value('/ports') ?? [];
      const first = firstOrdinaryPort(container.pod);
      ports.forEach(({ containerPort }, index) => {
        if (!(containerPort >= 1 && containerPort < first)) return;
        report({
          pointer: `${container.path}/ports/${index}/containerPort`,
          message: `container "${container.name}" listens on port ${containerPort}, which may need a capability; use port 1024 or higher`,
        });
      });
    },
  },
});

/** Every user may listen on this port and higher ones. */
function firstOrdinaryPort(pod: PodTemplateView): number {
  const sysctls: any[] = pod.value('/securityContext/sysctls') ?? [];
  const value = sysctls.find(({ name }) => name === SYSCTL)?.value ?? '';
  return /^\d+$/.test(value) ? Math.min(Number(value), 1024) : 1024;
}
