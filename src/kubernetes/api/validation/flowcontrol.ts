import type { CheckContext, ValueCheck } from '../check';
import { DNS_LABEL, DNS_SUBDOMAIN, pattern } from '../forms/formats';
import { quoted } from '../problem';
import type { Checks } from './type-checks';
import { atLeast, between, isSet, itemsOf, matching, oneOf, positiveNumber } from './values';

const VERBS = ['get', 'list', 'create', 'update', 'delete', 'deletecollection', 'patch', 'watch', 'proxy'];
const WILDCARD_ALONE: ValueCheck = (list: string[]) =>
  list.length > 1 && list.includes('*') ? 'has "*" and others; must have "*" alone' : undefined;
const KNOWN_VERBS: ValueCheck = (verbs: string[], inspection) =>
  WILDCARD_ALONE(verbs, inspection) ??
  (verbs.includes('*') || verbs.every((verb) => VERBS.includes(verb))
    ? undefined
    : `must be of ${VERBS.join(', ')}, or "*"`);
/** The objects that every server makes for itself have fixed content. */
const MANDATORY = ['exempt', 'catch-all'];
const URL_PATH = pattern('a path such as "/healthz" or "/apis/*"', '^/$|^(?!.*//)/[^ *]*(?:/\\*)?$');
const SHARES = {
  nominalConcurrencyShares: atLeast(0),
  lendablePercent: between(0, 100),
  borrowingLimitPercent: atLeast(0),
};

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/flowcontrol/validation/validation.go */
export const FLOW_CONTROL: Checks = {
  'flowcontrol.v1.FlowSchema': {
    object: ({ metadata, spec }, inspection) => {
      const isMandatory = MANDATORY.includes(metadata?.name);
      const precedence = spec?.matchingPrecedence ?? 1000;
      if (!isMandatory && !(precedence >= 2 && precedence <= 10000) && precedence !== 0)
        inspection.refuse(`is ${precedence}; must be 2 to 10000`, 'spec', 'matchingPrecedence');
    },
  },
  'flowcontrol.v1.FlowDistinguisherMethod': { fields: { type: oneOf('ByNamespace', 'ByUser') } },
  'flowcontrol.v1.PriorityLevelConfigurationReference': { fields: { name: matching(DNS_SUBDOMAIN) } },
  'flowcontrol.v1.PolicyRulesWithSubjects': {
    object: ({ resourceRules, nonResourceRules }, inspection) => {
      if (itemsOf(resourceRules).length + itemsOf(nonResourceRules).length === 0)
        inspection.refuse('must have resourceRules or nonResourceRules');
    },
  },
  'flowcontrol.v1.Subject': { object: checkSubject },
  'flowcontrol.v1.ServiceAccountSubject': {
    fields: {
      name: (name, inspection) => (name === '*' ? undefined : matching(DNS_SUBDOMAIN)(name, inspection)),
      namespace: matching(DNS_LABEL),
    },
  },
  'flowcontrol.v1.NonResourcePolicyRule': {
    fields: {
      verbs: KNOWN_VERBS,
      nonResourceURLs: (urls, inspection) => {
        const problem = WILDCARD_ALONE(urls, inspection);
        const wrong = urls.find((url: string | null) => url !== '*' && !URL_PATH.accepts(url ?? ''));
        return problem ?? (wrong === undefined ? undefined : `has ${quoted(wrong)}; must be ${URL_PATH.wanted}`);
      },
    },
  },
  'flowcontrol.v1.ResourcePolicyRule': {
    fields: { verbs: KNOWN_VERBS, apiGroups: WILDCARD_ALONE, resources: WILDCARD_ALONE, namespaces: WILDCARD_ALONE },
    object: ({ namespaces, clusterScope }, inspection) => {
      const all = itemsOf(namespaces);
      if (all.length === 0 && clusterScope !== true)
        inspection.refuse('is missing; must be set where clusterScope is not', 'namespaces');
      const wrong = all.includes('*') ? undefined : all.find((name) => !DNS_LABEL.accepts(String(name ?? '')));
      if (wrong !== undefined) inspection.refuse(`has ${quoted(wrong)}; must be ${DNS_LABEL.wanted}`, 'namespaces');
    },
  },
  'flowcontrol.v1.PriorityLevelConfiguration': {
    object: ({ metadata, spec }, inspection) => {
      if ((metadata?.name === 'exempt') !== (spec?.type === 'Exempt'))
        inspection.refuse('must be "Exempt" for the name "exempt" and for no other', 'spec', 'type');
    },
  },
  'flowcontrol.v1.PriorityLevelConfigurationSpec': {
    fields: { type: oneOf('Exempt', 'Limited') },
    object: ({ type, limited, exempt }, inspection) => {
      if (type === 'Limited' && !isSet(limited))
        inspection.refuse('is missing; must be set with the type "Limited"', 'limited');
      if (type === 'Limited' && isSet(exempt))
        inspection.refuse('is set; must not be with the type "Limited"', 'exempt');
      if (type === 'Exempt' && isSet(limited))
        inspection.refuse('is set; must not be with the type "Exempt"', 'limited');
    },
  },
  'flowcontrol.v1.LimitedPriorityLevelConfiguration': { fields: SHARES },
  'flowcontrol.v1.ExemptPriorityLevelConfiguration': { fields: SHARES },
  'flowcontrol.v1.LimitResponse': {
    fields: { type: oneOf('Queue', 'Reject') },
    object: ({ type, queuing }, inspection) => {
      if (type === 'Queue' && !isSet(queuing))
        inspection.refuse('is missing; must be set with the type "Queue"', 'queuing');
      if (type === 'Reject' && isSet(queuing))
        inspection.refuse('is set; must not be with the type "Reject"', 'queuing');
    },
  },
  'flowcontrol.v1.QueuingConfiguration': {
    fields: {
      queues: (queues) => (queues === 0 ? undefined : between(1, 10_000_000)(queues, undefined as never)),
      queueLengthLimit: zeroOr(positiveNumber),
      handSize: zeroOr(positiveNumber),
    },
    object: ({ queues, handSize }, inspection) => {
      const [deck, hand] = [queues || 64, handSize || 8];
      if (hand > deck) inspection.refuse(`is ${hand}; must be at most queues, which is ${deck}`, 'handSize');
      else if (entropyOf(deck, hand) > 60) inspection.refuse('is too high for queues; lower one of them', 'handSize');
    },
  },
};

/** 0 is absent and has a default. */
function zeroOr(check: ValueCheck): ValueCheck {
  return (number, inspection) => (number === 0 ? undefined : check(number, inspection));
}

/** Bits to deal a hand. Upstream: shufflesharding.RequiredEntropyBits. */
function entropyOf(deck: number, hand: number): number {
  return Array.from({ length: hand }, (_, index) => Math.log2(deck - index)).reduce((sum, bits) => sum + bits, 0);
}

function checkSubject(subject: any, inspection: CheckContext): void {
  const fields: { readonly [kind: string]: string } = {
    User: 'user',
    Group: 'group',
    ServiceAccount: 'serviceAccount',
  };
  const wanted = Object.hasOwn(fields, subject.kind) ? fields[subject.kind] : undefined;
  if (wanted === undefined) {
    inspection.refuse(`is ${quoted(subject.kind)}; must be one of "User", "Group", "ServiceAccount"`, 'kind');
    return;
  }
  for (const field of Object.values(fields)) {
    if (field === wanted && !isSet(subject[field])) inspection.refuse('is missing; must be set for this kind', field);
    if (field !== wanted && isSet(subject[field])) inspection.refuse('is set; must not be for this kind', field);
  }
}
