import type { Finding } from '../engine/finding';
import { PodSecurityLevel } from '../engine/rule';
import type { Patch } from '../json/patch';
import { readableOf } from '../model/api';
import type { Manifest } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import { enforcedVersion, podSecurityStandard } from '../rules/pod-security-standard';
import { ENFORCE, labelOf, labelPointer } from '../rules/shared/pod-security-labels';

/** The other labels of Pod Security Admission: they refuse nothing. */
const TELLING = ['audit', 'warn'].map((mode) => `pod-security.kubernetes.io/${mode}`);

/** A fix of a namespace that its pods pass, or why there is none. */
export interface LevelFix {
  readonly fix?: Patch[];
  readonly reason?: string;
}

/** Whether a finding's fix sets the level that a namespace enforces. */
export function setsLevel({ fix }: Finding): boolean {
  return fix.some(({ path }) => path === labelPointer(ENFORCE));
}

/**
 * Returns a fix that sets the strictest level which the known pods of a namespace pass. A level that they do not pass
 * is only set for audits and warnings.
 *
 * @param unread whether there may be pods that are not in the set
 */
export function levelFix(
  { fix }: Finding,
  namespace: Manifest,
  all: ManifestSet,
  { version, unread }: { readonly version: string; readonly unread: boolean },
): LevelFix {
  const pointer = labelPointer(ENFORCE);
  const wanted = fix.find(({ path }) => path === pointer)?.value as PodSecurityLevel;
  const refused = unread
    ? 'what could not be read may have pods of the namespace that it refuses'
    : whyRefused(wanted, namespace, all, version);
  if (refused === undefined) return { fix };
  const { BASELINE, RESTRICTED } = PodSecurityLevel;
  const isLower = wanted === RESTRICTED && labelOf(namespace, ENFORCE) !== BASELINE;
  if (isLower && !unread && whyRefused(BASELINE, namespace, all, version) === undefined)
    return { fix: fix.map((patch) => (patch.path === pointer ? { ...patch, value: BASELINE } : patch)) };
  if (labelOf(namespace, ENFORCE) !== undefined) return { reason: refused };
  const missing = TELLING.filter((label) => labelOf(namespace, label) === undefined);
  return missing.length === 0
    ? { reason: refused }
    : { fix: missing.flatMap((label) => namespace.patchTo(labelPointer(label), wanted)) };
}

function whyRefused(
  level: PodSecurityLevel,
  namespace: Manifest,
  all: ManifestSet,
  clusterVersion: string,
): string | undefined {
  const version = enforcedVersion(namespace, clusterVersion);
  const readable = all._analysis('readable for levels', () => readableOf(all, clusterVersion));
  const { failedBy } = all._analysis(`level ${level} at ${version}`, () =>
    podSecurityStandard(level, version, readable),
  );
  for (const manifest of podsIn(namespace.objectRef.name, readable)) {
    const failed = failedBy(manifest);
    const { kind, name } = manifest.objectRef;
    if (failed.length > 0)
      return `"${level}" refuses the pods of ${kind} "${name}", which do not pass ${failed.join(', ')}`;
  }
  return undefined;
}

/** Objects without a namespace count everywhere: `kubectl apply -n` may put them there. */
function podsIn(name: string, all: ManifestSet): Manifest[] {
  const byName = all._analysis(podsIn, () => {
    const found = new Map<string | undefined, Manifest[]>();
    for (const manifest of all.all) {
      if (manifest.podTemplates.length === 0) continue;
      const { namespaceName } = manifest.objectRef;
      const list = found.get(namespaceName);
      if (list) list.push(manifest);
      else found.set(namespaceName, [manifest]);
    }
    return found;
  });
  return [...(byName.get(name) ?? []), ...(byName.get(undefined) ?? [])];
}
