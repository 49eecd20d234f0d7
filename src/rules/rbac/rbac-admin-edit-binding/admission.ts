import type { Admission } from '../../shared/admission/admission';
import { ofBindings, ROLE_NAME } from '../../shared/admission/subjects';

export const admission: Admission = ofBindings(
  `object.roleRef.?kind.orValue('') == 'ClusterRole' && ${ROLE_NAME} in ['admin', 'edit']`,
  'grants all secrets, pods and service accounts; bind a role that lists the needed permissions',
);
