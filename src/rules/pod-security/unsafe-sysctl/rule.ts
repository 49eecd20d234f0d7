import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { atLeast } from '../../../kubernetes/kubernetes-version';
import { NSA_GUIDE, POD_SECURITY_BASELINE } from '../../shared/sources';

/** Sysctls that affect only the pod, by the version of the standard that first allows them. */
const SAFE: readonly (readonly [since: string, names: string])[] = [
  [
    '1.0',
    'kernel.shm_rmid_forced net.ipv4.ip_local_port_range net.ipv4.tcp_syncookies net.ipv4.ping_group_range net.ipv4.ip_unprivileged_port_start',
  ],
  ['1.27', 'net.ipv4.ip_local_reserved_ports'],
  [
    '1.29',
    'net.ipv4.tcp_keepalive_time net.ipv4.tcp_fin_timeout net.ipv4.tcp_keepalive_intvl net.ipv4.tcp_keepalive_probes',
  ],
  ['1.32', 'net.ipv4.tcp_rmem net.ipv4.tcp_wmem'],
  ['1.37', 'net.ipv4.tcp_slow_start_after_idle net.ipv4.tcp_notsent_lowat'],
];
export const SINCE = new Map(SAFE.flatMap(([since, names]) => names.split(' ').map((name) => [name, since])));
const SYSCTLS = '/securityContext/sysctls';

export const rule = defineRule({
  id: 'unsafe-sysctl',
  category: 'pod-security',
  title: 'Pods set only safe sysctls',
  severity: Severity.HIGH,
  profiles: ['baseline', 'restricted', 'nsa'],
  standards: ['NSA/CISA P4', 'PSS baseline', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [POD_SECURITY_BASELINE, NSA_GUIDE],
  equivalents: {
    kubescape: ['C-0211'],
    kubeLinter: ['unsafe-sysctls'],
    trivy: ['KSV-0026'],
    kyverno: ['restrict-sysctls'],
  },
  podSecurity: { check: 'sysctls', level: PodSecurityLevel.BASELINE },
  visit: {
    podTemplate(pod, { report, target }) {
      const isSafe = ({ name }: any): boolean => {
        const since = SINCE.get(name);
        return since !== undefined && atLeast(target.kubernetesVersion, since);
      };
      const sysctls: any[] = pod.value(SYSCTLS) ?? [];
      const bad = sysctls.filter((sysctl) => !isSafe(sysctl));
      if (bad.length === 0) return;
      const kept = sysctls.filter(isSafe);
      const pointer = `${pod.specPath}${SYSCTLS}`;
      const names = bad.map(({ name }) => `"${name ?? ''}"`).join(', ');
      report({
        pointer,
        message: `pod sets sysctl ${names}, which is not safe in Kubernetes ${target.kubernetesVersion}; remove it`,
        fix: kept.length > 0 && !pod.isWindows ? pod.patchTo(SYSCTLS, kept) : pod.manifest.patchAway(pointer),
      });
    },
  },
});
