import { DefinedRule } from '../engine/define-rule';
import { type IRule, PodSecurityLevel } from '../engine/rule';
import { Severity } from '../engine/severity';
import { describeUnknown } from '../engine/suggestion';
import type { SingleWaiver } from '../engine/waivers/waiver';
import { atLeast, minorVersion, NEWEST_VERSION } from '../kubernetes/kubernetes-version';
import { IMAGE_LOCK_RULE } from '../profiles/image-lock-rule';
import { type Policy, profileOf } from '../profiles/policy';
import { ADMISSIONS } from '../rules/admission-catalog';
import { type Admission, type ObjectFamily, type PodFamily, partsOf } from '../rules/shared/admission/admission';
import { rulesWithSecrets, rulesWithTokens } from '../rules/shared/admission/secrets';
import { bindingsOf, type SparedNamespace, sparedWith } from './bindings';
import { customPolicy } from './custom/custom-policy';
import { fixedValidation, type Judged, listing, listingValidation } from './expressions';
import { FAMILIES } from './family';
import { CARE_VARIABLES } from './fill/care';
import { FILL_SINCE } from './fill/fill-policy';
import { fillingOf } from './fill/filling';
import { type GuardSettings, guardObjects } from './guards/guards';
import { judgedBy, type Part, refuseTooLong } from './judged';
import { POD_VARIABLES, usedVariables } from './pod-variables';
import { objectConditions, objectRules, podConditions, podRules, scopesOf } from './requests';
import { ROLE_VARIABLES } from './role-variables';
import { AdmissionStage } from './stage';
import { sizeValidations } from './too-large';
import { validatingPolicy } from './validating-policy';
import { type AdmissionGap, LOCK_LEFT_OUT, waiversByRule, waiversOf, waiverVariables } from './waived';

export interface AdmissionProps extends GuardSettings {
  readonly policy: Policy;
  /** The current day in UTC, as `YYYY-MM-DD`: the terms of waivers are measured by it. */
  readonly today: string;
  /** Default: that of the policy, else the newest. */
  readonly kubernetesVersion?: string;
  /** What happens in namespaces that no label moves to a stricter stage; default: audit. */
  readonly stage?: AdmissionStage;
  /** What happens to objects without a namespace; default: the same. */
  readonly clusterStage?: AdmissionStage;
  /** Last day on which checks accept that bindings do not deny; default: they report it. */
  readonly stagedUntil?: string;
  /** Default: all. */
  readonly families?: readonly string[];
  /** Default: `kube-system`. */
  readonly spared?: readonly SparedNamespace[];
  /** What guards do; default: the stages of the families. */
  readonly guardStage?: AdmissionStage;
  /** Whether new pods are filled with what fixes set, in the namespaces that deny; default: nothing is filled. */
  readonly fill?: boolean;
}

export interface AdmissionPolicySet {
  /** Policies, each before its bindings. */
  readonly objects: readonly any[];
  readonly leftOut: readonly AdmissionGap[];
}

/** The first version in which ValidatingAdmissionPolicy is stable. */
const SINCE = '1.30';
const POD_FAMILIES: readonly PodFamily[] = ['pod-security', 'images', 'secrets', 'pod-availability'];
/** Messages that are computed cost as much again as the verdict; these families are dear without that. */
const FIXED: ReadonlySet<string> = new Set(['images', 'secrets', 'configuration']);
/** What rules of a family read beside the fields below the metadata. */
const METADATA: { readonly [family in ObjectFamily]?: readonly string[] } = {
  rbac: ['labels'],
  network: ['annotations'],
  ingress: ['annotations'],
  configuration: ['annotations'],
  namespaces: ['labels'],
  'service-accounts': ['annotations'],
};
/** How a message names an object without pods. */
const OBJECT = `object.kind + ' "' + object.metadata.?name.orValue('') + '"'`;

/**
 * Makes the policies that enforce a policy's rules in a cluster, one for each family, and the guards. Throws where the version has no
 * such policies.
 */
