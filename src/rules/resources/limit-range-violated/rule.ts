import { containerViolations, podViolations, type RangeViolation } from '../../../analysis/workloads/limit-ranges';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { escapeSegment } from '../../../json/pointer';
import { called } from '../../shared/kind-name';
import { LIMIT_RANGES, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'limit-range-violated',
  category: 'resources',
  title: 'Containers and pods meet the LimitRanges of their namespace',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N3', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [
    LIMIT_RANGES,
    NSA_GUIDE,
    'https://github.com/kubernetes/kubernetes/blob/v1.37.2/plugin/pkg/admission/limitranger/admission.go',
  ],
  visit: {
    podTemplate(pod, context) {
      for (const each of podViolations(pod, context)) {
        context.report({
          pointer: `${pod.specPath}/containers`,
          message: `the pod of ${called(pod.manifest)} has ${each.what}; ${each.advice}`,
        });
      }
    },
    container(container, context) {
      for (const each of containerViolations(container, context)) {
        context.report({
          pointer: pointerTo(container.path, each),
          message: `container "${container.name}" has ${each.what}; ${each.advice}`,
        });
      }
    },
  },
});

function pointerTo(path: string, { list, resource }: RangeViolation): string {
  return `${path}/resources/${list}/${escapeSegment(resource)}`;
}
