import { celList } from '../../rules/shared/admission/cel';
import { API_SERVER, changedFields, resourceRule } from '../requests';
import { AdmissionGuard, PROTECTED_LABEL } from './admission-guard';
import type { Guard } from './guard';

/**
 * Controllers that delete what belongs to a namespace or an owner that is gone. All have the last name where the controllers of
 * the cluster share one account.
 */
const DELETING = [
  ...['generic-garbage-collector', 'namespace-controller'].map((name) => `system:serviceaccount:kube-system:${name}`),
  'system:kube-controller-manager',
];
const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const annotations = (of: string) => `${of}.metadata.?annotations.orValue({})`;
const hasOther = (one: string, other: string) =>
  `${annotations(one)}.exists(k, k != '${APPLIED}' && !(k in ${annotations(other)} && ${annotations(other)}[k] == ${annotations(one)}[k]))`;
const isLabelled = (of: string) => `'${PROTECTED_LABEL}' in ${of}.metadata.?labels.orValue({})`;

/**
 * What is protected keeps its fields, annotations (as of an identity in a cloud), owners (whose end would delete it) and its label.
 * An update that changes nothing, as of a repeated `kubectl apply`, passes, and so does one that protects: the account `default` is there
 * before its manifest is applied.
 */
export const PROTECTED_OBJECTS_GUARD: Guard = {
  name: AdmissionGuard.PROTECTED_OBJECTS,
  scopes: ['Namespaced'],
  objectSelector: { matchExpressions: [{ key: PROTECTED_LABEL, operator: 'Exists' }] },
  resourceRules: [
    resourceRule('', 'v1', ['limitranges', 'resourcequotas', 'serviceaccounts'], ['UPDATE', 'DELETE']),
    resourceRule('networking.k8s.io', 'v1', ['networkpolicies'], ['UPDATE', 'DELETE']),
  ],
  conditions: [
    API_SERVER,
    {
      name: 'not-the-deletion-of-its-namespace-or-owner',
      expression: `!(request.userInfo.username in ${celList(DELETING)})`,
    },
    { name: 'was-protected', expression: `oldObject != null && ${isLabelled('oldObject')}` },
    {
      name: 'changes-or-deletes',
      expression: `object == null || ${[
        ...changedFields(['ownerReferences']),
        hasOther('object', 'oldObject'),
        hasOther('oldObject', 'object'),
        `!(${isLabelled('object')})`,
      ].join(' || ')}`,
    },
  ],
  refused: `an object with the label ${PROTECTED_LABEL} would be changed or deleted, or lose the label, which takes away what protects the namespace`,
  instead: 'ask its author to change it',
};
