import type { Admission } from '../../shared/admission/admission';
import { ENFORCE } from './rule';

export const admission: Admission = {
  family: 'service-accounts',
  types: ['ServiceAccount'],
  object: `object.?secrets.orValue([]).size() > 0 && object.metadata.?annotations['${ENFORCE}'].orValue('') != 'true'`,
  message: 'lists secrets, which was the place for tokens that never expire; remove the list',
};
