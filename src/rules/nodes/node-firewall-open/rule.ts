import { inputPolicy, type Opening } from '../../../analysis/cluster/firewall/openings';
import { PROTECTED_PORTS } from '../../../analysis/cluster/firewall/protected-ports';
import { type FirewallRule, readRuleset } from '../../../analysis/cluster/firewall/ruleset';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'node-firewall-open',
  category: 'nodes',
  title: 'The firewall of a node drops what it does not allow, and shows the ports of the cluster to its own machines',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA N4', 'OWASP K09:2022', 'OWASP K07:2025'],
  references: [
    'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
    'https://wiki.nftables.org/wiki-nftables/index.php/Quick_reference-nftables_in_10_minutes',
    NSA_GUIDE,
  ],
  equivalents: {},
  visit: {
    types: ['files.cdk8s-hardened/NftablesRuleset'],
    manifest(manifest, { report }) {
      const ruleset = readRuleset(manifest.json.lines);
      const { dropped, openings, unread } = inputPolicy(ruleset);
      if (dropped.size < 2) {
        const missing = ['ip', 'ip6'].filter((family) => !dropped.has(family as 'ip' | 'ip6'));
        const what = missing.length === 2 ? 'nothing' : missing[0] === 'ip' ? 'no IPv4 packet' : 'no IPv6 packet';
        report({
          pointer: inputLine(ruleset.tables),
          message: `${what} that no rule allows is dropped; add a table of family "inet" with a chain for hook input and "policy drop"`,
        });
      }
      for (const opening of openings) {
        const ports = protectedIn(opening);
        if (ports.length === 0) continue;
        const what = ports.map(({ port, what: name }) => `${port} (${name})`).join(', ');
        const whom = [...new Set(ports.map((each) => each.whom))].join(' and ');
        report({
          pointer: `/lines/${opening.line}`,
          message: `every address reaches ${what}, which ${whom} may reach; add "ip saddr" with their addresses, or remove the port`,
        });
      }
      for (const each of [...unread, ...ruleset.unread]) report(notRead(each));
    },
  },
});

function protectedIn({ ports }: Opening) {
  return PROTECTED_PORTS.filter(({ port }) => ports.some(([from, to]) => from <= port && port <= to));
}

/** The line of a chain that could drop, else the first one. */
function inputLine(tables: ReturnType<typeof readRuleset>['tables']): string {
  const chain = tables.flatMap(({ chains }) => [...chains.values()]).find(({ hook }) => hook === 'input');
  return `/lines/${chain?.line ?? 0}`;
}

/** A pass would be a guess. */
function notRead({ words, line }: FirewallRule) {
  const text = words.join(' ').replaceAll(';', ',');
  return {
    pointer: `/lines/${line}`,
    severity: Severity.LOW,
    message: `statement "${text.length > 80 ? `${text.slice(0, 79)}…` : text}" was not read, so what it allows is not known; use saddr and dport with addresses and ports, or ask a person`,
  };
}
