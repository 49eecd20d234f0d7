import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'availability',
  types: ['batch/Job'],
  object: [
    '!has(object.spec.ttlSecondsAfterFinished) && object.metadata.?ownerReferences.orValue([]).size() == 0',
    "!('helm.sh/hook' in object.metadata.?annotations.orValue({}))",
  ].join(' && '),
  message: 'is kept with its pods after it finishes; set ttlSecondsAfterFinished',
};
