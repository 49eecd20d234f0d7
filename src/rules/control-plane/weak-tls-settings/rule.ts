import { ETCD_FLAGS } from '../../../analysis/cluster/component-flags';
import { flagValue, type Program, type ProgramFlags } from '../../../analysis/cluster/flags/program-flags';
import { CIPHER_SUITES, isStrongSuite, OLDEST_TLS } from '../../../analysis/cluster/tls';
import { Severity } from '../../../engine/severity';
import { componentRule } from '../../shared/control-plane/component-rule';
import { isGiven, items } from '../../shared/control-plane/predicates';
import type { FlagRequirement } from '../../shared/control-plane/requirements';

const SUITES = CIPHER_SUITES.join(',');
const TLS_13 = /1\.?3$/;
const OLDER = /1\.?[01]$/;

const suites = (program: Program, flag: string, cis?: string): FlagRequirement => ({
  ...{ program, flag, cis, must: 'set $ to suites with forward secrecy and authenticated encryption' },
  isFine: (value, flags) => (isGiven(value) ? items(value).every(isStrongSuite) : cis === undefined || isTls13(flags)),
  fix: () => SUITES,
});
const version = (program: Program, oldest: string): FlagRequirement => ({
  ...{ program, flag: 'tls-min-version', must: `set $ to "${oldest}" or newer`, fix: () => oldest },
  isFine: (value) => !OLDER.test(value ?? ''),
});

/** Suites of TLS 1.3 are not configurable, and all strong. */
function isTls13(flags: ProgramFlags): boolean {
  return TLS_13.test(flagValue(flags, 'tls-min-version') ?? '');
}

export const rule = componentRule({
  id: 'weak-tls-settings',
  title: 'Components accept strong versions and cipher suites of TLS alone',
  severity: Severity.MEDIUM,
  guide: ['N6'],
  flags: [
    suites('kube-apiserver', 'tls-cipher-suites', '1.2.29'),
    ...(['kube-controller-manager', 'kube-scheduler', 'kubelet'] as const).map((each) =>
      suites(each, 'tls-cipher-suites'),
    ),
    suites('etcd', 'cipher-suites'),
    ...(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubelet'] as const).map((each) =>
      version(each, OLDEST_TLS),
    ),
    version('etcd', ETCD_FLAGS['tls-min-version'] as string),
  ],
  fields: [
    {
      ...{ kind: 'KubeletConfiguration', field: '/tlsCipherSuites', cis: '4.2.12', fix: CIPHER_SUITES },
      must: 'set $ to suites with forward secrecy and authenticated encryption',
      isFine: (value, { tlsMinVersion }) =>
        Array.isArray(value) && value.length > 0
          ? value.every((suite) => isStrongSuite(String(suite)))
          : TLS_13.test(String(tlsMinVersion ?? '')),
    },
    {
      ...{ kind: 'KubeletConfiguration', field: '/tlsMinVersion', fix: OLDEST_TLS },
      ...{ isFine: (value) => !OLDER.test(String(value ?? '')), must: `set $ to "${OLDEST_TLS}" or newer` },
    },
  ],
});
