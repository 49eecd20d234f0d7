import { droppedForwards } from '../../../analysis/cluster/firewall/openings';
import { readRuleset } from '../../../analysis/cluster/firewall/ruleset';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'node-firewall-breaks-network',
  category: 'nodes',
  title: 'The firewall of a node leaves the rules and the traffic of pods alone',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N4'],
  references: ['https://kubernetes.io/docs/reference/networking/virtual-ips/', NSA_GUIDE],
  equivalents: {},
  visit: {
    types: ['files.cdk8s-hardened/NftablesRuleset'],
    manifest(manifest, { report }) {
      const ruleset = readRuleset(manifest.json.lines);
      for (const line of ruleset.flushes)
        report({
          pointer: `/lines/${line}`,
          message:
            'statement "flush ruleset" also removes the rules of kube-proxy and of the network plugin; use "delete table" for the own table',
        });
      for (const { name, line } of droppedForwards(ruleset))
        report({
          pointer: `/lines/${line}`,
          message: `chain "${name}" drops what is forwarded, which is the traffic of pods; remove it, and use network policies for pods`,
        });
    },
  },
});
