import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';

const kind = 'JoinConfiguration';

/** No fix: the hash of the authority is known to the cluster alone. */
export const rule = componentRule({
  id: 'join-without-ca-verification',
  title: 'A node that joins verifies the cluster',
  severity: Severity.HIGH,
  guide: ['N6'],
  fields: [
    {
      ...{ kind, field: '/discovery/bootstrapToken/unsafeSkipCAVerification' },
      ...{ isFine: (value) => value !== true, must: 'remove $, and list caCertHashes' },
    },
    {
      ...{ kind, field: '/discovery/bootstrapToken/caCertHashes' },
      isFine: (hashes, { discovery }) =>
        !discovery?.bootstrapToken ||
        discovery.bootstrapToken.unsafeSkipCAVerification === true ||
        (Array.isArray(hashes) && hashes.length > 0),
      must: 'list the hash of the certificate authority in $',
    },
    {
      ...{ kind, field: '/discovery/file/kubeConfigPath' },
      ...{ isFine: (value) => !/^http:/.test(String(value)), must: 'use https in $' },
    },
  ],
});
