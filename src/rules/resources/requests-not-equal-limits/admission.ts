import { atLeast } from '../../../kubernetes/kubernetes-version';
import type { Admission } from '../../shared/admission/admission';
import { FILLED } from '../../shared/admission/resources';
import { POD_LEVEL_SINCE } from './rule';

const POD_LEVEL =
  '(variables.spec.?resources.?limits.orValue({}).size() > 0 || variables.spec.?resources.?requests.orValue({}).size() > 0)';
/** The API server sets a request to its limit. */
function differs(owner: string): string {
  const amount = (list: string) => `quantity(string(${owner}.resources.${list}[r]))`;
  const isSet = `${owner}.?resources.?limits[?r].hasValue()`;
  const isEqual = `${amount('limits')}.isGreaterThan(quantity('0')) && (!${owner}.?resources.?requests[?r].hasValue() || ${amount('requests')}.compareTo(${amount('limits')}) == 0)`;
  return `!['cpu', 'memory'].all(r, ${isSet} && ${isEqual})`;
}
const hasPodLevel = (version: string) => atLeast(version, POD_LEVEL_SINCE);

export const admission: Admission = {
  family: 'pod-security',
  // The finding is about the pod, so that no waiver of a container accepts it.
  pod: ({ kubernetesVersion }) => {
    const ofContainers = `variables.containers.exists(c, !(c.name in variables.ephemeralNames) && ${differs('c')})`;
    return hasPodLevel(kubernetesVersion)
      ? `(${POD_LEVEL} ? ${differs('variables.spec')} : ${ofContainers})`
      : ofContainers;
  },
  message: 'does not have the class Guaranteed; set its requests and limits of cpu and memory to the same values',
  podsOnly: true,
  partly: FILLED,
};
