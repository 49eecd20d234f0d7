import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const ROLE = 'node-role.kubernetes.io/control-plane';
const OLD_ROLE = 'node-role.kubernetes.io/master';
const severity = (kind: string) => (kind === 'DaemonSet' ? 'info' : 'medium');

/** Sets the tolerations of the pod. */
function tolerate(...tolerations: readonly any[]) {
  return ({ spec }: World) => {
    spec.tolerations = tolerations;
  };
}

/** Sets what the pod asks of its node's labels. */
function want(rule: 'required' | 'preferred', ...matchExpressions: readonly any[]) {
  return ({ spec }: World) => {
    const term = { matchExpressions };
    spec.affinity = {
      nodeAffinity:
        rule === 'required'
          ? { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [] }, term] } }
          : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: term }] },
    };
  };
}

testRule(rule, {
  valid: {
    'a taint of its own': tolerate({ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }),
    'a taint that only begins alike': tolerate({ key: `${ROLE}s`, operator: 'Exists' }),
    'everything that evicts, which the taint does not': tolerate({ operator: 'Exists', effect: 'NoExecute' }),
    'everything that is only preferred': tolerate({ key: '', operator: 'Exists', effect: 'PreferNoSchedule' }),
    'no key and no operator, which the API server refuses': tolerate({ effect: 'NoSchedule' }),
    'an empty list': tolerate(),
    'null everywhere': ({ spec }) => {
      Object.assign(spec, { tolerations: null, nodeSelector: null, affinity: null, nodeName: null });
    },
    'null below': ({ spec }) => {
      spec.affinity = {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: null }] },
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: null }],
        },
      };
    },
    'another label': ({ spec }) => {
      spec.nodeSelector = { 'node-role.kubernetes.io/worker': '' };
    },
    'all nodes but those': want('required', { key: ROLE, operator: 'DoesNotExist' }),
    'rather all nodes but those': want('preferred', { key: OLD_ROLE, operator: 'NotIn', values: [''] }),
    'a node whose name only holds the letters': ({ spec }) => {
      spec.nodeName = 'mastermind-1';
    },
  },
  invalid: {
    'its taint': {
      change: tolerate({ key: ROLE, effect: 'NoSchedule', operator: 'Exists' }),
      at: ['/tolerations/0'],
      severity,
      mendedBy: 'nobody',
    },
    'its taint, by the older name and a value, after another': {
      change: tolerate({ key: 'gpu', operator: 'Exists' }, { key: OLD_ROLE, operator: 'Equal', value: 'true' }),
      at: ['/tolerations/1'],
      severity,
      mendedBy: 'nobody',
    },
    everything: { change: tolerate({ operator: 'Exists' }), at: ['/tolerations/0'], severity, mendedBy: 'nobody' },
    'everything that keeps from scheduling': {
      change: tolerate({ key: null, operator: 'Exists', effect: 'NoSchedule' }),
      at: ['/tolerations/0'],
      severity,
      mendedBy: 'nobody',
    },
    'its label': {
      change: ({ spec }) => {
        spec.nodeSelector = { [ROLE]: '', 'kubernetes.io/os': 'linux' };
      },
      at: ['/nodeSelector/node-role.kubernetes.io~1control-plane'],
      severity,
      mendedBy: 'nobody',
    },
    'its label, required': {
      change: want('required', { key: 'a', operator: 'Exists' }, { key: OLD_ROLE, operator: 'Exists' }),
      at: [
        '/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/1/matchExpressions/1',
      ],
      severity,
      mendedBy: 'nobody',
    },
    'its label, preferred': {
      change: want('preferred', { key: ROLE, operator: 'In', values: ['', 'true'] }),
      at: ['/affinity/nodeAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/preference/matchExpressions/0'],
      severity,
      mendedBy: 'nobody',
    },
    ...Object.fromEntries(
      ['kind-control-plane', 'controlplane2.example.com', 'master', 'master-0'].map((nodeName) => [
        `node ${nodeName}`,
        {
          change: ({ spec }: World) => {
            spec.nodeName = nodeName;
          },
          at: ['/nodeName'],
          severity,
          mendedBy: 'nobody' as const,
        },
      ]),
    ),
  },
});
