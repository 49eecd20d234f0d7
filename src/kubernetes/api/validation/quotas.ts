import type { CheckContext } from '../check';
import { LABEL_KEY } from '../forms/formats';
import { quantityValue } from '../forms/quantity';
import { quoted } from '../problem';
import { checkQuantity, isContainerResource, isOvercommitAllowed } from './pods/resources';
import type { Checks } from './type-checks';
import { isSet, itemsOf, refuseDuplicates } from './values';

const COMPUTE = 'cpu memory ephemeral-storage';
const COUNTED =
  'pods resourcequotas services replicationcontrollers secrets persistentvolumeclaims configmaps services.nodeports services.loadbalancers';
/** Resources of a quota that go without a domain. */
const STANDARD = new Set([
  ...COMPUTE.split(' '),
  ...COMPUTE.split(' ').flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  ...COUNTED.split(' '),
  'requests.storage',
]);
const HUGE_PAGES = /^(requests\.)?hugepages-/;
const OF_PODS = new Set(['pods', 'cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory']);
/** What may be counted in each scope. */
const SCOPES: { readonly [scope: string]: ReadonlySet<string> } = {
  Terminating: OF_PODS,
  NotTerminating: OF_PODS,
  NotBestEffort: OF_PODS,
  PriorityClass: OF_PODS,
  CrossNamespacePodAffinity: OF_PODS,
  BestEffort: new Set(['pods']),
  VolumeAttributesClass: new Set(['persistentvolumeclaims', 'requests.storage']),
};
const WITHOUT_VALUES = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go ValidateResourceQuota, ValidateLimitRange */
export const QUOTAS: Checks = {
  'core.v1.ResourceQuotaSpec': { object: checkQuota },
  'core.v1.LimitRangeSpec': {
    object: ({ limits }, inspection) =>
      refuseDuplicates(inspection, itemsOf(limits), ({ type }) => type, 'limits', 'type'),
  },
  'core.v1.LimitRangeItem': { object: checkLimit },
};

function checkQuota({ hard, scopes, scopeSelector }: any, inspection: CheckContext): void {
  for (const [name, quantity] of Object.entries<any>(hard ?? {})) {
    const isKnown = LABEL_KEY.accepts(name) && (name.includes('/') || STANDARD.has(name) || HUGE_PAGES.test(name));
    if (!isKnown)
      inspection.refuse('must be a resource such as "requests.cpu", "pods" or "count/deployments.apps"', 'hard', name);
    checkQuantity(name, quantity ?? 0, inspection, 'hard', name);
  }
  const counted = Object.keys(hard ?? {}).filter((name) => STANDARD.has(name));
  const selected = itemsOf(scopeSelector?.matchExpressions).map(({ scopeName }) => scopeName);
  for (const [field, list] of [
    ['scopes', itemsOf(scopes)],
    ['scopeSelector', selected],
  ] as const) {
    for (const scope of list) {
      const allowed = Object.hasOwn(SCOPES, scope) ? SCOPES[scope] : undefined;
      if (!allowed)
        inspection.refuse(`${quoted(scope)} is not a scope; use one of ${Object.keys(SCOPES).join(', ')}`, field);
      else if (counted.some((name) => !allowed.has(name)))
        inspection.refuse(`${quoted(scope)} does not apply to a resource in hard`, field);
    }
    for (const [one, other] of [
      ['BestEffort', 'NotBestEffort'],
      ['Terminating', 'NotTerminating'],
    ] as const)
      if (list.includes(one) && list.includes(other))
        inspection.refuse(`has "${one}" and "${other}"; must have one of them`, field);
  }
  itemsOf(scopeSelector?.matchExpressions).forEach(({ scopeName, operator, values }, index) => {
    const refuse = (message: string, field: string) =>
      inspection.refuse(message, 'scopeSelector', 'matchExpressions', index, field);
    const count = itemsOf(values).length;
    if (WITHOUT_VALUES.includes(scopeName) && operator !== 'Exists')
      refuse(`must be "Exists" for the scope "${scopeName}"`, 'operator');
    if ((operator === 'In' || operator === 'NotIn') && count === 0) refuse('is missing; must be set', 'values');
    if ((operator === 'Exists' || operator === 'DoesNotExist') && count > 0)
      refuse('is set; must not be with this operator', 'values');
  });
}

function checkLimit(limit: any, inspection: CheckContext): void {
  const { type } = limit;
  if (
    !LABEL_KEY.accepts(type) ||
    (!type.includes('/') && !['Pod', 'Container', 'PersistentVolumeClaim'].includes(type))
  )
    inspection.refuse(`is ${quoted(type)}; must be one of "Pod", "Container", "PersistentVolumeClaim"`, 'type');
  const fields = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'];
  if (type === 'Pod')
    for (const field of ['default', 'defaultRequest'])
      if (Object.keys(limit[field] ?? {}).length > 0)
        inspection.refuse('is set; must not be for the type "Pod"', field);
  const isOfContainers = type === 'Pod' || type === 'Container';
  const names = new Set(fields.flatMap((field) => Object.keys(limit[field] ?? {})));
  for (const name of names) {
    const isKnown = isOfContainers ? isContainerResource(name) : isResource(name);
    if (!isKnown)
      inspection.refuse(
        'must be a resource such as "cpu", "storage" or "example.com/gpu"',
        fields.find((field) => Object.hasOwn(limit[field] ?? {}, name)) as string,
        name,
      );
    checkOrder(limit, name, inspection);
  }
  if (type === 'PersistentVolumeClaim' && !('storage' in (limit.max ?? {})) && !('storage' in (limit.min ?? {})))
    inspection.refuse('must have min or max of storage');
}

function isResource(name: string): boolean {
  return (
    LABEL_KEY.accepts(name) && (name.includes('/') || STANDARD.has(name) || name === 'storage' || HUGE_PAGES.test(name))
  );
}

/** Ascending: min, defaultRequest, default, max. */
function checkOrder(limit: any, name: string, inspection: CheckContext): void {
  const value = (field: string) =>
    isSet(limit[field]) && Object.hasOwn(limit[field], name) ? quantityValue(limit[field][name] ?? 0) : Number.NaN;
  const [min, request, standard, max] = ['min', 'defaultRequest', 'default', 'max'].map(value) as [
    number,
    number,
    number,
    number,
  ];
  const ratio = value('maxLimitRequestRatio');
  for (const [low, high, field] of [
    [min, max, 'min'],
    [min, request, 'defaultRequest'],
    [request, max, 'defaultRequest'],
    [request, standard, 'defaultRequest'],
    [min, standard, 'default'],
    [standard, max, 'default'],
  ] as const)
    if (low > high) inspection.refuse('must be in the order min, defaultRequest, default, max', field, name);
  if (ratio < 1) inspection.refuse('must be at least 1', 'maxLimitRequestRatio', name);
  if (Number.isFinite(ratio) && ratio * 0.999 > max / min)
    inspection.refuse('must be at most max / min', 'maxLimitRequestRatio', name);
  if (!isOvercommitAllowed(name) && standard !== request && !Number.isNaN(standard + request))
    inspection.refuse('must equal default for this resource', 'defaultRequest', name);
}
