import { type DefinedRule, defineRule } from '../../../engine/define-rule';
import { Profile } from '../../../engine/profile';
import { PodSecurityLevel } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { type VisitorRule, Walk } from '../../../engine/walk';
import { minorVersion } from '../../../kubernetes/kubernetes-version';
import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { POD_SECURITY_CONTROLS } from '../../pod-security-controls';
import { ENFORCE, ENFORCE_VERSION, labelOf } from '../../shared/pod-security-labels';
import { CIS_BENCHMARK, NSA_GUIDE, POD_SECURITY_ADMISSION } from '../../shared/sources';

export const rule = defineRule({
  id: 'workload-violates-namespace-pss',
  category: 'namespaces',
  title: 'Pods meet the Pod Security level of their namespace',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA P4', 'CIS 1.12 5.2.1', 'OWASP K04:2022', 'OWASP K04:2025'],
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

interface Standard {
  readonly level: PodSecurityLevel;
  readonly version: string;
  /** The controls that an object does not pass, in the order of the catalogue. */
  failedBy(manifest: Manifest): string[];
}

/** The standard that each namespace of a set enforces, by name; no entry for a namespace that enforces nothing. */
function standardsOf(all: ManifestSet, clusterVersion: string): Map<string, Standard> {
  const known = new Map<string, Standard>();
  const standards = new Map<string, Standard>();
  for (const namespace of all.ofType('Namespace')) {
    const level = levelOf(namespace);
    if (level === undefined) continue;
    const version = versionOf(namespace, clusterVersion);
    const standard = known.get(`${level} ${version}`) ?? standardOf(level, version, all);
    known.set(`${level} ${version}`, standard);
    standards.set(namespace.objectRef.name, standard);
  }
  return standards;
}

/** Without a label the cluster's default applies, which allows everything; the API server refuses any other value. */
function levelOf(namespace: Manifest): PodSecurityLevel | undefined {
  return Object.values(PodSecurityLevel).find((level) => level === labelOf(namespace, ENFORCE));
}

/**
 * The API server treats a newer or invalid version as its newest.
 *
 * @see https://github.com/kubernetes/pod-security-admission/blob/v0.37.2/policy/registry.go
 */
function versionOf(namespace: Manifest, clusterVersion: string): string {
  const minor = Number(/^v1\.(\d|[1-9]\d+)$/.exec(labelOf(namespace, ENFORCE_VERSION) ?? '')?.[1] ?? Infinity);
  return minor < minorVersion(clusterVersion) ? `1.${minor}` : clusterVersion;
}

function standardOf(level: PodSecurityLevel, version: string, all: ManifestSet): Standard {
  const ofLevel = POD_SECURITY_CONTROLS.filter(({ meta }) => meta.profiles.includes(level));
  const controls = new Profile(level, { rules: ofLevel, podSecurityLevel: level })._rulesFor(version) as DefinedRule[];
  const target = { kubernetesVersion: version, podSecurityLevel: level };
  const failed = new Set<VisitorRule>();
  const walk = new Walk(controls, all, target, {
    found: (control) => failed.add(control),
    crashed: (_control, _manifest, error) => {
      throw error;
    },
  });
  const failedBy = (manifest: Manifest) => {
    failed.clear();
    walk.show(manifest);
    return failed.size === 0 ? [] : controls.filter((control) => failed.has(control)).map(({ meta }) => meta.id);
  };
  return { level, version, failedBy };
}
