import { autoscalersOf } from '../../../analysis/workloads/scaling';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { isOwnKind } from '../../../kubernetes/api/table';
import { called } from '../../shared/kind-name';
import { AUTOSCALING } from '../../shared/sources';

export const rule = defineRule({
  id: 'static-replicas-with-autoscaler',
  category: 'availability',
  title: 'Workloads with an autoscaler do not set replicas',
  severity: Severity.LOW,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [`${AUTOSCALING}#migrating-deployments-and-statefulsets-to-horizontal-autoscaling`],
  equivalents: {
    kubeScore: ['deployment-targeted-by-hpa-does-not-have-replicas-configured'],
    kyverno: ['check-hpa-exists (partly)'],
  },
  visit: {
    manifest(workload, { all, report }) {
      const [autoscaler] = autoscalersOf(workload, all);
      const replicas = workload.value('/spec/replicas');
      if (!autoscaler || typeof replicas !== 'number' || replicas === 0) return; // 0 disables the autoscaler
      report({
        pointer: '/spec/replicas',
        message: `${called(workload)} is reset to ${replicas} replicas at each apply, although ${called(autoscaler)} scales it; remove replicas`,
        fix: isOwnKind(workload.groupKind) ? workload.patchAway('/spec/replicas') : undefined, // a custom kind may require it
      });
    },
  },
});
