/**
 * A deliberately naive judge of NetworkPolicies, point by point, by the text of the API's documentation. It shares no code with
 * the analysis.
 */
export interface PodPoint {
  readonly namespace: string;
  readonly labels: { readonly [key: string]: string };
  readonly namespaceLabels: { readonly [key: string]: string };
  readonly ports: readonly { readonly name?: string; readonly containerPort: number; readonly protocol?: string }[];
  readonly hostNetwork: boolean;
}

export type Point = PodPoint | { readonly ip: string };

export function isAllowed(policies: readonly any[], from: Point, to: Point, protocol: string, port: number): boolean {
  return (
    ('ip' in from || allows(policies, 'Egress', from, to, to, protocol, port)) &&
    ('ip' in to || allows(policies, 'Ingress', to, from, to, protocol, port))
  );
}

function allows(
  policies: readonly any[],
  type: 'Ingress' | 'Egress',
  pod: PodPoint,
  peer: Point,
  target: Point,
  protocol: string,
  port: number,
): boolean {
  if (pod.hostNetwork) return true;
  const applying = policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === pod.namespace && selects(spec.podSelector, pod.labels) && typesOf(spec).includes(type),
  );
  if (applying.length === 0) return true;
  return applying.some(({ metadata, spec }) =>
    (spec[type.toLowerCase()] ?? []).some((rule: any) => {
      const peers: any[] = rule[type === 'Ingress' ? 'from' : 'to'] ?? [];
      const ports: any[] = rule.ports ?? [];
      return (
        (peers.length === 0 || peers.some((each) => isPeer(each, peer, metadata.namespace))) &&
        (ports.length === 0 || ports.some((each) => isPort(each, target, protocol, port)))
      );
    }),
  );
}

function typesOf({ policyTypes, egress }: any): string[] {
  if (policyTypes?.length > 0) return policyTypes;
  return egress?.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function isPeer({ ipBlock, podSelector, namespaceSelector }: any, peer: Point, own: string): boolean {
  if (ipBlock) {
    if (!('ip' in peer)) return false;
    return isIn(peer.ip, ipBlock.cidr) && !(ipBlock.except ?? []).some((each: string) => isIn(peer.ip, each));
  }
  if ('ip' in peer || peer.hostNetwork) return false;
  const inNamespace = namespaceSelector ? selects(namespaceSelector, peer.namespaceLabels) : peer.namespace === own;
  return inNamespace && (podSelector ? selects(podSelector, peer.labels) : true);
}

function isPort(
  { port, endPort, protocol: wanted = 'TCP' }: any,
  target: Point,
  protocol: string,
  number: number,
): boolean {
  if (wanted !== protocol) return false;
  if (port === undefined) return true;
  if (typeof port === 'number') return port <= number && number <= (endPort ?? port);
  if ('ip' in target) return false;
  return target.ports.some(
    (each) => each.name === port && (each.protocol ?? 'TCP') === protocol && each.containerPort === number,
  );
}

function selects(
  { matchLabels = {}, matchExpressions = [] }: any,
  labels: { readonly [key: string]: string },
): boolean {
  for (const key of Object.keys(matchLabels)) if (labels[key] !== matchLabels[key]) return false;
  return matchExpressions.every(({ key, operator, values }: any) => {
    if (operator === 'Exists') return labels[key] !== undefined;
    if (operator === 'DoesNotExist') return labels[key] === undefined;
    const isThere = labels[key] !== undefined && values.includes(labels[key]);
    return operator === 'In' ? isThere : !isThere;
  });
}

/** Compares bits, which is slow and short. */
function isIn(ip: string, cidr: string): boolean {
  const [address = '', prefix] = cidr.split('/');
  if (ip.includes(':') !== address.includes(':')) return false;
  return bitsOf(ip).slice(0, Number(prefix)) === bitsOf(address).slice(0, Number(prefix));
}

function bitsOf(address: string): string {
  if (!address.includes(':'))
    return address
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('');
  const [head = '', tail = ''] = address.split('::');
  const [front, back] = [head, tail].map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = Array(8 - (front?.length ?? 0) - (back?.length ?? 0)).fill('0');
  const groups = address.includes('::') ? [...(front ?? []), ...zeros, ...(back ?? [])] : (front ?? []);
  return groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}
