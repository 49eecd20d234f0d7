import type { DefinedRule } from '../engine/define-rule';
import { Profile } from '../engine/profile';
import type { PodSecurityLevel } from '../engine/rule';
import { type VisitorRule, Walk } from '../engine/walk';
import { minorVersion } from '../kubernetes/kubernetes-version';
import type { Manifest } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import { POD_SECURITY_CONTROLS } from './pod-security-controls';
import { ENFORCE_VERSION, labelOf } from './shared/pod-security-labels';

/** One level of the Pod Security Standards at one version. */
export interface PodSecurityStandard {
  readonly level: PodSecurityLevel;
  readonly version: string;
  /** The controls that an object does not pass, in the order of the catalogue. */
  failedBy(manifest: Manifest): string[];
}

/**
 * Returns the version of the standards that a namespace enforces. The API server treats a newer or invalid version as its
 * newest.
 *
 * @see https://github.com/kubernetes/pod-security-admission/blob/v0.37.2/policy/registry.go
 */
export function enforcedVersion(namespace: Manifest, clusterVersion: string): string {
  const minor = Number(/^v1\.(\d|[1-9]\d+)$/.exec(labelOf(namespace, ENFORCE_VERSION) ?? '')?.[1] ?? Infinity);
  return minor < minorVersion(clusterVersion) ? `1.${minor}` : clusterVersion;
}

/** Returns a level, by which the objects of a set are judged. */
export function podSecurityStandard(level: PodSecurityLevel, version: string, all: ManifestSet): PodSecurityStandard {
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
