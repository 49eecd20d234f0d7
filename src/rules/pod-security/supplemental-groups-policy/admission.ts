import type { Admission } from '../../shared/admission/admission';
import { CONTEXT, POD_CONTEXT } from '../../shared/admission/pod-cel';

function sets(context: string): string {
  return `(${context}.?runAsUser.hasValue() || ${context}.?runAsGroup.hasValue())`;
}

export const admission: Admission = {
  family: 'pod-security',
  pod: `!variables.isWindows && ${POD_CONTEXT}.?supplementalGroupsPolicy.orValue('') != 'Strict' && (${POD_CONTEXT}.?fsGroup.hasValue() || (${sets(POD_CONTEXT)} && variables.containers.size() > 0) || variables.containers.exists(c, ${sets(CONTEXT)}))`,
  missing: 'securityContext',
  message: 'gets groups of the image; set supplementalGroupsPolicy to Strict',
  fill: {},
};
