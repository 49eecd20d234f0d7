import type { Finding } from '../../src/engine/finding';
import { type IRule, PodSecurityLevel } from '../../src/engine/rule';
import { Manifest } from '../../src/model/manifest';
import { ManifestSet } from '../../src/model/manifest-set';
import { deepFreeze } from './world';

/** What one rule alone finds in plain objects. */
export function findingsOf(rule: IRule, objects: readonly any[], kubernetesVersion = '1.37'): Finding[] {
  const all = ManifestSet.fromManifests(objects.map((json) => Manifest.fromJson(deepFreeze(structuredClone(json)))));
  return rule.check(all, { kubernetesVersion, podSecurityLevel: PodSecurityLevel.RESTRICTED });
}

/** The same, each as `severity Kind pointer`. */
export function placesOf(rule: IRule, objects: readonly any[], kubernetesVersion?: string): string[] {
  return findingsOf(rule, objects, kubernetesVersion).map(
    ({ severity, objectRef, pointer }) => `${severity} ${objectRef.kind} ${pointer}`,
  );
}
