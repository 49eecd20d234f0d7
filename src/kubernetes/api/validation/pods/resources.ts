import type { CheckContext } from '../../check';
import { DNS_LABEL, LABEL_KEY, matches } from '../../forms/formats';
import { quantityValue } from '../../forms/quantity';
import { quoted } from '../../problem';
import { isSet, itemsOf } from '../values';

const HUGE_PAGES = 'hugepages-';
const NATIVE = 'kubernetes.io/';
/** Resources of a container that go without a domain. */
const STANDARD = new Set(['cpu', 'memory', 'ephemeral-storage']);
/** More than this is not told apart from rounding. */
const TOLERANCE = 1 + 1e-9;

/**
 * What a container asks for. A check of the field and not of its type: until 1.28 a claim's storage was of the same type.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go validateResourceRequirements
 */
export function checkRequirements({ limits, requests, claims }: any, inspection: CheckContext): undefined {
  const most = valuesOf(limits, inspection, 'limits');
  const asked = valuesOf(requests, inspection, 'requests');
  for (const [name, value] of asked) {
    const limit = most.get(name);
    if (limit !== undefined && value > limit * TOLERANCE)
      inspection.refuse(
        `is ${quoted(requests[name])}; must be at most the limit ${quoted(limits[name])}`,
        'requests',
        name,
      );
    else if (!isOvercommitAllowed(name) && (limit === undefined || value * TOLERANCE < limit))
      inspection.refuse(`is ${quoted(requests[name])}; must equal the limit of this resource`, 'requests', name);
  }
  refuseHugePagesAlone([...most.keys(), ...asked.keys()], inspection);
  if (isSet(claims)) checkClaims(itemsOf(claims), inspection);
  return undefined;
}

/** What a pod costs beside its containers: limits alone. */
export function checkOverhead(resources: any, inspection: CheckContext): undefined {
  const most = valuesOf(resources, inspection);
  refuseHugePagesAlone([...most.keys()], inspection);
  return undefined;
}

function refuseHugePagesAlone(names: readonly string[], inspection: CheckContext): void {
  if (names.some((name) => name.startsWith(HUGE_PAGES)) && !names.some((name) => name === 'cpu' || name === 'memory'))
    inspection.refuse('has huge pages alone; must have cpu or memory too');
}

/** One claim may be named for several of its requests, or once as a whole. */
function checkClaims(claims: readonly any[], inspection: CheckContext): void {
  const seen = new Set<string>();
  claims.forEach(({ name, request }, index) => {
    const key = request ? `${name}/${request}` : name;
    const isTwice =
      seen.has(name) || seen.has(key) || (!request && [...seen].some((each) => each.startsWith(`${name}/`)));
    if (isTwice) inspection.refuse(`${quoted(key)} is there twice; must be unique`, 'claims', index);
    if (!matches(DNS_LABEL, request ?? 'x'))
      inspection.refuse(`is ${quoted(request)}; must be ${DNS_LABEL.wanted}`, 'claims', index, 'request');
    seen.add(key);
  });
}

/** The resources by name, in base units. */
function valuesOf(resources: any, inspection: CheckContext, ...path: readonly string[]): Map<string, number> {
  const values = new Map<string, number>();
  for (const [name, quantity] of Object.entries<any>(resources ?? {})) {
    if (!isContainerResource(name))
      inspection.refuse(
        'must be cpu, memory, ephemeral-storage, hugepages-SIZE or a resource such as "example.com/gpu"',
        ...path,
        name,
      );
    values.set(name, checkQuantity(name, quantity ?? 0, inspection, ...path, name));
  }
  return values;
}

/** Upstream: ValidateContainerResourceName. */
export function isContainerResource(name: string): boolean {
  if (!LABEL_KEY.accepts(name)) return false;
  if (!name.includes('/')) return STANDARD.has(name) || name.startsWith(HUGE_PAGES);
  return name.includes(NATIVE) || (!name.startsWith('requests.') && LABEL_KEY.accepts(`requests.${name}`));
}

/** Upstream: IsOvercommitAllowed. Only cpu, memory and storage can be given out more than once. */
export function isOvercommitAllowed(name: string): boolean {
  return (!name.includes('/') || name.includes(NATIVE)) && !name.startsWith(HUGE_PAGES);
}

/** The value, as far as it is a quantity. Upstream: ValidateResourceQuantityValue, and that huge pages are whole. */
export function checkQuantity(
  name: string,
  quantity: any,
  inspection: CheckContext,
  ...below: readonly (string | number)[]
): number {
  const value = quantityValue(quantity);
  if (value < 0) inspection.refuse(`is ${quoted(quantity)}; must not be negative`, ...below);
  else if (isIntegral(name) && Number.isFinite(value) && !Number.isInteger(value))
    inspection.refuse(`is ${quoted(quantity)}; must be an integer`, ...below);
  const size = name.startsWith(HUGE_PAGES) ? quantityValue(name.slice(HUGE_PAGES.length)) : undefined;
  if (size !== undefined && (!(size > 0) || value % size !== 0))
    inspection.refuse(`is ${quoted(quantity)}; must be a multiple of the page size`, ...below);
  return value;
}

const COUNTED = new Set(
  'pods services replicationcontrollers resourcequotas secrets configmaps persistentvolumeclaims services.nodeports services.loadbalancers'.split(
    ' ',
  ),
);

/** Upstream: IsIntegerResourceName. */
function isIntegral(name: string): boolean {
  return COUNTED.has(name) || (name.includes('/') && !name.includes(NATIVE) && !name.startsWith('requests.'));
}
