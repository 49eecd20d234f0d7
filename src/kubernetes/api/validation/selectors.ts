import { LABEL_KEY, LABEL_VALUE } from '../forms/formats';
import { quoted } from '../problem';
import type { Checks } from './type-checks';
import { both, each, entries, itemsOf, strictly } from './values';

const VALUES = each(strictly(LABEL_VALUE));
/** Upstream looks at the values of a selector since. */
const VALUES_SINCE = 26;
/** Upstream looks at the values that a node's labels must have since. */
export const NODE_LABEL_VALUES_SINCE = 32;
export const LABELS = entries(strictly(LABEL_KEY), strictly(LABEL_VALUE));

/** @see https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/apis/meta/v1/validation/validation.go ValidateLabelSelector */
export const SELECTORS: Checks = {
  'meta.v1.LabelSelector': { fields: { matchLabels: LABELS } },
  'meta.v1.LabelSelectorRequirement': {
    fields: {
      key: strictly(LABEL_KEY),
      values: (values, inspection) => (inspection.minor >= VALUES_SINCE ? VALUES(values, inspection) : undefined),
    },
    object: ({ operator, values }, inspection) => {
      const hasValues = itemsOf(values).length > 0;
      if (operator === 'In' || operator === 'NotIn') {
        if (!hasValues) inspection.refuse(`is empty; must have a value for the operator ${quoted(operator)}`, 'values');
      } else if (operator === 'Exists' || operator === 'DoesNotExist') {
        if (hasValues) inspection.refuse(`has values; must have none for the operator ${quoted(operator)}`, 'values');
      } else {
        inspection.refuse(`is ${quoted(operator)}; must be one of "In", "NotIn", "Exists", "DoesNotExist"`, 'operator');
      }
    },
  },
  'core.v1.NodeSelectorRequirement': {
    object: ({ operator, values }, inspection) => {
      const count = itemsOf(values).length;
      if ((operator === 'In' || operator === 'NotIn') && count === 0)
        inspection.refuse(`is empty; must have a value for the operator ${quoted(operator)}`, 'values');
      if ((operator === 'Exists' || operator === 'DoesNotExist') && count > 0)
        inspection.refuse(`has values; must have none for the operator ${quoted(operator)}`, 'values');
      if ((operator === 'Gt' || operator === 'Lt') && count !== 1)
        inspection.refuse(`has ${count} values; must have one for the operator ${quoted(operator)}`, 'values');
    },
  },
};

/** Whether a selector selects labels. Upstream: metav1.LabelSelectorAsSelector. */
export function selects(selector: any, labels: any): boolean {
  const matchLabels = Object.entries(selector?.matchLabels ?? {});
  if (!matchLabels.every(([key, value]) => isSameLabel(labels, key, value))) return false;
  return itemsOf(selector?.matchExpressions).every(({ key, operator, values }) => {
    const has = labels !== undefined && labels !== null && Object.hasOwn(labels, key);
    const isIn = has && itemsOf(values).some((value) => isSameLabel(labels, key, value));
    if (operator === 'In') return isIn;
    if (operator === 'NotIn') return !isIn;
    return operator === 'Exists' ? has : !has;
  });
}

/** Null is an empty value. */
export function isSameLabel(labels: any, key: string, value: unknown): boolean {
  return labels !== undefined && labels !== null && Object.hasOwn(labels, key) && (labels[key] ?? '') === (value ?? '');
}

/** A selector that selects everything. */
export function isEmptySelector(selector: any): boolean {
  return Object.keys(selector?.matchLabels ?? {}).length === 0 && itemsOf(selector?.matchExpressions).length === 0;
}

export const LABEL_KEYS = each(both(strictly(LABEL_KEY)));
