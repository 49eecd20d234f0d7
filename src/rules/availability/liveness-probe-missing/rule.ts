import { staysBesideOthers } from '../../../analysis/network/services';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { isLongRunning, probeOf } from '../../shared/probes';
import { PROBES_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'liveness-probe-missing',
  category: 'availability',
  title: 'Containers that hang are restarted',
  severity: Severity.LOW,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [PROBES_GUIDE],
  equivalents: {
    kubescape: ['C-0056'],
    kubeLinter: ['no-liveness-probe'],
    polaris: ['livenessProbeMissing'],
    kubeScore: ['pod-probes'],
    checkov: ['CKV_K8S_8'],
    kyverno: ['require-pod-probes'],
  },
  visit: {
    container(container, { report }) {
      if (!isLongRunning(container.pod) || !staysBesideOthers(container)) return;
      if (probeOf(container, 'livenessProbe')) return;
      report({
        pointer: `${container.path}/livenessProbe`,
        message: `container "${container.name}" is not restarted when it hangs; add a livenessProbe`,
      });
    },
  },
});
