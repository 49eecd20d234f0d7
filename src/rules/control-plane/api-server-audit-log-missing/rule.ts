import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { given, has, isGiven } from '../../shared/control-plane/predicates';

/** No fix: a policy and a folder must be on the node and mounted. */
export const rule = componentRule({
  id: 'api-server-audit-log-missing',
  title: 'The API server writes an audit log by a policy',
  severity: Severity.MEDIUM,
  guide: ['L1'],
  flags: [
    {
      ...{ program: 'kube-apiserver', flag: 'audit-log-path', cis: ['1.2.16', '1.2.17', '1.2.18', '1.2.19'] },
      // "-" is the output of the container, which is gone with it.
      isFine: (value, flags) => (isGiven(value) && value !== '-') || has(flags, 'audit-webhook-config-file'),
      must: 'set $ to a file, or --audit-webhook-config-file',
    },
    given('kube-apiserver', 'audit-policy-file', { cis: '3.2.1' }),
  ],
  kubescape: ['C-0067'],
});
