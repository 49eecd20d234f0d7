import type { Admission } from '../../shared/admission/admission';
import { ofBindings } from '../../shared/admission/subjects';

const NAMED = "s.kind == 'User' && s.name.matches('^system:serviceaccount:[^:]+:default$')";

export const admission: Admission = ofBindings(
  `variables.subjects.exists(s, (s.kind == 'ServiceAccount' && s.name == 'default') || (${NAMED}))`,
  'grants a role to the service account "default"; use a separate account for the application',
);
