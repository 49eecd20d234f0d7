import { describeUnknown } from '../../engine/suggestion';
import { bindingsOf, type Stages } from '../bindings';
import type { AdmissionGap } from '../waived';
import { AdmissionGuard, GUARDS } from './admission-guard';
import { ADMISSION_POLICIES_GUARD } from './admission-policies';
import { execGuard } from './exec';
import { guardPolicy } from './guard';
import { podSecurityLabelsGuard } from './pod-security-labels';
import { PROTECTED_OBJECTS_GUARD } from './protected-objects';
import { STAGE_LABEL_GUARD } from './stage-label';

/** What guards depend on. */
export interface GuardSettings {
  /** Default: all. */
  readonly guards?: readonly string[];
  /** Groups whose members may reach into pods; default: none, beside holders of the permission. */
  readonly execGroups?: readonly string[];
  /** Whether the API server reads the policies from its disk. */
  readonly isStatic?: boolean;
}

/** Why the guard of the policies is left out of objects. */
const STATIC_ALONE = 'the API server asks static policies alone about policies; write static ones for Kubernetes 1.37';

/** The guards that are asked for, each before its bindings. Throws for an unknown one, and for groups without their guard. */
export function guardObjects(
  { guards = GUARDS, execGroups = [], isStatic = false }: GuardSettings,
  kubernetesVersion: string,
  stages: Omit<Stages, 'spared'>,
): { readonly objects: any[]; readonly leftOut: readonly AdmissionGap[] } {
  const unknown = guards.find((guard) => !GUARDS.includes(guard));
  if (unknown !== undefined) throw new Error(describeUnknown('guard', unknown, GUARDS));
  if (execGroups.length > 0 && !guards.includes(AdmissionGuard.EXEC))
    throw new Error(
      `groups that may exec are named, but the guard "${AdmissionGuard.EXEC}" is not asked for; ask for both`,
    );
  const made = [
    execGuard(execGroups),
    podSecurityLabelsGuard(kubernetesVersion),
    STAGE_LABEL_GUARD,
    PROTECTED_OBJECTS_GUARD,
    ...(isStatic ? [ADMISSION_POLICIES_GUARD] : []),
  ].filter(({ name }) => guards.includes(name));
  const objects = made.flatMap((guard) => {
    const policy = guardPolicy(guard);
    // No namespace is spared: a guard asks who sends the request.
    return [policy, ...bindingsOf(policy.metadata.name, new Set(guard.scopes), { ...stages, spared: [] })];
  });
  const isLeftOut = guards.includes(AdmissionGuard.ADMISSION_POLICIES) && !isStatic;
  return {
    objects,
    leftOut: isLeftOut ? [{ what: `guard ${AdmissionGuard.ADMISSION_POLICIES}`, why: STATIC_ALONE }] : [],
  };
}
