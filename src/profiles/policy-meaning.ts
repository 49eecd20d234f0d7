import type { Profile } from '../engine/profile';
import { targetProblem, termProblems, unwaivable } from '../engine/waivers/terms';
import type { Waiver } from '../engine/waivers/waiver';
import { minorVersion } from '../kubernetes/kubernetes-version';
import { IMAGE_LOCK_RULE } from './image-lock-rule';
import { type PolicyProblem, withNamespaceName } from './policy-file';

/**
 * Returns what is wrong with the values of a policy file whose form may be wrong too: versions that do not exist, and
 * waivers that the profile does not accept. Values of a wrong form are left to `formProblems`.
 */
export function meaningProblems(json: any, profile: Profile, today: string | undefined): PolicyProblem[] {
  const { kubernetesVersion, waivers } = json;
  return [
    ...problemAt('/kubernetesVersion', () => typeof kubernetesVersion === 'string' && minorVersion(kubernetesVersion)),
    ...(Array.isArray(waivers) ? waivers : []).flatMap((waiver, index) =>
      isMapping(waiver) ? waiverProblems(waiver, `/waivers/${index}`, profile, today) : [],
    ),
  ];
}

function waiverProblems(json: any, pointer: string, profile: Profile, today: string | undefined): PolicyProblem[] {
  const waiver: Waiver = withNamespaceName(json);
  const { rule, rules } = waiver;
  const named = Array.isArray(rules)
    ? rules.map((id, at) => ({ id, at: `/rules/${at}` }))
    : [{ id: rule, at: '/rule' }];
  const ids = named.flatMap(({ id }) => (typeof id === 'string' ? id : []));
  const subject = ids.length === 1 ? `waiver of "${ids[0]}"` : 'waiver';
  const target = targetProblem(waiver);
  return [
    ...named.flatMap(({ id, at }) =>
      typeof id === 'string' && id !== IMAGE_LOCK_RULE
        ? problemAt(`${pointer}${at}`, () => {
            const problem = unwaivable(id, profile);
            if (problem !== undefined) throw new Error(`waiver of "${id}" ${problem}`);
          })
        : [],
    ),
    ...termProblems(waiver, profile, today)
      .filter(({ key }) => key === 'ticket' || typeof waiver[key] === 'string')
      .map(({ key, problem }) => ({ pointer: `${pointer}/${key}`, message: `${subject} ${problem}` })),
    ...(target === undefined ? [] : [{ pointer, message: `${subject} ${target}` }]),
  ];
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The message of what a call throws. */
export function problemAt(pointer: string, call: () => unknown): PolicyProblem[] {
  try {
    call();
    return [];
  } catch (error) {
    return [{ pointer, message: (error as Error).message }];
  }
}
