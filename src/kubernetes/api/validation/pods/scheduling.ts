import type { CheckContext } from '../../check';
import { DNS_LABEL, DNS_SUBDOMAIN, LABEL_KEY, LABEL_VALUE, matches } from '../../forms/formats';
import { quoted } from '../../problem';
import { LABEL_KEYS, NODE_LABEL_VALUES_SINCE } from '../selectors';
import type { Checks } from '../type-checks';
import { between, each, isGiven, isSet, itemsOf, matching, nonEmpty, positiveNumber, strictly } from '../values';

const WEIGHT = { fields: { weight: between(1, 100) } };

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go validateAffinity, ValidateTolerations, validateTopologySpreadConstraints */
export const SCHEDULING: Checks = {
  'core.v1.PreferredSchedulingTerm': WEIGHT,
  'core.v1.WeightedPodAffinityTerm': WEIGHT,
  'core.v1.NodeSelectorTerm': {
    object: ({ matchExpressions, matchFields }, inspection) => {
      itemsOf(matchExpressions).forEach(({ key }, index) => {
        if (!matches(LABEL_KEY, key))
          inspection.refuse(`is ${quoted(key)}; must be ${LABEL_KEY.wanted}`, 'matchExpressions', index, 'key');
      });
      for (const [index, requirement] of itemsOf(matchFields).entries())
        checkMatchField(requirement, index, inspection);
    },
  },
  'core.v1.NodeAffinity': {
    object: ({ requiredDuringSchedulingIgnoredDuringExecution: required }, inspection) => {
      if (inspection.minor < NODE_LABEL_VALUES_SINCE) return;
      // Upstream lets values be anything where a node is only preferred.
      itemsOf(required?.nodeSelectorTerms).forEach(({ matchExpressions }, term) => {
        itemsOf(matchExpressions).forEach(({ values }, index) => {
          itemsOf(values).forEach((value, at) => {
            if (!matches(LABEL_VALUE, value))
              inspection.refuse(
                `is ${quoted(value)}; must be ${LABEL_VALUE.wanted}`,
                ...[
                  'requiredDuringSchedulingIgnoredDuringExecution',
                  'nodeSelectorTerms',
                  term,
                  'matchExpressions',
                  index,
                  'values',
                  at,
                ],
              );
          });
        });
      });
    },
  },
  'core.v1.PodAffinityTerm': {
    fields: {
      topologyKey: strictly(LABEL_KEY),
      namespaces: each(strictly(DNS_LABEL)),
      matchLabelKeys: LABEL_KEYS,
      mismatchLabelKeys: LABEL_KEYS,
    },
    object: checkLabelKeys,
  },
  'core.v1.TopologySpreadConstraint': {
    fields: {
      maxSkew: positiveNumber,
      minDomains: positiveNumber,
      matchLabelKeys: LABEL_KEYS,
      nodeAffinityPolicy: nonEmpty,
      nodeTaintsPolicy: nonEmpty,
    },
    object: (constraint, inspection) => {
      if (isSet(constraint.minDomains) && constraint.whenUnsatisfiable !== 'DoNotSchedule')
        inspection.refuse('is set; may be set only with whenUnsatisfiable "DoNotSchedule"', 'minDomains');
      checkLabelKeys(constraint, inspection);
    },
    uncheckedBefore: { labelSelector: 27 },
  },
  'core.v1.Toleration': {
    fields: { key: matching(LABEL_KEY) },
    object: ({ key, operator, value, effect, tolerationSeconds }, inspection) => {
      if (!isGiven(key) && operator !== 'Exists')
        inspection.refuse('must be "Exists" where there is no key', 'operator');
      if (isSet(tolerationSeconds) && effect !== 'NoExecute')
        inspection.refuse('must be "NoExecute" where tolerationSeconds is set', 'effect');
      if (operator === 'Exists' && isGiven(value))
        inspection.refuse('must be empty with the operator "Exists"', 'value');
      if ((!isGiven(operator) || operator === 'Equal') && !matches(LABEL_VALUE, value))
        inspection.refuse(`is ${quoted(value)}; must be ${LABEL_VALUE.wanted}`, 'value');
      if ((operator === 'Lt' || operator === 'Gt') && !/^(0|-?[1-9]\d{0,18})$/.test(value ?? ''))
        inspection.refuse(`is ${quoted(value)}; must be an integer with the operator ${quoted(operator)}`, 'value');
    },
  },
};

/** Only the name of a node can be matched, with one value. */
function checkMatchField({ key, operator, values }: any, index: number, inspection: CheckContext): void {
  const refuse = (message: string, field: string) => inspection.refuse(message, 'matchFields', index, field);
  const names = itemsOf(values);
  if (operator !== 'In' && operator !== 'NotIn') refuse('must be "In" or "NotIn"', 'operator');
  else if (names.length !== 1) refuse(`has ${names.length} values; must have one`, 'values');
  if (key !== 'metadata.name') refuse(`is ${quoted(key)}; must be "metadata.name"`, 'key');
  else if (!names.every((name) => matches(DNS_SUBDOMAIN, name))) refuse(`must be ${DNS_SUBDOMAIN.wanted}`, 'values');
}

function checkLabelKeys({ labelSelector, matchLabelKeys, mismatchLabelKeys }: any, inspection: CheckContext): void {
  for (const [field, keys] of [
    ['matchLabelKeys', matchLabelKeys],
    ['mismatchLabelKeys', mismatchLabelKeys],
  ] as const) {
    if (itemsOf(keys).length > 0 && !isSet(labelSelector))
      inspection.refuse('is set; may be set only with a labelSelector', field);
  }
  const matched = new Set(itemsOf(matchLabelKeys));
  const seen = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  for (const { key } of itemsOf(labelSelector?.matchExpressions)) {
    if (matched.has(key) && seen.has(key))
      inspection.refuse(`${quoted(key)} is in the labelSelector too`, 'matchLabelKeys');
    seen.add(key);
  }
  if (itemsOf(mismatchLabelKeys).some((key) => matched.has(key)))
    inspection.refuse('has a key that mismatchLabelKeys has too', 'matchLabelKeys');
}
