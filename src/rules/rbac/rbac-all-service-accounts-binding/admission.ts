import { USUAL_FOR_ACCOUNTS } from '../../../analysis/access/usual-roles';
import type { Admission } from '../../shared/admission/admission';
import { celList, celText } from '../../shared/admission/cel';
import { ofSubjects, ROLE_NAME } from '../../shared/admission/subjects';
import { USUAL_FOR_NODES } from './rule';

export const admission: Admission = ofSubjects(
  [
    `(s.name == 'system:nodes' && !${ROLE_NAME}.matches(${celText(USUAL_FOR_NODES.source)}))`,
    `(s.name.matches('^system:serviceaccounts(:.+)?$') && !(${ROLE_NAME} in ${celList(USUAL_FOR_ACCOUNTS)}))`,
  ].join(' || '),
  'grants a role to all service accounts or nodes; list the subjects that need it',
);
