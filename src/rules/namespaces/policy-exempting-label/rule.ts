import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { escapeSegment } from '../../../json/pointer';
import { NSA_GUIDE } from '../../shared/sources';
import { exemptionsOf } from './exemptions';
import { isExempting, OF_NAMESPACES, OF_PODS } from './labels';

export const rule = defineRule({
  id: 'policy-exempting-label',
  category: 'namespaces',
  title: 'No label switches policies off',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA P4', 'OWASP K04:2022', 'OWASP K04:2025'],
  references: [
    'https://open-policy-agent.github.io/gatekeeper/website/docs/exempt-namespaces/',
    'https://kyverno.io/docs/installation/customization/#namespace-selectors',
    'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/',
    NSA_GUIDE,
  ],
  visit: {
    types: ['Namespace'],
    manifest(namespace, { all, report }) {
      const { name } = namespace.objectRef;
      const known = OF_NAMESPACES.filter((label) => isExempting(label, namespace.labels));
      for (const { key, does, severity } of known.filter((each) => !each.spared?.includes(name))) {
        report({ pointer: pointerOf(key), message: `namespace "${name}" ${does}; remove label ${key}`, severity });
      }
      for (const { key, webhook } of exemptionsOf(namespace, all)) {
        if (known.some((label) => label.key === key)) continue;
        report({
          pointer: pointerOf(key),
          message: `namespace "${name}" is exempt from webhook "${webhook}"; remove label ${key}`,
        });
      }
    },
    podTemplate(pod, { report }) {
      for (const field of ['labels', 'annotations'] as const) {
        for (const { key, does, severity } of OF_PODS.filter((label) => isExempting(label, pod[field]))) {
          report({
            pointer: `${pod.path}${pointerOf(key, field)}`,
            message: `pod ${does}; remove ${field === 'labels' ? 'label' : 'annotation'} ${key}`,
            severity,
          });
        }
      }
    },
  },
});

function pointerOf(key: string, field = 'labels'): string {
  return `/metadata/${field}/${escapeSegment(key)}`;
}
