import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'pod-availability',
  pod: "variables.spec.?priorityClassName.orValue('') == ''",
  message: 'has no priority class, so its priority is 0; set priorityClassName',
  podsOnly: true,
  partly: 'the API server sets the default class before policies see the pod: a template is not judged',
};
