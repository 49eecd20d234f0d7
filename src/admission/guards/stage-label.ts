import { STAGE_LABEL } from '../bindings';
import { API_SERVER, NAMESPACES, resourceRule } from '../requests';
import { AdmissionGuard } from './admission-guard';
import type { Guard } from './guard';

const label = (of: string) => `${of}.metadata.?labels['${STAGE_LABEL}'].orValue('')`;

/** The label of the stage is not set, changed or removed, not even with a new namespace. */
export const STAGE_LABEL_GUARD: Guard = {
  name: AdmissionGuard.STAGE_LABEL,
  scopes: ['Cluster'],
  resourceRules: [resourceRule('', 'v1', NAMESPACES, ['CREATE', 'UPDATE'])],
  conditions: [
    API_SERVER,
    {
      name: 'changes-the-stage',
      expression: `(oldObject == null ? '' : ${label('oldObject')}) != ${label('object')}`,
    },
  ],
  refused: `the label ${STAGE_LABEL} of the namespace would be set, changed or removed, which decides whether policies refuse its objects`,
  instead: 'leave the label as it is',
};
