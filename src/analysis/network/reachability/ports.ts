/** The protocols that a NetworkPolicy knows, in the order in which they are written. */
export const PROTOCOLS = ['SCTP', 'TCP', 'UDP'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** Consecutive ports. */
export type Interval = readonly [first: number, last: number];

/** Ports by protocol; the intervals of one are ordered, and no two of them overlap or touch. */
export type Ports = { readonly [protocol in Protocol]?: readonly Interval[] };

const LAST_PORT = 65_535;
const EVERY: readonly Interval[] = [[1, LAST_PORT]];

/** Every port of every protocol. */
export const ALL_PORTS: Ports = { SCTP: EVERY, TCP: EVERY, UDP: EVERY };
/** No port. */
export const NO_PORTS: Ports = {};

/** Returns the ports of one protocol; all of them by default. */
export function portsOf(protocol: Protocol, first = 1, last = LAST_PORT): Ports {
  return first > last ? NO_PORTS : { [protocol]: [[first, last]] };
}

/** Reads a port, as `443`, `tcp/443`, `udp/53` or `sctp/9999`. Throws for a text that is none. */
export function readPort(text: string): Ports {
  const [, name = 'tcp', digits] = /^(?:([a-z]+)\/)?(\d{1,5})$/i.exec(text) ?? [];
  const protocol = PROTOCOLS.find((each) => each === name.toUpperCase());
  const number = Number(digits);
  if (protocol === undefined || !(number >= 1 && number <= LAST_PORT))
    throw new Error(`port "${text}" is not a port; write it as 443, tcp/443, udp/53 or sctp/9999`);
  return portsOf(protocol, number, number);
}

/** Returns the ports that any of some sets has. */
export function unionOf(sets: readonly Ports[]): Ports {
  const [first = NO_PORTS, ...others] = sets;
  if (others.length === 0 || sets.includes(ALL_PORTS)) return others.length === 0 ? first : ALL_PORTS;
  return byProtocol((protocol) => merged(sets.flatMap((ports) => ports[protocol] ?? [])));
}

/** Returns the ports that both sets have. */
export function intersectionOf(one: Ports, other: Ports): Ports {
  if (one === ALL_PORTS) return other;
  if (other === ALL_PORTS) return one;
  return byProtocol((protocol) => common(one[protocol] ?? [], other[protocol] ?? []));
}

/** Returns the ports of one set that another one does not have. */
export function differenceOf(one: Ports, other: Ports): Ports {
  return byProtocol((protocol) => (other[protocol] ?? []).reduce(cut, one[protocol] ?? []));
}

/** Whether a set has no port. */
export function isEmpty(ports: Ports): boolean {
  return PROTOCOLS.every((protocol) => (ports[protocol] ?? []).length === 0);
}

/** Whether a set has a port. */
export function includes(ports: Ports, protocol: Protocol, port: number): boolean {
  return (ports[protocol] ?? []).some(([first, last]) => first <= port && port <= last);
}

/** Whether two sets have the same ports. */
export function areEqual(one: Ports, other: Ports): boolean {
  return one === other || (isEmpty(differenceOf(one, other)) && isEmpty(differenceOf(other, one)));
}

/** Writes ports as `TCP 80,443,UDP 53`, `All Connections` or `No Connections`. */
export function portsText(ports: Ports): string {
  if (isEmpty(ports)) return 'No Connections';
  if (areEqual(ports, ALL_PORTS)) return 'All Connections';
  return PROTOCOLS.flatMap((protocol) => {
    const intervals = ports[protocol] ?? [];
    const texts = intervals.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
    return texts.length === 0 ? [] : `${protocol} ${texts.join(',')}`;
  }).join(',');
}

function byProtocol(intervalsOf: (protocol: Protocol) => readonly Interval[]): Ports {
  const ports: { [protocol in Protocol]?: readonly Interval[] } = {};
  for (const protocol of PROTOCOLS) {
    const intervals = intervalsOf(protocol);
    if (intervals.length > 0) ports[protocol] = intervals;
  }
  return ports;
}

function merged(intervals: readonly Interval[]): Interval[] {
  const result: [number, number][] = [];
  for (const [first, last] of [...intervals].sort((a, b) => a[0] - b[0])) {
    const before = result.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else result.push([first, last]);
  }
  return result;
}

function common(some: readonly Interval[], others: readonly Interval[]): Interval[] {
  return some.flatMap(([first, last]) =>
    others.flatMap(([start, end]): Interval[] => {
      const [from, to] = [Math.max(first, start), Math.min(last, end)];
      return from <= to ? [[from, to]] : [];
    }),
  );
}

function cut(intervals: readonly Interval[], [start, end]: Interval): readonly Interval[] {
  return intervals.flatMap(([first, last]): Interval[] => {
    if (end < first || last < start) return [[first, last]];
    return [...(first < start ? [[first, start - 1] as const] : []), ...(end < last ? [[end + 1, last] as const] : [])];
  });
}
