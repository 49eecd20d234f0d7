import { isDeepStrictEqual } from 'node:util';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { probeOf, withDefaults } from '../../shared/probes';
import { PROBES_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'identical-probes',
  category: 'availability',
  title: 'Liveness and readiness probes are different',
  severity: Severity.LOW,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [PROBES_GUIDE],
  equivalents: {
    kubeScore: ['pod-probes-identical'],
    kyverno: ['validate-probes'],
  },
  visit: {
    container(container, { report }) {
      const liveness = probeOf(container, 'livenessProbe');
      const readiness = probeOf(container, 'readinessProbe');
      if (!liveness || !readiness || !isDeepStrictEqual(withDefaults(liveness), withDefaults(readiness))) return;
      report({
        pointer: `${container.path}/livenessProbe`,
        message: `container "${container.name}" is restarted as soon as it is not ready; use a different check in livenessProbe, or a higher failureThreshold`,
      });
    },
  },
});
