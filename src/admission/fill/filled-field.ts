import { Checker } from '../../engine/checker';
import type { DefinedRule } from '../../engine/define-rule';
import { Profile } from '../../engine/profile';
import { segmentsOf } from '../../json/pointer';
import { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';

/** A field of a pod or of a container, and the value that a fix gives it. */
export interface FilledField {
  /** Below the spec of the pod, or below the container. */
  readonly path: readonly string[];
  readonly value: unknown;
  readonly isOfPod: boolean;
}

/** A pod that says nothing but what rules ask for before they say something. */
const BARE = {
  ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare' } },
  spec: { securityContext: { fsGroup: 1 }, containers: [{ name: 'bare', image: 'bare' }] },
};
const CONTAINER = ['spec', 'containers', '0'];

/** What a rule's fix sets in a bare pod: the value is written in the rule alone. Throws if it sets nothing there. */
export function filledField(rule: DefinedRule, kubernetesVersion: string, today: string): FilledField {
  const checker = new Checker({ profile: new Profile('fill', { rules: [rule] }), today, kubernetesVersion });
  const { findings } = checker.check(ManifestSet.fromManifests([Manifest.fromJson(structuredClone(BARE))]))._each;
  const patch = findings[0]?.fix.at(-1); // those before make what the field is in
  if (patch?.op !== 'add') throw new Error(`the fix of "${rule.meta.id}" fills nothing in a bare pod`);
  const path = segmentsOf(patch.path);
  const isOfPod = !CONTAINER.every((segment, index) => segment === path[index]);
  return { path: path.slice(isOfPod ? 1 : CONTAINER.length), value: patch.value, isOfPod };
}
