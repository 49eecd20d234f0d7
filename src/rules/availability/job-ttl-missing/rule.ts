import { isOwned } from '../../../analysis/workloads/scaling';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { called } from '../../shared/kind-name';

export const rule = defineRule({
  id: 'job-ttl-missing',
  category: 'availability',
  title: 'Finished jobs are cleaned up',
  severity: Severity.LOW,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/'],
  equivalents: {
    kubeLinter: ['job-ttl-seconds-after-finished'],
    kyverno: ['add-ttl-jobs (mutates)'],
  },
  since: '1.21', // enabled by default
  visit: {
    types: ['batch/Job'],
    manifest(job, { report }) {
      if (typeof job.value('/spec/ttlSecondsAfterFinished') === 'number') return;
      // A CronJob has its own history limits, and Helm deletes hooks before it runs them again.
      const isHook = job.value('/metadata/annotations/helm.sh~1hook') !== undefined;
      if (isOwned(job) || isHook) return;
      report({
        pointer: '/spec/ttlSecondsAfterFinished',
        message: `${called(job)} is kept with its pods after it finishes; set ttlSecondsAfterFinished`,
      });
    },
  },
});
