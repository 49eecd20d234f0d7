import { excessOf } from '../../../analysis/workloads/quota';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { type ExactQuantity, exactQuantity, quantityText } from '../../../kubernetes/quantity';
import { called } from '../../shared/kind-name';
import { NSA_GUIDE, RESOURCE_QUOTAS } from '../../shared/sources';

export const rule = defineRule({
  id: 'resource-quota-exceeded',
  category: 'resources',
  title: 'The pods of a namespace fit its quota',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N3', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [
    RESOURCE_QUOTAS,
    NSA_GUIDE,
    'https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/quota/v1/evaluator/core/pods.go',
  ],
  visit: {
    types: ['ResourceQuota'],
    manifest(quota, { all, target, report }) {
      const excess = excessOf(quota, { all, target });
      if (excess.length === 0) return;
      const amounts = excess.map(({ entry, hard, needed }) => {
        const text = (amount: bigint) => quantityText(amount, entry);
        const over = `${entry} by ${roughly(needed - hard, entry)} (${text(needed)} of ${text(hard)})`;
        return { over, least: `${entry} to ${text(needed)}` };
      });
      const over = amounts.map((each) => each.over).join(', ');
      const least = amounts.map((each) => each.least).join(', ');
      report({
        pointer: '/spec/hard',
        message: `${called(quota)} of namespace "${quota.effectiveNamespace}" is exceeded when all pods run, with autoscalers at their maximum: ${over}; set ${least} or more, or lower the resources, replicas or maxReplicas of its workloads`,
      });
    },
  },
});

/** The difference of binary and decimal sizes is a long number of bytes: it is rounded up to mebibytes. */
function roughly(amount: ExactQuantity, entry: string): string {
  const text = quantityText(amount, entry);
  const size = exactQuantity('1Mi') ?? 1n;
  return /memory|storage|hugepages/.test(entry) && /^\d{7,}$/.test(text)
    ? quantityText(((amount + size - 1n) / size) * size, entry)
    : text;
}
