import { isOfCilium, type NODE_PORTS, type OpenPort, type PortFacts, type Role, type Source } from './ports';

/** What a ruleset of nftables is made of. */
export interface RulesetFacts {
  readonly role: Role;
  readonly network: PortFacts['network'];
  readonly ports: readonly OpenPort[];
  /** Ranges of addresses of each group. */
  readonly ranges: { readonly [source in Source]: readonly string[] };
  /** All NodePorts, which are closed but for their clients. */
  readonly nodePorts: typeof NODE_PORTS;
}

/** The table; no other one is touched. */
export const TABLE = 'inet k8s_hardening';

/** ICMP by which errors and neighbours become known, and a node answers a ping. */
const ICMP = 'destination-unreachable, echo-request, parameter-problem, time-exceeded';
const ICMP_6 = `${ICMP}, packet-too-big, nd-router-solicit, nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert, mld-listener-query, mld-listener-report, mld-listener-done, mld2-listener-report`;
const FAMILIES = [
  { name: 'ipv4', header: 'ip', sign: '.' },
  { name: 'ipv6', header: 'ip6', sign: ':' },
] as const;

/**
 * Returns the ruleset of a node. It has a table of its own, which is replaced in one transaction, and filters what is for the node
 * itself: connections that the node forwards, of pods and Services, are those of the network plugin. NodePorts are decided before
 * kube-proxy rewrites their address, after which they would be forwarded.
 *
 * @see https://wiki.nftables.org/wiki-nftables/index.php/Netfilter_hooks
 */
export function nftablesRuleset(facts: RulesetFacts): string {
  const { role, network, ports, ranges, nodePorts } = facts;
  const used = (Object.keys(ranges) as Source[]).filter(
    (source) => source === 'NodePort clients' || ports.some(({ from }) => from.includes(source)),
  );
  const all = `${nodePorts.first}-${nodePorts.last}`;
  const clients = acceptsFrom(ranges, ['NodePort clients']);
  return [
    '#!/usr/sbin/nft -f',
    `# Firewall of a node: ${role}. Written by cdk8s-hardened: change the app, not this file.`,
    `table ${TABLE}`,
    `delete table ${TABLE}`,
    `table ${TABLE} {`,
    ...used.flatMap((source) => sets(source, ranges[source])),
    chain('input', [
      'type filter hook input priority filter; policy drop;',
      'iif "lo" accept',
      'ct state established,related accept',
      'ct state invalid drop',
      `icmp type { ${ICMP} } accept`,
      `icmpv6 type { ${ICMP_6} } accept`,
      'udp sport 67 udp dport 68 accept comment "DHCP"',
      'ip6 saddr fe80::/10 udp sport 547 udp dport 546 accept comment "DHCPv6"',
      // Policies of Cilium about names and paths send connections to its proxy on the node, with this mark.
      ...(isOfCilium(network) ? ['meta mark & 0x00000f00 == 0x00000200 accept comment "proxy of Cilium"'] : []),
      ...ports.flatMap((port) => portRules(port, ranges)),
      ...clients.map((from) => `${from} meta l4proto { tcp, udp, sctp } th dport ${all} accept comment "NodePorts"`),
      'limit rate 5/second log prefix "k8s-firewall-drop " level info',
      'counter drop',
    ]),
    chain('node_ports', [
      'type filter hook prerouting priority mangle; policy accept;',
      'ct state established,related accept',
      `fib daddr type local meta l4proto { tcp, udp, sctp } th dport ${all} goto node_port`,
    ]),
    chain('node_port', ['iif "lo" accept', ...clients.map((from) => `${from} accept`), 'counter drop']),
    '}',
    '',
  ].join('\n');
}

function chain(name: string, rules: readonly string[]): string {
  return [`  chain ${name} {`, ...rules.map((rule) => `    ${rule}`), '  }'].join('\n');
}

function setName(source: Source, family: string): string {
  return `${source.replaceAll(' ', '_').toLowerCase()}_${family}`;
}

function sets(source: Source, ranges: readonly string[]): string[] {
  return FAMILIES.flatMap(({ name, sign }) => {
    const own = ranges.filter((range) => range.includes(sign));
    if (own.length === 0) return [];
    return [
      `  set ${setName(source, name)} { type ${name}_addr; flags interval; auto-merge; elements = { ${own.join(', ')} }; }`,
    ];
  });
}

/** What a rule begins with, for groups of addresses and for single ranges. */
function acceptsFrom(
  groups: RulesetFacts['ranges'],
  sources: readonly Source[],
  ranges: readonly string[] = [],
): string[] {
  return FAMILIES.flatMap(({ name, header, sign }) => {
    const isOwn = (range: string) => range.includes(sign);
    const named = sources.filter((source) => groups[source].some(isOwn)).map((source) => `@${setName(source, name)}`);
    const single = ranges.filter(isOwn);
    return [...named, ...(single.length > 0 ? [`{ ${single.join(', ')} }`] : [])].map(
      (from) => `${header} saddr ${from}`,
    );
  });
}

function portRules(
  { protocol, first, last, purpose, from, ranges }: OpenPort,
  groups: RulesetFacts['ranges'],
): string[] {
  const starts = acceptsFrom(groups, from, ranges);
  if (protocol === 'IPIP')
    return starts
      .filter((start) => start.startsWith('ip '))
      .map((start) => `${start} ip protocol 4 accept comment "${purpose}"`);
  const ports = first === last ? first : `${first}-${last}`;
  return starts.map((start) => `${start} ${protocol.toLowerCase()} dport ${ports} accept comment "${purpose}"`);
}
