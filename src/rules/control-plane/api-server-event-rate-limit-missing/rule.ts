import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { plugin } from '../../shared/control-plane/predicates';

/** No fix: without a file with limits, the API server does not start. */
export const rule = componentRule({
  id: 'api-server-event-rate-limit-missing',
  title: 'The API server limits the rate of events',
  severity: Severity.LOW,
  guide: ['N4'],
  flags: [plugin('EventRateLimit', '1.2.9', ', with limits in the file of --admission-control-config-file')],
});
