import { KUBERNETES_PKI } from '../../../analysis/cluster/component-flags';
import { flagValue } from '../../../analysis/cluster/flags/program-flags';
import { programIn } from '../../../analysis/cluster/flags/programs-in';
import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { isGiven } from '../../shared/control-plane/predicates';
import type { FlagRequirement } from '../../shared/control-plane/requirements';

const own = (flag: string): FlagRequirement => ({
  ...{ program: 'etcd', flag, cis: '2.7', must: 'set $ to a certificate authority of etcd alone' },
  isFine: (value, _, { all }) => {
    const others = programIn(all, 'kube-apiserver').map((server) => flagValue(server, 'client-ca-file'));
    return isGiven(value) && ![`${KUBERNETES_PKI}/ca.crt`, ...others].includes(value);
  },
});

/** No fix: another authority must sign new certificates first. */
export const rule = componentRule({
  id: 'etcd-shared-ca',
  title: 'The clients of etcd have an authority of their own',
  severity: Severity.MEDIUM,
  guide: ['N4'],
  flags: [own('trusted-ca-file'), own('peer-trusted-ca-file')],
});