export function admissionPolicies(props: AdmissionProps): AdmissionPolicySet {
  const { policy, today, stage = AdmissionStage.AUDIT, clusterStage = stage, spared = sparedWith() } = props;
  const version = `1.${minorVersion(props.kubernetesVersion ?? policy.kubernetesVersion ?? NEWEST_VERSION)}`;
  if (props.fill && !atLeast(version, FILL_SINCE))
    throw new Error(
      `Kubernetes ${version} has no stable MutatingAdmissionPolicy, which fills pods; use ${FILL_SINCE} or newer, or do not fill`,
    );
  if (!atLeast(version, SINCE))
    throw new Error(`Kubernetes ${version} has no stable ValidatingAdmissionPolicy; use ${SINCE} or newer`);
  const asked = props.families ?? FAMILIES;
  const unknown = asked.find((family) => !FAMILIES.includes(family));
  if (unknown !== undefined) throw new Error(describeUnknown('family', unknown, FAMILIES));
  const profile = profileOf(policy);
  const waivers = waiversByRule(profile, policy.waivers ?? [], today);
  const level = profile.podSecurityLevel ?? PodSecurityLevel.RESTRICTED;
  const parts: Part[] = [];
  const leftOut: AdmissionGap[] = [...waivers.leftOut];
  for (const rule of profile._rulesFor(version)) {
    const admission = ADMISSIONS[rule.meta.id];
    const why = whyLeftOut(rule, admission);
    if (why !== undefined) leftOut.push({ what: rule.meta.id, why });
    if (!admission || !(rule instanceof DefinedRule)) continue;
    for (const each of partsOf(admission)) {
      if (asked.includes(each.family)) parts.push({ rule, admission: each });
      else leftOut.push({ what: rule.meta.id, why: `its family, ${each.family}, is not asked for` });
    }
  }
  parts.sort((a, b) => rankOf(a) - rankOf(b)); // a message names the worst
  const filling = props.fill ? fillingOf(parts, waivers.byRule, { version, level, today, stage, spared }) : undefined;
  leftOut.push(...(filling?.leftOut ?? []));
  const stages = { stage, clusterStage, spared, stagedUntil: props.stagedUntil };
  const said = new Map(parts.map((part) => [part, judgedBy(part, version, level, waivers.byRule, filling)]));
  for (const [{ rule }, judged] of said) refuseTooLong(rule as DefinedRule, judged);
  const families = [...new Set(parts.map(({ admission }) => admission.family))].sort();
  const policies = families.flatMap((family) => {
    const own = parts.filter(({ admission }) => admission.family === family);
    const judged = own.flatMap((part) => said.get(part) ?? []);
    if (judged.length === 0) return [];
    const spec = familySpec(family, own, judged, version, waivers.byRule);
    const scopes = scopesOf(own.flatMap(({ admission }) => ('types' in admission ? admission.types : ['Pod'])));
    return [spec, ...bindingsOf(spec.metadata.name, scopes, stages)];
  });
  const ofTemplates = parts
    .filter(({ admission }) => admission.family === 'pod-security' && !admission.podsOnly)
    .flatMap((part) => said.get(part) ?? []);
  const custom = customPolicy({
    registered: policy.workloadKinds ?? [],
    judged: ofTemplates,
    waivers: waiverVariables(waiversOf(ofTemplates, waivers.byRule)),
    kubernetesVersion: version,
    stages,
  });
  const guards = guardObjects(props, version, {
    stage: props.guardStage ?? stage,
    clusterStage: props.guardStage ?? clusterStage,
    stagedUntil: props.stagedUntil,
  });
  return {
    objects: [...(filling?.objects ?? []), ...policies, ...custom.objects, ...guards.objects],
    leftOut: [...leftOut, ...custom.leftOut, ...guards.leftOut],
  };
}

function rankOf({ rule }: Part): number {
  return Object.values(Severity).indexOf(rule.meta.severity);
}

function whyLeftOut(rule: IRule, admission: Admission | undefined): string | undefined {
  if (rule.meta.id === IMAGE_LOCK_RULE) return LOCK_LEFT_OUT;
  if (!(rule instanceof DefinedRule)) return 'a rule of your own has no expression';
  if (!admission) return 'no expression is written yet';
  return 'notAtAdmission' in admission ? admission.notAtAdmission : admission.partly;
}

function familySpec(
  family: string,
  parts: readonly Part[],
  judged: readonly Judged[],
  version: string,
  waivers: ReadonlyMap<string, readonly SingleWaiver[]>,
) {
  const ofPods = (POD_FAMILIES as readonly string[]).includes(family);
  const held = waiversOf(judged, waivers);
  const isFixed = FIXED.has(family);
  const lists = isFixed ? {} : listing(judged, ofPods ? "'pod'" : OBJECT);
  const subject = ofPods ? 'the pod' : 'the object';
  const validations = [
    ...sizeValidations(family, subject),
    ...(isFixed ? judged.map((each) => fixedValidation(each, subject)) : [listingValidation()]),
  ];
  const written = validations.flatMap((each) => Object.values(each));
  const types = parts.flatMap(({ admission }) => ('types' in admission ? admission.types : []));
  return validatingPolicy(family, {
    matchConstraints: { resourceRules: ofPods ? podRules() : objectRules(types, version) },
    matchConditions: ofPods
      ? podConditions()
      : objectConditions(family as ObjectFamily, METADATA[family as ObjectFamily] ?? []),
    variables: usedVariables(written, {
      ...{ ...POD_VARIABLES, ...CARE_VARIABLES, ...ROLE_VARIABLES },
      ...{ ...waiverVariables(held), ...lists },
      tokens: rulesWithTokens(judged.flatMap(({ rule, tokensIn }) => (tokensIn ? [[rule, tokensIn]] : []))),
      secrets: rulesWithSecrets(judged.flatMap(({ rule, secretsIn }) => (secretsIn ? [[rule, secretsIn]] : []))),
    }),
    validations,
  });
}
