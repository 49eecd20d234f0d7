import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { selects } from '../../../kubernetes/selector';
import type { Manifest } from '../../../model/manifest';
import { isEmptySelector, readLabels, readSelector, type Selector } from '../../../model/pod-index';
import { called } from '../../shared/kind-name';
import { LABELS } from '../../shared/sources';

const NEEDED = ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet'];

export const rule = defineRule({
  id: 'selector-mismatch',
  category: 'availability',
  title: 'Workloads select their own pods',
  severity: Severity.MEDIUM,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [LABELS],
  equivalents: {
    kubescape: ['C-0302'],
    kubeLinter: ['mismatching-selector'],
    kubeScore: [
      'deployment-pod-selector-labels-match-template-metadata-labels',
      'statefulset-pod-selector-labels-match-template-metadata-labels',
    ],
  },
  visit: {
    types: [...NEEDED, 'ReplicationController', 'batch/Job', 'batch/CronJob'],
    manifest(workload, { report }) {
      const { podTemplate: pod } = workload;
      if (!pod) return;
      const pointer = pod.path.replace(/template$/, 'selector');
      const selector = selectorAt(workload, pointer);
      if (selector === 'made' || (selector && !isEmptySelector(selector) && selects(selector, pod.labels))) return;
      const what = selector && !isEmptySelector(selector) ? 'does not select its own pods' : 'selects no pods';
      report({
        pointer,
        message: `${called(workload)} ${what}, so the API server refuses it; use labels of its pod template in the selector`,
      });
    },
  },
});

/** The selector; `made` if the API server generates a matching one. */
function selectorAt(workload: Manifest, pointer: string): Selector | undefined | 'made' {
  const written = workload.value(pointer);
  if (NEEDED.includes(workload.groupKind)) return readSelector(written);
  if (workload.groupKind === 'ReplicationController') {
    const matchLabels = readLabels(written);
    return Object.keys(matchLabels).length === 0 ? 'made' : { matchLabels, matchExpressions: [] };
  }
  const isManual = workload.value(pointer.replace(/selector$/, 'manualSelector')) === true;
  return isManual ? readSelector(written) : 'made';
}
