import { HARDENED_FLAGS } from '../../../analysis/cluster/component-flags';
import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { secondsOf } from '../../shared/control-plane/predicates';

const HARDENED = HARDENED_FLAGS.apiServer['request-timeout'] as string;
const MOST = secondsOf(HARDENED) as number;

export const rule = componentRule({
  id: 'api-server-request-timeout',
  title: 'The API server ends requests that take too long',
  severity: Severity.LOW,
  guide: ['N4'],
  flags: [
    {
      ...{ program: 'kube-apiserver', flag: 'request-timeout', cis: '1.2.20' },
      isFine: (value) => value === undefined || isShort(secondsOf(value)),
      must: `set $ to "${HARDENED}" or less`,
      fix: () => HARDENED,
    },
  ],
});

function isShort(seconds = 0): boolean {
  return seconds > 0 && seconds <= MOST;
}
