import type { CheckContext } from '../check';
import {
  ANNOTATION_KEY,
  DNS_1035_LABEL,
  DNS_LABEL,
  DNS_SUBDOMAIN,
  type Format,
  LABEL_KEY,
  LABEL_VALUE,
  PATH_SEGMENT,
  prefixed,
} from '../forms/formats';
import { quoted } from '../problem';
import { isGiven, isSet, itemsOf } from './values';

const MOST_ANNOTATIONS = 256 * 1024;
/** Names may be as long as a cluster's longest path allows; upstream sets no limit for RBAC. */
const NAMES: { readonly [kind: string]: (minor: number) => Format } = {
  Namespace: () => DNS_LABEL,
  // Feature gate RelaxedServiceNameValidation.
  Service: (minor) => (minor >= 36 ? DNS_LABEL : DNS_1035_LABEL),
  StatefulSet: (minor) => (minor >= 27 ? DNS_LABEL : DNS_SUBDOMAIN),
  Role: () => PATH_SEGMENT,
  ClusterRole: () => PATH_SEGMENT,
  RoleBinding: () => PATH_SEGMENT,
  ClusterRoleBinding: () => PATH_SEGMENT,
  CertificateSigningRequest: () => PATH_SEGMENT,
  PodDisruptionBudget: () => PATH_SEGMENT,
};
/** Kinds whose finalizers need no domain. */
const ANY_FINALIZER =
  /^(Lease|PodDisruptionBudget|RuntimeClass|(Validating|Mutating)(WebhookConfiguration|AdmissionPolicy|AdmissionPolicyBinding))$/;
const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];

/**
 * What every object that is created must have.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/api/validation/objectmeta.go ValidateObjectMeta
 */
export function checkMetadata(json: any, isNamespaced: boolean, isCustom: boolean, inspection: CheckContext): void {
  const metadata = json.metadata ?? {};
  const refuse = (message: string, ...path: (string | number)[]) => inspection.refuse(message, 'metadata', ...path);
  const { name, generateName, namespace, finalizers, ownerReferences } = metadata;
  // The server gives a LimitRange a name.
  if (!isGiven(name) && !isGiven(generateName) && json.kind !== 'LimitRange') refuse('is missing; must be set', 'name');
  const format =
    !isCustom && Object.hasOwn(NAMES, json.kind)
      ? (NAMES[json.kind] as (minor: number) => Format)(inspection.minor)
      : DNS_SUBDOMAIN;
  if (isGiven(name) && !format.accepts(name)) refuse(`is ${quoted(name)}; must be ${format.wanted}`, 'name');
  if (isGiven(generateName) && !format.accepts(prefixed(generateName)))
    refuse(`is ${quoted(generateName)}; must be ${format.wanted}`, 'generateName');
  if (isNamespaced && isGiven(namespace) && !DNS_LABEL.accepts(namespace))
    refuse(`is ${quoted(namespace)}; must be ${DNS_LABEL.wanted}`, 'namespace');
  checkLabelsAndAnnotations(metadata, inspection, 'metadata');
  if (isSet(finalizers)) checkFinalizers(finalizers, json.kind, isCustom, inspection);
  if (isSet(ownerReferences)) checkOwners(ownerReferences, inspection);
}

function checkFinalizers(finalizers: any, kind: string, isCustom: boolean, inspection: CheckContext): void {
  itemsOf(finalizers).forEach((finalizer, index) => {
    const text = String(finalizer ?? '');
    const isFree = isCustom || ANY_FINALIZER.test(kind);
    const isStandard = text.includes('/') || STANDARD_FINALIZERS.includes(text) || isFree;
    if (!LABEL_KEY.accepts(text) || !isStandard)
      inspection.refuse(
        `is ${quoted(text)}; must be a name with a domain, such as "example.com/hold"`,
        'metadata',
        'finalizers',
        index,
      );
  });
  if (itemsOf(finalizers).includes('orphan') && itemsOf(finalizers).includes('foregroundDeletion'))
    inspection.refuse('has "orphan" and "foregroundDeletion"; must have one of them', 'metadata', 'finalizers');
}

function checkOwners(ownerReferences: any, inspection: CheckContext): void {
  const refuse = (message: string, ...path: (string | number)[]) =>
    inspection.refuse(message, 'metadata', 'ownerReferences', ...path);
  const owners = itemsOf(ownerReferences);
  if (owners.filter(({ controller }) => controller === true).length > 1)
    refuse('has several controllers; must have one at most');
  owners.forEach((owner, index) => {
    for (const field of ['kind', 'name', 'uid'])
      if (!isGiven(owner[field])) refuse('is missing; must be set', index, field);
    const { kind } = owner;
    const apiVersion = owner.apiVersion ?? '';
    if (!/^[^/]*[^/]$|^[^/]*\/[^/]+$/.test(apiVersion))
      refuse(`is ${quoted(apiVersion)}; must be VERSION or GROUP/VERSION`, index, 'apiVersion');
    if (apiVersion === 'v1' && kind === 'Event')
      refuse('is "Event"; must be a kind that can own others', index, 'kind');
  });
}

/** Those of an object or of a template. */
export function checkLabelsAndAnnotations(
  metadata: any,
  inspection: CheckContext,
  ...path: readonly (string | number)[]
): void {
  for (const [key, value] of Object.entries<any>(metadata?.labels ?? {})) {
    if (!LABEL_KEY.accepts(key)) inspection.refuse(`must be ${LABEL_KEY.wanted}`, ...path, 'labels', key);
    else if (!LABEL_VALUE.accepts(value ?? ''))
      inspection.refuse(`is ${quoted(value)}; must be ${LABEL_VALUE.wanted}`, ...path, 'labels', key);
  }
  let size = 0;
  for (const [key, value] of Object.entries<any>(metadata?.annotations ?? {})) {
    if (!ANNOTATION_KEY.accepts(key)) inspection.refuse(`must be ${LABEL_KEY.wanted}`, ...path, 'annotations', key);
    size += key.length + (isSet(value) ? value.length : 0);
  }
  if (size > MOST_ANNOTATIONS)
    inspection.refuse(`has ${size} characters; at most ${MOST_ANNOTATIONS} are allowed`, ...path, 'annotations');
}
