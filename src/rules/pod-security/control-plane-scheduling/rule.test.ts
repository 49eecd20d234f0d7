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

/** Sets the node selector and the node affinity of the pod. */
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

/** A RuntimeClass, whose scheduling is added to its pods. */
function runtimeClass(scheduling: any) {
  return ({ others }: World) => {
    others.push({
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'sandbox' },
      handler: 'sandbox',
      scheduling,
    });
  };
}

testRule(rule, {
  valid: {
    'a runtime class without scheduling': runtimeClass(null),
    'a runtime class for nodes with a taint': runtimeClass({
      nodeSelector: { sandbox: 'true' },
      tolerations: [
        { key: 'sandbox', operator: 'Exists' },
        { operator: 'Exists', effect: 'NoExecute' },
      ],
    }),
    'another taint': tolerate({ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }),
    'a taint with the same prefix': tolerate({ key: `${ROLE}s`, operator: 'Exists' }),
    'all taints with effect NoExecute': tolerate({ operator: 'Exists', effect: 'NoExecute' }),
    'all taints with effect PreferNoSchedule': tolerate({ key: '', operator: 'Exists', effect: 'PreferNoSchedule' }),
    'no key and no operator, which the API server refuses': tolerate({ effect: 'NoSchedule' }),
    'an empty list': tolerate(),
    'null everywhere': ({ spec }) => {
      Object.assign(spec, { tolerations: null, nodeSelector: null, affinity: null, nodeName: null });
    },
    'null in the terms': ({ spec }) => {
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
    'all other nodes, required': want('required', { key: ROLE, operator: 'DoesNotExist' }),
    'all other nodes, preferred': want('preferred', { key: OLD_ROLE, operator: 'NotIn', values: [''] }),
    'a node name with the word inside another word': ({ spec }) => {
      spec.nodeName = 'mastermind-1';
    },
  },
  invalid: {
    'a runtime class that tolerates all taints': {
      change: runtimeClass({ tolerations: [{ key: 'sandbox', operator: 'Exists' }, { operator: 'Exists' }] }),
      at: ['RuntimeClass /scheduling/tolerations/1'],
      mendedBy: 'none',
    },
    'a runtime class that tolerates the taint': {
      change: runtimeClass({ tolerations: [{ key: ROLE, operator: 'Exists', effect: 'NoSchedule' }] }),
      at: ['RuntimeClass /scheduling/tolerations/0'],
    },
    'a runtime class that selects the nodes': {
      change: runtimeClass({ nodeSelector: { [OLD_ROLE]: '' } }),
      at: [`RuntimeClass /scheduling/nodeSelector/${OLD_ROLE.replace('/', '~1')}`],
    },
    'its taint': {
      change: tolerate({ key: ROLE, effect: 'NoSchedule', operator: 'Exists' }),
      at: ['/tolerations/0'],
      severity,
      mendedBy: 'none',
    },
    'its older taint with a value, after another toleration': {
      change: tolerate({ key: 'gpu', operator: 'Exists' }, { key: OLD_ROLE, operator: 'Equal', value: 'true' }),
      at: ['/tolerations/1'],
      severity,
      mendedBy: 'none',
    },
    'all taints': { change: tolerate({ operator: 'Exists' }), at: ['/tolerations/0'], severity, mendedBy: 'none' },
    'all taints with effect NoSchedule': {
      change: tolerate({ key: null, operator: 'Exists', effect: 'NoSchedule' }),
      at: ['/tolerations/0'],
      severity,
      mendedBy: 'none',
    },
    'its label': {
      change: ({ spec }) => {
        spec.nodeSelector = { [ROLE]: '', 'kubernetes.io/os': 'linux' };
      },
      at: ['/nodeSelector/node-role.kubernetes.io~1control-plane'],
      severity,
      mendedBy: 'none',
    },
    'its label, required': {
      change: want('required', { key: 'a', operator: 'Exists' }, { key: OLD_ROLE, operator: 'Exists' }),
      at: [
        '/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/1/matchExpressions/1',
      ],
      severity,
      mendedBy: 'none',
    },
    'its label, preferred': {
      change: want('preferred', { key: ROLE, operator: 'In', values: ['', 'true'] }),
      at: ['/affinity/nodeAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/preference/matchExpressions/0'],
      severity,
      mendedBy: 'none',
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
          mendedBy: 'none' as const,
        },
      ]),
    ),
  },
});
