import { HARDENED_FLAGS } from '../../../analysis/cluster/component-flags';
import { HARDENED_KUBE_PROXY } from '../../../analysis/cluster/kube-proxy-settings';
import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { has, isFalse } from '../../shared/control-plane/predicates';
import type { FlagRequirement } from '../../shared/control-plane/requirements';

const profiling = (program: FlagRequirement['program'], cis: string, value: string | undefined): FlagRequirement => ({
  ...{ program, flag: 'profiling', cis, must: `set $ to "${value}"`, fix: () => value },
  // The scheduler ignores the flag beside a file.
  isFine: (given, flags) => isFalse(given) || (program === 'kube-scheduler' && has(flags, 'config')),
});
const { apiServer, controllerManager, scheduler } = HARDENED_FLAGS;
const { enableProfiling } = HARDENED_KUBE_PROXY;

export const rule = componentRule({
  id: 'profiling-enabled',
  title: 'Components of the control plane serve no profiles',
  severity: Severity.LOW,
  guide: ['N4'],
  flags: [
    profiling('kube-apiserver', '1.2.15', apiServer.profiling),
    profiling('kube-controller-manager', '1.3.2', controllerManager.profiling),
    profiling('kube-scheduler', '1.4.1', scheduler.profiling),
  ],
  fields: [
    {
      ...{ kind: 'KubeSchedulerConfiguration', field: '/enableProfiling', cis: '1.4.1' },
      ...{ isFine: (value) => value === false, must: 'set $ to false', fix: enableProfiling },
    },
    {
      ...{ kind: 'KubeProxyConfiguration', field: '/enableProfiling' },
      ...{ isFine: (value) => value !== true, must: 'set $ to false', fix: enableProfiling },
    },
  ],
});
