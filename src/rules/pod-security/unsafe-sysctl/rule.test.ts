import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const AT = '/securityContext/sysctls';

function set(...names: readonly string[]) {
  return ({ spec }: { spec: any }) => {
    spec.securityContext.sysctls = names.map((name) => ({ name, value: '1' }));
  };
}

const OLDEST = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
];
const STEPS: readonly (readonly [before: string, since: string, names: readonly string[]])[] = [
  ['1.26', '1.27', ['net.ipv4.ip_local_reserved_ports']],
  [
    '1.28',
    '1.29',
    [
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
    ],
  ],
  ['1.31', '1.32', ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']],
  ['1.36', '1.37', ['net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat']],
];

testRule(rule, {
  valid: {
    '§4.24: the oldest safe ones': { version: '1.0', change: set(...OLDEST) },
    'an empty list': set(),
    null: ({ spec }) => {
      spec.securityContext.sysctls = null;
    },
    ...Object.fromEntries(
      STEPS.map(([, version, names]) => [`those of ${version}, from then on`, { version, change: set(...names) }]),
    ),
  },
  invalid: {
    ...Object.fromEntries(
      STEPS.flatMap(([version, since, names]) =>
        names.map((name) => [
          `${name}, before ${since}`,
          { version, change: set(name), at: [AT], mendedBy: 'force' as const },
        ]),
      ),
    ),
    'with safe ones': {
      change: set('net.ipv4.tcp_syncookies', 'kernel.msgmax', 'net.core.somaxconn', 'net.ipv4.tcp_rmem'),
      at: [AT],
      mendedBy: 'force',
    },
    alone: { change: set('vm.max_map_count'), at: [AT], mendedBy: 'force' },
    'a safe one with slashes': { change: set('net/ipv4/tcp_syncookies'), at: [AT], mendedBy: 'force' },
    'a safe one in the wrong case': { change: set('net.ipv4.TCP_syncookies'), at: [AT], mendedBy: 'force' },
    'the prefix of safe ones': { change: set('net.ipv4.*'), at: [AT], mendedBy: 'force' },
    'without a name': {
      change: ({ spec }) => {
        spec.securityContext.sysctls = [{ value: '1' }];
      },
      at: [AT],
      mendedBy: 'force',
    },
    'on Windows': { windows: true, change: set('kernel.msgmax', 'net.ipv4.tcp_rmem'), at: [AT], mendedBy: 'force' },
  },
});
