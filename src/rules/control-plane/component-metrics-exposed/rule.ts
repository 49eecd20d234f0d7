import { HARDENED_FLAGS } from '../../../analysis/cluster/component-flags';
import type { Program } from '../../../analysis/cluster/flags/program-flags';
import { HARDENED_KUBE_PROXY } from '../../../analysis/cluster/kube-proxy-settings';
import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { isLoopback, isPlainHttp, items } from '../../shared/control-plane/predicates';
import type { FlagRequirement } from '../../shared/control-plane/requirements';

const { LOW } = Severity;
const ADDRESS = HARDENED_FLAGS.scheduler['bind-address'] as string;
const METRICS = HARDENED_KUBE_PROXY.metricsBindAddress;

/** A pod with a network of its own is no port of its node. A probe from outside would fail, so there the fix is left to a person. */
const bound = (program: Program, cis: string): FlagRequirement => ({
  ...{ program, flag: 'bind-address', cis, must: `set $ to "${ADDRESS}"` },
  isFine: (value, { isOnHostNetwork }) => !isOnHostNetwork || isLoopback(value ?? ''),
  fix: ({ isProbedFromOutside }) => (isProbedFromOutside ? undefined : ADDRESS),
});

function isLocal(address: unknown): boolean {
  return isLoopback(String(address || METRICS).replace(/:\d+$/, ''));
}

export const rule = componentRule({
  id: 'component-metrics-exposed',
  title: 'Components serve their metrics to their node alone',
  severity: Severity.MEDIUM,
  guide: ['N4'],
  flags: [
    bound('kube-controller-manager', '1.3.7'),
    bound('kube-scheduler', '1.4.2'),
    {
      ...{ program: 'etcd', flag: 'listen-metrics-urls', severity: LOW, must: 'use a loopback address in $' },
      isFine: (value) => !items(value).some(isPlainHttp),
    },
    {
      ...{ program: 'kube-proxy', flag: 'metrics-bind-address', cis: '4.3.1', severity: LOW, isFine: isLocal },
      ...{ must: `set $ to "${METRICS}"`, fix: () => METRICS },
    },
  ],
  fields: [
    {
      ...{ kind: 'KubeProxyConfiguration', field: '/metricsBindAddress', cis: '4.3.1', severity: LOW },
      ...{ isFine: isLocal, must: `set $ to "${METRICS}"`, fix: METRICS },
    },
  ],
});
