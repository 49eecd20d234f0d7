import { USUAL_FOR_AUTHENTICATED } from '../../../analysis/access/usual-roles';
import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { ofSubjects, ROLE_NAME } from '../../shared/admission/subjects';
import { GROUPS } from './rule';

export const admission: Admission = ofSubjects(
  `s.name in ${celList(GROUPS)} && !(${ROLE_NAME} in ${celList(USUAL_FOR_AUTHENTICATED)})`,
  'grants a role to all authenticated users; list the subjects that need it',
);
