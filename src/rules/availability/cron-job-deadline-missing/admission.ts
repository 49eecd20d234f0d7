import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'availability',
  types: ['batch/CronJob'],
  object: '!has(object.spec.startingDeadlineSeconds)',
  message: 'stops for good after 100 missed runs; set startingDeadlineSeconds',
};
