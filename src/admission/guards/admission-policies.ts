import { API_SERVER, resourceRule } from '../requests';
import { AdmissionGuard } from './admission-guard';
import type { Guard } from './guard';

const KINDS = ['validatingadmissionpolicies', 'mutatingadmissionpolicies'];
const BINDINGS = ['validatingadmissionpolicybindings', 'mutatingadmissionpolicybindings'];

/** The policies of this library that are objects. A name cannot change, and more of them weaken nothing. */
export const ADMISSION_POLICIES_GUARD: Guard = {
  name: AdmissionGuard.ADMISSION_POLICIES,
  scopes: ['Cluster'],
  resourceRules: [resourceRule('admissionregistration.k8s.io', 'v1', [...KINDS, ...BINDINGS], ['UPDATE', 'DELETE'])],
  conditions: [
    API_SERVER,
    {
      name: 'is-of-the-hardening',
      expression: "oldObject != null && oldObject.metadata.name.startsWith('hardening-')",
    },
  ],
  refused:
    'an admission policy or binding whose name begins with hardening- would be changed or deleted, which lets all users do what it refuses',
  instead: 'ask its author to change it',
};
