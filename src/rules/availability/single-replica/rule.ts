import { autoscalersOf } from '../../../analysis/workloads/scaling';
import { defineRule } from '../../../engine/define-rule';
import { integerOption } from '../../../engine/rule-option';
import { Severity } from '../../../engine/severity';
import { DISRUPTIONS } from '../../shared/sources';

const minimum = integerOption('minimumReplicas', 2, 'lowest number of replicas that passes');

export const rule = defineRule({
  id: 'single-replica',
  category: 'availability',
  title: 'Deployments survive the loss of a pod',
  severity: Severity.LOW,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [DISRUPTIONS],
  equivalents: {
    kubeLinter: ['minimum-three-replicas'],
    polaris: ['deploymentMissingReplicas'],
    kubeScore: ['deployment-replicas'],
    kyverno: ['deployment-has-multiple-replicas'],
  },
  options: [minimum],
  visit: {
    types: ['apps/Deployment'],
    manifest(deployment, { all, option, report }) {
      const written = deployment.value('/spec/replicas');
      const replicas = typeof written === 'number' ? written : 1;
      if (replicas >= option(minimum) || replicas === 0) return; // scaled down on purpose
      if (autoscalersOf(deployment, all).length > 0) return; // autoscaler-range judges its range
      report({
        pointer: '/spec/replicas',
        message: `deployment "${deployment.objectRef.name}" has ${replicas} replica${replicas === 1 ? '' : 's'}; set replicas to ${option(minimum)} or more`,
      });
    },
  },
});
