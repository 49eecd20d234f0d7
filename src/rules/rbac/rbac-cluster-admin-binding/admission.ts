import type { Admission } from '../../shared/admission/admission';
import { ofBindings } from '../../shared/admission/subjects';

export const admission: Admission = ofBindings(
  "variables.roleName == 'cluster-admin'",
  'allows everything; bind a role that lists the needed permissions',
  'the rules of the role that is bound cannot be seen: cluster-admin is known by its name',
);
