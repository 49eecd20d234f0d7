import type { Direction } from '../../../analysis/network/policy-rules';

export const JUDGES_KUBERNETES_ALONE =
  'policies of Cilium and Calico are custom kinds, which these policies do not judge';

export const JUDGES_PARTS = `${JUDGES_KUBERNETES_ALONE}; blocks are added up by check alone, but for two halves of all addresses`;

/** The rules of a NetworkPolicy in a direction that applies; the API server has filled `policyTypes`. */
export function rulesInForceOf({ type, field }: Direction): string {
  return `('${type}' in object.?spec.?policyTypes.orValue([]) ? object.?spec.?${field}.orValue([]) : [])`;
}
