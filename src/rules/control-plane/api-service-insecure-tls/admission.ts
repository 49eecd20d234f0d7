import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'cluster',
  types: ['apiregistration.k8s.io/APIService'],
  object: 'object.?spec.?insecureSkipTLSVerify.orValue(false)',
  message: 'may have a server behind it that shows any certificate; set caBundle, and remove insecureSkipTLSVerify',
};
