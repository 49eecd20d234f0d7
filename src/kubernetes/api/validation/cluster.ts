import type { CheckContext } from '../check';
import { DNS_LABEL, LABEL_KEY, LABEL_VALUE } from '../forms/formats';
import { quoted } from '../problem';
import { NETWORK } from './addresses';
import { checkOverhead } from './pods/resources';
import { LABELS } from './selectors';
import type { Checks } from './type-checks';
import {
  atLeast,
  each,
  isGiven,
  itemsOf,
  matching,
  nonEmpty,
  positiveNumber,
  refuseDuplicates,
  strictly,
} from './values';

const HIGHEST_PRIORITY = 1_000_000_000;
const SYSTEM_PRIORITIES: { readonly [name: string]: number } = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};
const LEVELS = ['privileged', 'baseline', 'restricted'];
const MODES = ['enforce', 'audit', 'warn'];
const PREFIX = 'pod-security.kubernetes.io/';

/** @see https://github.com/kubernetes/kubernetes/tree/v1.37.2/pkg/apis the validation of core, node, scheduling and coordination */
export const CLUSTER: Checks = {
  'core.v1.Namespace': {
    // The admission plugin PodSecurity refuses these, and not the validation. Upstream: k8s.io/pod-security-admission/api.PolicyToEvaluate.
    object: ({ metadata }, inspection) => {
      const labels = metadata?.labels ?? {};
      for (const mode of MODES) {
        const level = labels[`${PREFIX}${mode}`];
        const version = labels[`${PREFIX}${mode}-version`];
        if (isGiven(level) && !LEVELS.includes(level))
          inspection.refuse(
            `is ${quoted(level)}; must be one of ${LEVELS.map(quoted).join(', ')}`,
            'metadata',
            'labels',
            `${PREFIX}${mode}`,
          );
        if (isGiven(version) && version !== 'latest' && !/^v1\.(0|[1-9]\d*)$/.test(version))
          inspection.refuse(
            `is ${quoted(version)}; must be "latest" or a version such as "v1.34"`,
            'metadata',
            'labels',
            `${PREFIX}${mode}-version`,
          );
      }
    },
  },
  'core.v1.NamespaceSpec': {
    fields: {
      finalizers: each((name) =>
        LABEL_KEY.accepts(name) && (name.includes('/') || ['kubernetes', 'orphan', 'foregroundDeletion'].includes(name))
          ? undefined
          : `is ${quoted(name)}; must be "kubernetes" or a name with a domain`,
      ),
    },
  },
  'core.v1.NodeSpec': {
    object: ({ taints, podCIDR, podCIDRs }, inspection) => {
      checkPodNetworks(podCIDR, itemsOf(podCIDRs), inspection);
      refuseDuplicates(inspection, itemsOf(taints), ({ key, effect }) => `${key} ${effect}`, 'taints');
    },
  },
  'core.v1.Taint': { fields: { key: strictly(LABEL_KEY), value: matching(LABEL_VALUE) } },
  'node.v1.RuntimeClass': { fields: { handler: matching(DNS_LABEL) } },
  'node.v1.Overhead': { fields: { podFixed: checkOverhead } },
  'node.v1.Scheduling': { fields: { nodeSelector: LABELS } },
  'scheduling.v1.PriorityClass': {
    fields: { preemptionPolicy: nonEmpty },
    object: ({ metadata, value, globalDefault }, inspection) => {
      const name = metadata?.name ?? '';
      if (!name.startsWith('system-')) {
        if (value > HIGHEST_PRIORITY) inspection.refuse(`is ${value}; must be at most ${HIGHEST_PRIORITY}`, 'value');
      } else if (!Object.hasOwn(SYSTEM_PRIORITIES, name) || SYSTEM_PRIORITIES[name] !== value || globalDefault) {
        inspection.refuse('starts with "system-", which is reserved', 'metadata', 'name');
      }
    },
  },
  'coordination.v1.LeaseSpec': {
    fields: { leaseDurationSeconds: positiveNumber, leaseTransitions: atLeast(0) },
  },
};

/** The old field counts where the new one is absent or starts with something else. */
function checkPodNetworks(network: any, networks: readonly any[], inspection: CheckContext): void {
  const isOld = isGiven(network) && networks[0] !== network;
  (isOld ? [network] : networks).forEach((each, index) => {
    const problem = NETWORK(String(each ?? ''), inspection);
    if (problem) inspection.refuse(problem, ...(isOld ? ['podCIDR'] : ['podCIDRs', index]));
  });
}
