import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { items } from '../../shared/control-plane/predicates';

const PLUGIN = 'DenyServiceExternalIPs';

/** No fix: a Service that has external IPs could not be made again. */
export const rule = componentRule({
  id: 'api-server-external-ips-allowed',
  title: 'The API server refuses Services with external IPs',
  severity: Severity.LOW,
  guide: ['N4'],
  flags: [
    {
      ...{ program: 'kube-apiserver', flag: 'enable-admission-plugins', cis: '1.2.3' },
      isFine: (value) => items(value).includes(PLUGIN),
      must: `add "${PLUGIN}" to $`,
    },
  ],
});
