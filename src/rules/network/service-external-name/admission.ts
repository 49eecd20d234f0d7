import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'network',
  types: ['Service'],
  object: "object.spec.?type.orValue('') == 'ExternalName' && has(object.spec.externalName)",
  message: 'lets a name decide where its traffic goes; use a Service with pods',
};
