import { DIRECTIONS, NETWORK_POLICY, rulesInForce } from '../../../analysis/network/policy-rules';
import { mayBeSelected, namespacesSelected } from '../../../analysis/network/selected-pods';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NETWORK_POLICIES, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'dangling-network-policy-peer',
  category: 'network',
  title: 'Network policy peers select pods that exist',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA N2', 'OWASP K07:2022', 'OWASP K05:2025'],
  references: [NETWORK_POLICIES, NSA_GUIDE],
  equivalents: {
    kubeLinter: ['dangling-networkpolicypeer-podselector'],
  },
  visit: {
    types: [NETWORK_POLICY],
    manifest(policy, { all, report }) {
      const peers = DIRECTIONS.flatMap((direction) => rulesInForce(policy, direction)).flatMap((each) => each.peers);
      for (const { pointer, podSelector, namespaceSelector } of peers) {
        if (!podSelector) continue;
        const namespaces = namespaceSelector ? namespacesSelected(namespaceSelector, all) : [policy.effectiveNamespace];
        // A namespace that is not among the objects belongs to another repository, and so do its pods.
        if (namespaces.length === 0) continue;
        if (namespaces.some((namespace) => mayBeSelected(podSelector, namespace, all))) continue;
        report({
          pointer: `${pointer}/podSelector`,
          message: `policy "${policy.objectRef.name}" has a peer that selects no pod of these objects (${selectorText(podSelector)} in ${placeOf(namespaces)}); use the labels of the intended pods`,
        });
      }
    },
  },
});

function selectorText({ matchLabels, matchExpressions }: any): string {
  const labels = Object.entries(matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  return [...labels, ...(matchExpressions ?? []).map((each: any) => JSON.stringify(each))].join(', ');
}

function placeOf(namespaces: readonly string[]): string {
  return namespaces.length === 1 ? `namespace "${namespaces[0]}"` : `${namespaces.length} namespaces`;
}
