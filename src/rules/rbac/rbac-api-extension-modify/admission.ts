import type { Admission } from '../../shared/admission/admission';
import { ofPermissions } from '../../shared/admission/permissions';
import { rule } from './rule';

export const admission: Admission = ofPermissions(rule);
