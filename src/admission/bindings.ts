import { isDay } from '../engine/waivers/waiver';
import { DNS_LABEL } from '../kubernetes/api/forms/formats';
import { ACTIONS, AdmissionStage, STAGES } from './stage';

/**
 * The label of a namespace that moves it to a stricter stage than the others; it moves none to a milder one. A guard
 * lets administrators alone set and remove it.
 */
export const STAGE_LABEL = 'cdk8s-hardened/admission';
const SPARED = 'cdk8s-hardened/spared';
/** A check reports a binding that refuses nothing. */
const WAIVED = 'cdk8s-hardened.github.io/waive.admission-webhook-fail-open';
const NAME = 'kubernetes.io/metadata.name'; // set by the API server, and the same as the name

/** A namespace whose objects no policy judges. */
export interface SparedNamespace {
  /** Name of the namespace. */
  readonly namespaceName: string;
  /** Why, as the bindings say it in an annotation. */
  readonly reason: string;
}

const KUBE_SYSTEM: SparedNamespace = {
  namespaceName: 'kube-system',
  reason: 'agents of the cluster run there, which need what rules refuse; check their manifests',
};

/** Returns the namespaces that are spared: those that are named, and `kube-system`. Throws for what is no namespace, and without a reason. */
export function sparedWith(named: readonly SparedNamespace[] = []): SparedNamespace[] {
  for (const { namespaceName, reason } of named) {
    if (!DNS_LABEL.accepts(namespaceName))
      throw new Error(`spared namespace "${namespaceName}" is not valid; write ${DNS_LABEL.wanted}`);
    if (reason.trim() === '')
      throw new Error(`namespace "${namespaceName}" is spared without a reason; say why no policy judges it`);
  }
  const isNamed = named.some(({ namespaceName }) => namespaceName === KUBE_SYSTEM.namespaceName);
  return isNamed ? [...named] : [KUBE_SYSTEM, ...named];
}

export type Scope = 'Cluster' | 'Namespaced';

export interface Stages {
  readonly stage: AdmissionStage;
  readonly clusterStage: AdmissionStage;
  readonly spared: readonly SparedNamespace[];
  /** Last day on which checks accept that a binding does not deny. */
  readonly stagedUntil?: string;
  /** Whether the policy warns where others deny. */
  readonly neverDenies?: boolean;
}

/**
 * The bindings of a policy. No object is in two of them, as each evaluates the policy again; a selector of namespaces matches all
 * objects without one, so those have a binding of their own.
 */
export function bindingsOf(policyName: string, scopes: ReadonlySet<Scope>, stages: Stages): any[] {
  const { stage, clusterStage, spared, stagedUntil, neverDenies = false } = stages;
  if (stagedUntil !== undefined && !isDay(stagedUntil))
    throw new Error(`the stages last until "${stagedUntil}"; write the day as YYYY-MM-DD`);
  const stricter = STAGES.slice(STAGES.indexOf(stage) + 1);
  const away = spared.map(({ namespaceName }) => namespaceName);
  const outside = away.length === 0 ? [] : [{ key: NAME, operator: 'NotIn', values: away }];
  const others = stricter.length === 0 ? [] : [{ key: STAGE_LABEL, operator: 'NotIn', values: stricter }];
  const reasons = spared.map(({ namespaceName, reason }) => `${namespaceName}: ${reason}`).join('; ');
  const bound = (suffix: string, own: AdmissionStage, scope: Scope, selected: readonly any[] = []) => {
    const actions = ACTIONS[neverDenies && own === AdmissionStage.DENY ? AdmissionStage.WARN : own];
    const made = binding(policyName, suffix, actions, scope, selected);
    const annotations = {
      ...(reasons !== '' && scope === 'Namespaced' ? { [SPARED]: reasons } : {}),
      ...(stagedUntil !== undefined && !actions.includes('Deny')
        ? { [WAIVED]: `rolled out in stages; expires=${stagedUntil}` }
        : {}),
    };
    return Object.keys(annotations).length === 0 ? made : { ...made, metadata: { ...made.metadata, annotations } };
  };
  const inNamespaces = (own: AdmissionStage, labels: readonly any[]) =>
    bound(own, own, 'Namespaced', [...outside, ...labels]);
  return [
    ...(scopes.has('Cluster') ? [bound('cluster', clusterStage, 'Cluster')] : []),
    ...(scopes.has('Namespaced')
      ? [
          inNamespaces(stage, others),
          ...stricter.map((each) => inNamespaces(each, [{ key: STAGE_LABEL, operator: 'In', values: [each] }])),
        ]
      : []),
  ];
}

function binding(
  policyName: string,
  suffix: string,
  actions: readonly string[],
  scope: Scope,
  matchExpressions: readonly any[],
) {
  const everything = { apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*/*'], scope };
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: `${policyName}-${suffix}` },
    spec: {
      policyName,
      validationActions: [...actions],
      matchResources: {
        ...(matchExpressions.length > 0 ? { namespaceSelector: { matchExpressions } } : {}),
        resourceRules: [everything],
      },
    },
  };
}
