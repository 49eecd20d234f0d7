import { defineRule } from '../../../engine/define-rule';
import { stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const SYSTEM = ['system-cluster-critical', 'system-node-critical'];
export const allowed = stringListOption(
  'priorityClasses',
  [],
  'names of the priority classes that pass; if empty, all except those of the system',
);

export const rule = defineRule({
  id: 'system-priority-class',
  category: 'pod-security',
  title: 'Pods do not use system priority classes',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA N3', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/'],
  equivalents: {
    kyverno: ['allowed-podpriorities'],
  },
  options: [allowed],
  visit: {
    podTemplate(pod, { report, option }) {
      const name: string = pod.value('/priorityClassName') ?? '';
      const names = option(allowed);
      if (name === '' || names.includes(name)) return;
      const isSystem = SYSTEM.includes(name);
      if (isSystem ? pod.manifest.effectiveNamespace === 'kube-system' : names.length === 0) return;
      const why = isSystem ? "which is for the cluster's own pods" : 'which is not allowed';
      report({
        pointer: `${pod.specPath}/priorityClassName`,
        message: `pod has priority class "${name}", ${why}; use another class, or remove it`,
      });
    },
  },
});
