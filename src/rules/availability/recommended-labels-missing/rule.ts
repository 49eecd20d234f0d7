import { defineRule } from '../../../engine/define-rule';
import { stringListOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';

export const labels = stringListOption(
  'labels',
  ['app.kubernetes.io/name', 'app.kubernetes.io/instance'],
  'keys of the labels that every pod must have, with a value',
);

export const rule = defineRule({
  id: 'recommended-labels-missing',
  category: 'availability',
  title: 'Pods have the recommended labels',
  severity: Severity.LOW,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/'],
  equivalents: {
    kubescape: ['C-0076', 'C-0077'],
    kubeLinter: ['required-label-owner', 'required-annotation-email'],
    polaris: ['metadataAndInstanceMismatched'],
    kyverno: ['require-labels'],
  },
  options: [labels],
  visit: {
    podTemplate(pod, { option, report }) {
      const missing = option(labels).filter((key) => !(Object.hasOwn(pod.labels, key) && pod.labels[key]));
      if (missing.length === 0) return;
      report({
        pointer: `${pod.path}/metadata/labels`,
        message: `pod lacks ${missing.map((key) => `"${key}"`).join(' and ')}; add ${missing.length === 1 ? 'that label' : 'those labels'}`,
      });
    },
  },
});
