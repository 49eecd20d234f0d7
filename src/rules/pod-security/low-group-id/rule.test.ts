import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

/** Sets the group of the pod. */
function set(id: number | null, own?: (spec: any) => void) {
  return ({ spec }: World) => {
    Object.assign(spec.securityContext, { runAsGroup: id });
    own?.(spec);
  };
}

testRule(rule, {
  valid: {
    '§4.31: ten thousand itself, on the pod': set(10_000),
    'only on each container': set(null, (spec) => {
      for (const container of [...spec.initContainers, ...spec.containers])
        container.securityContext.runAsGroup = 20_000;
    }),
    'a low one on the pod, which no container inherits': set(1, (spec) => {
      for (const container of [...spec.initContainers, ...spec.containers])
        container.securityContext.runAsGroup = 10_001;
    }),
    'on Windows': { windows: true, change: () => {} },
  },
  invalid: {
    'one below': { change: set(9_999), at: ['/securityContext/runAsGroup'], mendedBy: 'none' },
    null: { change: set(null), at: ['/securityContext/runAsGroup'], mendedBy: 'none' },
    absent: { change: () => {}, at: ['/securityContext/runAsGroup'], mendedBy: 'none' },
    'unset for one container': {
      change: set(null, (spec) => {
        spec.containers[0].securityContext.runAsGroup = 10_000;
      }),
      at: ['/securityContext/runAsGroup'],
      mendedBy: 'none',
    },
    'low on containers, a valid one on the pod': {
      change: set(10_000, (spec) => {
        spec.initContainers[0].securityContext.runAsGroup = 1;
        spec.containers[0].securityContext.runAsGroup = 9_999;
      }),
      at: ['/initContainers/0/securityContext/runAsGroup', '/containers/0/securityContext/runAsGroup'],
      mendedBy: 'none',
    },
    'on an ephemeral container': {
      change: set(10_000, (spec) => {
        spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug' }];
        spec.ephemeralContainers[0].securityContext.runAsGroup = 65;
      }),
      at: ['/ephemeralContainers/0/securityContext/runAsGroup'],
      mendedBy: 'none',
    },
    '0 on the pod': {
      change: set(0),
      at: ['/securityContext/runAsGroup'],
      also: ['run-as-root-group'],
      mendedBy: 'none',
    },
  },
});

testRule(rule, {
  options: { minimumGroupId: 1000 },
  valid: { 'the number that an option names': set(1000) },
  invalid: { 'one below that': { change: set(999), at: ['/securityContext/runAsGroup'], mendedBy: 'none' } },
});
