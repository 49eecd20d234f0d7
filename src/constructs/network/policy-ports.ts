import * as kplus from 'cdk8s-plus-28';

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

/** cdk8s-plus writes "all ports" as port 0, which the API server refuses; an absent port means all ports. */
export function portOf(port: kplus.NetworkPolicyPort): any {
  const { port: number, endPort, protocol } = (port as any)._toKube();
  const value = number?.value;
  return withoutEmpty({ protocol, ...(value === 0 ? {} : { port: value, endPort }) });
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
