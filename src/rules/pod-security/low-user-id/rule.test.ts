import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

/** Sets the user and the group of the pod, so that other rules about users pass. */
function set(id: number | null, own?: (spec: any) => void) {
  return ({ spec }: World) => {
    Object.assign(spec.securityContext, { runAsGroup: 10_000, runAsUser: id });
    own?.(spec);
  };
}

testRule(rule, {
  valid: {
    '§4.31: ten thousand itself, on the pod': set(10_000),
    'only on each container': set(null, (spec) => {
      for (const container of [...spec.initContainers, ...spec.containers])
        container.securityContext.runAsUser = 20_000;
    }),
    'a low one on the pod, which no container inherits': set(1, (spec) => {
      for (const container of [...spec.initContainers, ...spec.containers])
        container.securityContext.runAsUser = 10_001;
    }),
    'on Windows': { windows: true, change: () => {} },
  },
  invalid: {
    'one below': { change: set(9_999), at: ['/securityContext/runAsUser'], mendedBy: 'none' },
    null: { change: set(null), at: ['/securityContext/runAsUser'], mendedBy: 'none' },
    absent: { change: () => {}, at: ['/securityContext/runAsUser'], mendedBy: 'none' },
    'unset for one container': {
      change: set(null, (spec) => {
        spec.containers[0].securityContext.runAsUser = 10_000;
      }),
      at: ['/securityContext/runAsUser'],
      mendedBy: 'none',
    },
    'low on containers, a valid one on the pod': {
      change: set(10_000, (spec) => {
        spec.initContainers[0].securityContext.runAsUser = 1;
        spec.containers[0].securityContext.runAsUser = 9_999;
      }),
      at: ['/initContainers/0/securityContext/runAsUser', '/containers/0/securityContext/runAsUser'],
      mendedBy: 'none',
    },
    'on an ephemeral container': {
      change: set(10_000, (spec) => {
        spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug' }];
        spec.ephemeralContainers[0].securityContext.runAsUser = 65;
      }),
      at: ['/ephemeralContainers/0/securityContext/runAsUser'],
      mendedBy: 'none',
    },
    '0 on the pod': {
      change: set(0),
      at: ['/securityContext/runAsUser'],
      also: ['run-as-root-user'],
      mendedBy: 'none',
    },
  },
});

testRule(rule, {
  options: { minimumUserId: 1000 },
  valid: { 'the number that an option names': set(1000) },
  invalid: { 'one below that': { change: set(999), at: ['/securityContext/runAsUser'], mendedBy: 'none' } },
});
