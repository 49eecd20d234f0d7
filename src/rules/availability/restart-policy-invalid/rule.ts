import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { called } from '../../shared/kind-name';

const RUN_TO_END = ['Never', 'OnFailure'];
const RUN_ON = ['Always'];
/** The policies that the API server accepts for each kind; a Pod may have any. */
const ACCEPTED: { readonly [type: string]: readonly string[] } = {
  'batch/Job': RUN_TO_END,
  'batch/CronJob': RUN_TO_END,
  'apps/Deployment': RUN_ON,
  'apps/StatefulSet': RUN_ON,
  'apps/DaemonSet': RUN_ON,
  'apps/ReplicaSet': RUN_ON,
  ReplicationController: RUN_ON,
};

export const rule = defineRule({
  id: 'restart-policy-invalid',
  category: 'availability',
  title: 'Workloads have a restart policy that their kind accepts',
  severity: Severity.MEDIUM,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy'],
  equivalents: {
    kubeLinter: ['restart-policy'],
    kubeScore: ['cronjob-restartpolicy'],
  },
  visit: {
    podTemplate(pod, { report }) {
      const { manifest, specPath } = pod;
      const policy = pod.value('/restartPolicy') || 'Always'; // the default
      // With a pod failure policy the Job restarts pods, not the kubelet.
      const isJobs = manifest.value(`${pod.path.replace(/\/template$/, '')}/podFailurePolicy`);
      const accepted = isJobs ? ['Never'] : ACCEPTED[manifest.groupKind];
      if (!accepted || accepted.includes(policy)) return;
      const advice = accepted.map((each) => `"${each}"`).join(' or ');
      report({
        pointer: `${specPath}/restartPolicy`,
        message: `${called(manifest)} has restartPolicy "${policy}", which the API server refuses; set restartPolicy to ${advice}`,
        fix: accepted.length === 1 ? pod.patchTo('/restartPolicy', accepted[0]) : undefined,
      });
    },
  },
});
