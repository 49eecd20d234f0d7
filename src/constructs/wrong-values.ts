import type { ApiObject } from 'cdk8s';
import { policyOver } from '../aspects/hardening-policy';
import { KubernetesApi } from '../kubernetes/api/kubernetes-api';
import type { Problem } from '../kubernetes/api/problem';

/**
 * Throws for a value that the API server refuses, whatever is added to the construct later: a name, a port, a schedule. What is
 * missing, and what does not fit together, a later call may still mend: the synth checks it.
 */
export function refuseWrongValues(apiObject: ApiObject): void {
  const json = rendered(apiObject);
  const { kubernetesVersion = 'latest' } = policyOver(apiObject).followed;
  const problem = json && KubernetesApi.of(kubernetesVersion).problems(json).find(isWrongValue);
  if (!problem) return;
  const path = apiObject.node.scope?.node.path ?? apiObject.node.path;
  throw new Error(`"${path}": ${problem.pointer} ${problem.message}`);
}

/** Undefined where the object cannot be rendered yet, such as a workload without containers. */
function rendered(apiObject: ApiObject): any {
  try {
    return apiObject.toJson();
  } catch {
    return undefined;
  }
}

/** Messages have the form "what is there; what must be". A boolean is wrong only beside another field. */
function isWrongValue({ category, message }: Problem): boolean {
  if (category === 'structure') return true;
  return category === 'semantics' && /^is (?!missing|set|true|false)/.test(message);
}
