import { defineRule } from '../../../engine/define-rule';
import { stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const sandboxes = stringListOption(
  'runtimeClasses',
  ['gvisor', 'kata', 'kata-clh', 'kata-fc', 'kata-qemu'],
  'names of the runtime classes that pass',
);

export const rule = defineRule({
  id: 'sandboxed-runtime-class',
  category: 'pod-security',
  title: 'Pods run in a sandboxed runtime',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA P6', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [NSA_GUIDE, 'https://kubernetes.io/docs/concepts/containers/runtime-class/'],
  equivalents: {
    kubescape: ['C-0297'],
    kyverno: ['restrict-runtimeclass', 'add-runtimeclassname'],
  },
  options: [sandboxes],
  visit: {
    podTemplate(pod, { report, option }) {
      const name: string = pod.value('/runtimeClassName') ?? '';
      if (option(sandboxes).includes(name)) return;
      const found = name === '' ? 'has no runtime class' : `uses runtime class "${name}"`;
      report({
        pointer: `${pod.specPath}/runtimeClassName`,
        message: `pod ${found}, so it shares the kernel of the node; set runtimeClassName to a sandboxed runtime`,
      });
    },
  },
});
