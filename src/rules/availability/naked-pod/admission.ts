import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'pod-availability',
  pod: "object.metadata.?ownerReferences.orValue([]).size() == 0 && !('helm.sh/hook' in variables.annotations)",
  message: 'is lost when its node is lost; use a Deployment, a StatefulSet or a Job',
  podsOnly: true,
};
