import { defineRule } from '../../../engine/define-rule';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { enforcedVersion, type PodSecurityStandard, podSecurityStandard } from '../../pod-security-standard';
import { ENFORCE, labelOf } from '../../shared/pod-security-labels';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_ADMISSION } from '../../shared/sources';

export const rule = defineRule({
  id: 'workload-violates-namespace-pss',
  category: 'namespaces',
  impliedBy: [
    'privileged-container',
    'windows-host-process',
    'host-network',
    'host-pid',
    'host-ipc',
    'host-path-volume',
    'host-port',
    'capability-beyond-baseline',
    'run-as-root-user',
    'proc-mount',
    'selinux-options',
    'seccomp-unconfined',
    'apparmor-profile',
    'unsafe-sysctl',
    'host-probe-or-lifecycle-host',
    'restricted-volume-type',
    'capability-beyond-restricted',
    'privilege-escalation-allowed',
    'run-as-non-root',
    'capabilities-not-dropped',
    'seccomp-profile-missing',
  ],
  title: 'Pods meet the Pod Security level of their namespace',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA P4', 'CIS 2.0.1 5.2.1', 'CIS 1.12 5.2.1', 'OWASP K04:2022', 'OWASP K04:2025'],
  references: [POD_SECURITY_ADMISSION, NSA_GUIDE, CIS_BENCHMARK],
  since: '1.23',
  visit: {
    podTemplate(pod, { all, target, report }) {
      const { kubernetesVersion } = target;
      const standards = all._analysis(`standards at ${kubernetesVersion}`, () => standardsOf(all, kubernetesVersion));
      const standard = standards.get(pod.manifest.effectiveNamespace);
      if (!standard) return;
      const { level, version, failedBy } = standard;
      const failed = failedBy(pod.manifest);
      if (failed.length === 0) return;
      const { kind, name } = pod.manifest.objectRef;
      report({
        pointer: pod.specPath,
        message: `pods of ${kind} "${name}" are refused by namespace "${pod.manifest.effectiveNamespace}", which enforces "${level}:v${version}"; make them pass ${failed.join(', ')}`,
      });
    },
  },
});

/** The standard that each namespace of a set enforces, by name; no entry for a namespace that enforces nothing. */
function standardsOf(all: ManifestSet, clusterVersion: string): Map<string, PodSecurityStandard> {
  const known = new Map<string, PodSecurityStandard>();
  const standards = new Map<string, PodSecurityStandard>();
  for (const namespace of all.ofType('Namespace')) {
    const level = levelOf(namespace);
    if (level === undefined) continue;
    const version = enforcedVersion(namespace, clusterVersion);
    const standard = known.get(`${level} ${version}`) ?? podSecurityStandard(level, version, all);
    known.set(`${level} ${version}`, standard);
    standards.set(namespace.objectRef.name, standard);
  }
  return standards;
}

/** Without a label the cluster's default applies, which allows everything; the API server refuses any other value. */
function levelOf(namespace: Manifest): PodSecurityLevel | undefined {
  return Object.values(PodSecurityLevel).find((level) => level === labelOf(namespace, ENFORCE));
}
