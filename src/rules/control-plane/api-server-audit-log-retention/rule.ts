import { LEAST_AUDIT_LOG } from '../../../analysis/cluster/component-flags';
import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { has } from '../../shared/control-plane/predicates';
import type { FlagRequirement } from '../../shared/control-plane/requirements';

/** Zero means no limit, so more is kept. */
const atLeast = (flag: string, least: number, cis: string): FlagRequirement => ({
  ...{ program: 'kube-apiserver', flag, cis, must: `set $ to ${least} or more`, fix: () => `${least}` },
  isFine: (value, flags) =>
    !has(flags, 'audit-log-path') || value === '0' || (value !== undefined && Number(value) >= least),
});

export const rule = componentRule({
  id: 'api-server-audit-log-retention',
  title: 'The audit log is kept long enough, and rotated',
  severity: Severity.LOW,
  guide: ['L1'],
  flags: [
    atLeast('audit-log-maxage', LEAST_AUDIT_LOG.maxAgeDays, '1.2.17'),
    atLeast('audit-log-maxbackup', LEAST_AUDIT_LOG.maxBackups, '1.2.18'),
    atLeast('audit-log-maxsize', LEAST_AUDIT_LOG.maxSizeMegabytes, '1.2.19'),
  ],
});
