import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { called } from '../../shared/kind-name';

export const rule = defineRule({
  id: 'no-rolling-update',
  category: 'availability',
  title: 'Workloads use rolling updates',
  severity: Severity.LOW,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy'],
  equivalents: {
    kubescape: ['C-0305'],
    kubeLinter: ['no-rolling-update-strategy'],
    kubeScore: ['deployment-strategy'],
  },
  visit: {
    types: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet'],
    manifest(workload, { report }) {
      const pointer = workload.objectRef.kind === 'Deployment' ? '/spec/strategy/type' : '/spec/updateStrategy/type';
      const type = workload.value(pointer) || 'RollingUpdate'; // the default
      if (type === 'RollingUpdate') return;
      const what =
        type === 'OnDelete' ? 'is updated only after its pods are deleted by hand' : 'is down during an update';
      report({ pointer, message: `${called(workload)} ${what}; set type to "RollingUpdate"` });
    },
  },
});
