import type { Admission } from '../../shared/admission/admission';
import { CONTEXT } from '../../shared/admission/pod-cel';

export const admission: Admission = {
  family: 'pod-security',
  container: `!variables.isWindows && !${CONTEXT}.?readOnlyRootFilesystem.orValue(false)`,
  message: 'can write to its root file system; set readOnlyRootFilesystem to true',
  fill: {},
};
