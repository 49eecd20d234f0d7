import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { IN_BYTES, LEAST_LIMIT, LEAST_REQUEST, MOST_CORES } from './rule';

const reaches = (amount: number) => `quantity(string(q)).compareTo(quantity('${amount}')) >= 0`;
/** In place of an amount that is not set. */
const NONE = '9Gi';
const BYTES = '^(([6-9]|[1-9][0-9]{1,9})Mi|[1-9][0-9]{0,6}Gi)$';
/** Amounts in the units that are written most, which are plausible: no quantity has to be read. */
const USUAL = { cpu: `^([0-9]{1,3}|[0-9]{1,5}m|${NONE})$`, memory: BYTES, 'ephemeral-storage': BYTES };

function isUsual(list: string): string {
  return Object.entries(USUAL)
    .map(([resource, form]) => `string(c.?resources.?${list}[?'${resource}'].orValue('${NONE}')).matches('${form}')`)
    .join(' && ');
}

/** Whether one of the amounts of a list is not plausible; 0 limits nothing, which other rules report. */
function implausible(list: string, least: number): string {
  const amounts = `c.?resources.?${list}.orValue({})`;
  const wrong = [
    `(k in ${celList(IN_BYTES)} && string(q).endsWith('m'))`,
    `(k == 'cpu' && ${reaches(MOST_CORES)})`,
    `(k == 'memory' && !(${reaches(least)}))`,
  ].join(' || ');
  return `!(${isUsual(list)}) && ${amounts}.exists(k, [${amounts}[k]].exists(q, quantity(string(q)).isGreaterThan(quantity('0')) && (${wrong})))`;
}

export const admission: Admission = {
  family: 'pod-security',
  container: `((${implausible('limits', LEAST_LIMIT)}) || (${implausible('requests', LEAST_REQUEST)})) && !(c.name in variables.ephemeralNames)`,
  message: 'has an amount of a resource in the wrong unit; use Mi for memory, and m for thousandths of a core',
};
