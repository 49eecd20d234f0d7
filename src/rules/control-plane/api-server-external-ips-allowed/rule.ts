import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { plugin } from '../../shared/control-plane/predicates';

/** No fix: a Service that has external IPs could not be made again. */
export const rule = componentRule({
  id: 'api-server-external-ips-allowed',
  title: 'The API server refuses Services with external IPs',
  severity: Severity.LOW,
  guide: ['N4'],
  flags: [plugin('DenyServiceExternalIPs', '1.2.3')],
});
