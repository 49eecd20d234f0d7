import * as kplus from 'cdk8s-plus-28';

/** The ports of containers and sidecars, each with its protocol. */
function declaredPorts(workload: kplus.AbstractPod): any[] {
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

/** The ports that the receiving end of a connection declares. Throws if it declares none, or is no workload. */
export function portsDeclaredBy(server: kplus.AbstractPod | undefined, peer: any, workload: kplus.AbstractPod): any[] {
  const ports = server ? declaredPorts(server) : [];
  if (ports.length > 0) return ports;
  const who = peer.node?.path || 'the peer';
  throw new Error(
    `connection of "${workload.node.path}" names no port, and "${who}" declares none; give ports, or portNumber on its containers`,
  );
}

/** The ports of containers and sidecars that have a name. Throws if there is none, or if no workload is known. */
export function portsNamed(name: string, server: kplus.AbstractPod | undefined, path: string): any[] {
  if (!server)
    throw new Error(
      `connection of "${path}" names port "${name}" of a peer whose containers are not known; give its number`,
    );
  const found = containersBeside(server).flatMap(({ ports }) => ports.filter((port) => port.name === name));
  if (found.length === 0)
    throw new Error(
      `connection of "${path}" names port "${name}", which no container of "${server.node.path}" has; name it there first`,
    );
  return found.map(({ number, protocol }) => ({ port: number, protocol: protocol ?? 'TCP' }));
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
