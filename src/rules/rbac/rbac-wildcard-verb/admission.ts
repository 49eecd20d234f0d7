import type { Admission } from '../../shared/admission/admission';
import { ofGrants } from '../../shared/admission/permissions';

export const admission: Admission = ofGrants("'*' in r.v", 'allows every verb; list the needed verbs');
