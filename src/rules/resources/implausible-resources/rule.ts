import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { quantityOf } from '../../../kubernetes/quantity';
import { ContainerRole } from '../../../model/container-role';
import { NSA_GUIDE, RESOURCE_MANAGEMENT } from '../../shared/sources';

const MEBIBYTE = 2 ** 20;
/**
 * No container starts with less memory: Docker refuses less, and runc is killed before the program runs.
 *
 * @see https://docs.docker.com/engine/containers/resource_constraints/#limit-a-containers-access-to-memory
 */
export const LEAST_LIMIT = 6 * MEBIBYTE;
export const LEAST_REQUEST = MEBIBYTE;
/** More cores than a node of any cloud has: thousandths were meant. */
export const MOST_CORES = 1000;
/** Of these, a thousandth of a byte is no amount. */
export const IN_BYTES = ['memory', 'ephemeral-storage'];

export const rule = defineRule({
  id: 'implausible-resources',
  category: 'resources',
  title: 'Amounts of resources are plausible',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N3', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [RESOURCE_MANAGEMENT, NSA_GUIDE],
  equivalents: {},
  visit: {
    container(container, { report }) {
      if (container.role === ContainerRole.EPHEMERAL) return; // they have no resources
      for (const field of ['limits', 'requests'] as const) {
        const amounts: { [resource: string]: unknown } = container.value('/resources')?.[field] ?? {};
        for (const [resource, amount] of Object.entries(amounts)) {
          const advice = adviceOn(resource, amount, field);
          if (advice === undefined) continue;
          report({
            pointer: `${container.path}/resources/${field}/${resource}`,
            message: `container "${container.name}" has ${field}.${resource} "${amount}", ${advice}`,
          });
        }
      }
    },
  },
});

function adviceOn(resource: string, amount: unknown, field: string): string | undefined {
  const value = quantityOf(amount) ?? 0;
  if (value <= 0) return undefined; // other rules report what limits nothing
  if (IN_BYTES.includes(resource) && typeof amount === 'string' && amount.endsWith('m'))
    return 'which is in thousandths of a byte; use Mi for mebibytes';
  if (resource === 'cpu' && value >= MOST_CORES) return 'which is in cores; use m for thousandths of a core';
  if (resource !== 'memory') return undefined;
  if (field === 'limits' && value < LEAST_LIMIT) return 'with which no container starts; use at least 6Mi';
  if (field === 'requests' && value < LEAST_REQUEST) return 'which is in bytes; use Mi for mebibytes';
  return undefined;
}
