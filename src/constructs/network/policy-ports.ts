import * as kplus from 'cdk8s-plus-28';
import { reasonOf } from './all-ports';

/** The ports of containers and sidecars, each with its protocol. */
export function declaredPorts(workload: kplus.AbstractPod): any[] {
  return containersBeside(workload).flatMap(({ ports }) =>
    ports.map(({ number, protocol }) => ({ port: number, protocol: protocol ?? 'TCP' })),
  );
}

function containersBeside({ containers, initContainers }: kplus.AbstractPod): kplus.Container[] {
  return [
    ...containers,
    ...initContainers.filter((each) => each.restartPolicy === kplus.ContainerRestartPolicy.ALWAYS),
  ];
}

/** One port or a range of them as a policy writes it. */
export interface GivenPort {
  readonly json: any;
  /** Why it is all ports, or nearly all. */
  readonly wide?: { readonly what: string; readonly reason: string };
}

/**
 * Reads a port of a call. cdk8s-plus writes "all ports" as ports 0 to 65535, which the API server refuses; an absent port
 * means all ports. Throws for what is no port, and for most ports without a reason.
 */
export function portOf(port: kplus.NetworkPolicyPort, path: string): GivenPort {
  const { port: number, endPort: last, protocol = 'TCP' } = (port as any)._toKube();
  const first = number?.value;
  const isAll = first === undefined ? last === undefined : first === 0 && last === LAST_PORT;
  const wrong = isAll ? undefined : portProblem(first, last);
  if (wrong) throw new Error(`connection of "${path}" has ${wrong}; give whole numbers from 1 to ${LAST_PORT}`);
  const json = withoutEmpty({ protocol, ...(isAll ? {} : { port: first, endPort: last }) });
  if (!isAll && (last ?? first) - first < LAST_PORT / 2) return { json };
  const what = isAll ? `all ${protocol} ports` : `${protocol} ports ${first} to ${last}`;
  const reason = reasonOf(port);
  if (reason !== undefined) return { json, wide: { what, reason } };
  const method = `${protocol}`.toLowerCase();
  const instead = ['tcp', 'udp'].includes(method) ? `, or AllPorts.${method}("why no list of ports will do")` : '';
  throw new Error(`connection of "${path}" opens ${what}; name the ports in use${instead}`);
}

const LAST_PORT = 65_535;

function portProblem(first: unknown, last: number | undefined): string | undefined {
  const isPort = (value: unknown) =>
    Number.isInteger(value) && (value as number) >= 1 && (value as number) <= LAST_PORT;
  if (first === undefined) return `ports that end at ${last} and begin nowhere`;
  const wrong = [first, last].find((each) => each !== undefined && !isPort(each));
  if (wrong !== undefined) return `port ${wrong}`;
  return last !== undefined && last < (first as number) ? `the ports ${first} to ${last}` : undefined;
}

/** The port that is named for scraping, or the only one. Throws where neither tells which it is. */
export function scrapedPorts(workload: kplus.AbstractPod): any[] {
  const ports = containersBeside(workload).flatMap((container) => container.ports);
  const named = ports.filter(({ name }) => /(?:^|-)(?:metrics|prometheus|prom)$/.test(name ?? ''));
  const meant = named.length > 0 ? named : ports;
  if (named.length > 0 || ports.length === 1)
    return meant.map(({ number, protocol }) => ({ port: number, protocol: protocol ?? 'TCP' }));
  throw new Error(
    `connection of "${workload.node.path}" from Prometheus names no port, and no port of its containers is called "metrics"; name one, or give ports`,
  );
}

export function withoutEmpty(object: any): any {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
