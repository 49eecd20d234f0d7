import type { Admission } from '../../shared/admission/admission';
import { ofBindings } from '../../shared/admission/subjects';
import { MASTERS } from './rule';

export const admission: Admission = ofBindings(
  `variables.subjects.exists(s, s.name == '${MASTERS}')`,
  'grants a role to a group that already has every permission; list the subjects that need it',
  'certificate requests are base64 and DER, and the identities of AWS are YAML in a text, which CEL does not read',
);
