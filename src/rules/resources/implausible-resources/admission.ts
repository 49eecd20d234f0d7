import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { IN_BYTES, LEAST_LIMIT, LEAST_REQUEST, MOST_CORES } from './rule';

const reaches = (amount: number) => `quantity(string(q)).compareTo(quantity('${amount}')) >= 0`;
/** Whether one of the amounts of a list is not plausible; 0 limits nothing, which other rules report. */
function implausible(list: string, least: number): string {
  const amounts = `c.?resources.?${list}.orValue({})`;
  const wrong = [
    `(k in ${celList(IN_BYTES)} && string(q).endsWith('m'))`,
    `(k == 'cpu' && ${reaches(MOST_CORES)})`,
    `(k == 'memory' && !(${reaches(least)}))`,
  ].join(' || ');
  return `${amounts}.exists(k, [${amounts}[k]].exists(q, quantity(string(q)).isGreaterThan(quantity('0')) && (${wrong})))`;
}

export const admission: Admission = {
  family: 'pod-security',
  container: `!(c.name in variables.ephemeralNames) && (${implausible('limits', LEAST_LIMIT)} || ${implausible('requests', LEAST_REQUEST)})`,
  message: 'has an amount of a resource in the wrong unit; use Mi for memory, and m for thousandths of a core',
};
