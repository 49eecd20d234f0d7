import type { Admission } from '../../shared/admission/admission';
import { CONTEXT, POD_CONTEXT } from '../../shared/admission/pod-cel';

const NO_GROUP = `!${CONTEXT}.?runAsGroup.hasValue()`;

export const admission: Admission = {
  family: 'pod-security',
  pod: `!variables.isWindows && ((${POD_CONTEXT}.?runAsGroup.orValue(1) == 0 && variables.containers.exists(c, ${NO_GROUP})) || (!${POD_CONTEXT}.?runAsGroup.hasValue() && ${POD_CONTEXT}.?runAsUser.hasValue() && variables.containers.exists(c, ${NO_GROUP} && !${CONTEXT}.?runAsUser.hasValue())))`,
  container: `!variables.isWindows && (${CONTEXT}.?runAsGroup.orValue(1) == 0 || (${CONTEXT}.?runAsUser.hasValue() && ${NO_GROUP} && !${POD_CONTEXT}.?runAsGroup.hasValue()))`,
  message: 'runs in group 0, the root group, or may; set runAsGroup to another group',
};
