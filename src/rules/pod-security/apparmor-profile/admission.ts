import type { Admission } from '../../shared/admission/admission';
import { CONTEXT, POD_CONTEXT } from '../../shared/admission/pod-cel';
import { ANNOTATION } from './rule';

const ALLOWED = "['RuntimeDefault', 'Localhost']";

export const admission: Admission = {
  family: 'pod-security',
  pod: `!(${POD_CONTEXT}.?appArmorProfile.?type.orValue('RuntimeDefault') in ${ALLOWED}) || variables.annotations.exists(a, a.startsWith('${ANNOTATION}') && !(variables.annotations[a] in ['', 'runtime/default']) && !variables.annotations[a].startsWith('localhost/'))`,
  container: `!(${CONTEXT}.?appArmorProfile.?type.orValue('RuntimeDefault') in ${ALLOWED})`,
  message: 'disables AppArmor; remove appArmorProfile and its annotation, or set its type to RuntimeDefault',
};
