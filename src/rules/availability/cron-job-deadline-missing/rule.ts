import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { called } from '../../shared/kind-name';

export const rule = defineRule({
  id: 'cron-job-deadline-missing',
  category: 'availability',
  title: 'Cron jobs have a starting deadline',
  severity: Severity.LOW,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline'],
  equivalents: {
    kubeScore: ['cronjob-has-deadline'],
  },
  visit: {
    types: ['batch/CronJob'],
    manifest(cronJob, { report }) {
      if (typeof cronJob.value('/spec/startingDeadlineSeconds') === 'number') return;
      report({
        pointer: '/spec/startingDeadlineSeconds',
        message: `${called(cronJob)} stops for good after 100 missed runs; set startingDeadlineSeconds`,
      });
    },
  },
});
