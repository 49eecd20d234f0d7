import { ApiObject } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { policyOver } from '../../aspects/hardening-policy';
import { atLeast, NEWEST_VERSION } from '../../kubernetes/kubernetes-version';
import { removeNamespace } from '../construct-tree';
import type { Grant } from './grant-check';

const ADMISSION = 'admissionregistration.k8s.io/v1';
/** The version in which ValidatingAdmissionPolicies are stable. */
const SINCE = '1.30';

/**
 * Denies an account each write to objects of a kind without some labels: RBAC knows names, and no labels. A new object must have
 * them, and one that exists must have had them, so that the account cannot take over others by labelling them.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export function limitWritesToOwned(
  account: kplus.ServiceAccount,
  { apiGroups = [], resources = [] }: Grant,
  labels: { readonly [label: string]: string },
): void {
  const { kubernetesVersion = NEWEST_VERSION } = policyOver(account).followed;
  const { path } = account.node;
  if (!atLeast(kubernetesVersion, SINCE))
    throw new Error(
      `"${path}" owns objects by label, which needs ValidatingAdmissionPolicies of Kubernetes ${SINCE}, and the app is for ${kubernetesVersion}; grant names, or a newer version`,
    );
  const id = `Owner-${[...apiGroups, ...resources].filter(Boolean).join('-')}`;
  if (account.node.tryFindChild(id))
    throw new Error(`"${path}" owns ${resources.join(', ')} by label already; name all namespaces in one call`);
  const { name, metadata } = account;
  const texts = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  const policy = ofCluster(account, id, 'ValidatingAdmissionPolicy', {
    failurePolicy: 'Fail',
    matchConstraints: {
      resourceRules: [{ apiGroups, apiVersions: ['*'], operations: ['CREATE', 'UPDATE', 'DELETE'], resources }],
    },
    matchConditions: [
      {
        name: 'by-account',
        expression: `request.userInfo.username == ${JSON.stringify(`system:serviceaccount:${metadata.namespace}:${name}`)}`,
      },
    ],
    validations: [
      {
        expression: `(request.operation == "CREATE" || ${has('oldObject', labels)}) && (request.operation == "DELETE" || ${has('object', labels)})`,
        message: `this account writes only objects with the labels ${texts.join(', ')}`,
      },
    ],
  });
  ofCluster(account, `${id}-Binding`, 'ValidatingAdmissionPolicyBinding', {
    policyName: policy.name,
    validationActions: ['Deny'],
  });
}

/** Whether an object has all labels, in CEL. */
function has(object: string, labels: { readonly [label: string]: string }): string {
  const each = Object.entries(labels).map(([key, value]) => {
    const [label, text] = [JSON.stringify(key), JSON.stringify(value)];
    return `${label} in ${object}.metadata.labels && ${object}.metadata.labels[${label}] == ${text}`;
  });
  return `(has(${object}.metadata.labels) && ${each.join(' && ')})`;
}

function ofCluster(account: kplus.ServiceAccount, id: string, kind: string, spec: object): ApiObject {
  const object = new ApiObject(account, id, { apiVersion: ADMISSION, kind, spec });
  removeNamespace(object);
  return object;
}
