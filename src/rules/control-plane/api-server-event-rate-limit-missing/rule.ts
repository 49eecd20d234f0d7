import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { items } from '../../shared/control-plane/predicates';

const PLUGIN = 'EventRateLimit';

/** No fix: without a file with limits, the API server does not start. */
export const rule = componentRule({
  id: 'api-server-event-rate-limit-missing',
  title: 'The API server limits the rate of events',
  severity: Severity.LOW,
  guide: ['N4'],
  flags: [
    {
      ...{ program: 'kube-apiserver', flag: 'enable-admission-plugins', cis: '1.2.9' },
      isFine: (value) => items(value).includes(PLUGIN),
      must: `add "${PLUGIN}" to $, with limits in the file of --admission-control-config-file`,
    },
  ],
});
