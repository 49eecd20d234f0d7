import { groupBy } from '../../../json/group-by';
import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { objectsIn } from '../../../model/pod-index';
import { EXPOSING, exposuresOf } from '../exposures';
import { podsBehind, serviceNamed } from '../services';
import { namedPorts, type Workload } from './endpoints';
import { NO_PORTS, type Ports, PROTOCOLS, portsOf, unionOf } from './ports';

/** A workload to which an Ingress or a route of a Gateway leads, and the ports to which it does. */
export interface EntranceWanted {
  readonly workload: Workload;
  readonly wanted: Ports;
}

/** Returns where the Ingresses and routes of a set lead to, in the order of the workloads. */
export function entrancesOf(all: ManifestSet, workloads: readonly Workload[]): EntranceWanted[] {
  const exposing = EXPOSING.filter((type) => type !== 'Service').flatMap((type) => all.ofType(type));
  const byPod = new Map(workloads.flatMap((workload) => workload.pods.map((pod) => [pod, workload] as const)));
  const exposures = new Map(
    exposing
      .flatMap(exposuresOf)
      .map((exposure) => [JSON.stringify([exposure.service, exposure.namespace, exposure.port]), exposure]),
  );
  const targets = [...exposures.values()].flatMap(({ service: name, namespace, port }) => {
    const service = serviceNamed(name, namespace, all);
    if (!service) return [];
    return [...new Set(podsBehind(service, all).flatMap((pod) => byPod.get(pod) ?? []))].map((workload) => ({
      workload,
      wanted: targetPorts(service, workload, port ?? undefined),
    }));
  });
  return [...groupBy(targets, ({ workload }) => workload)]
    .map(([workload, own]) => ({ workload, wanted: unionOf([NO_PORTS, ...own.map(({ wanted }) => wanted)]) }))
    .sort((a, b) => (a.workload.name < b.workload.name ? -1 : 1));
}

/**
 * Returns the ports of a workload that a Service leads to: a policy sees these, not the ports of the Service.
 *
 * @param only one port of the Service, by its number or name; undefined: all of them
 */
export function targetPorts(service: Manifest, workload: Pick<Workload, 'pods'>, only?: unknown): Ports {
  const ports = objectsIn(service.value('/spec/ports'))
    .filter(({ port, name }) => only === undefined || String(only) === String(port) || only === name)
    .map((each) => targetOf(each, workload));
  return unionOf([NO_PORTS, ...ports]);
}

/** Returns the ports of a workload that one port of a Service leads to; a name may stand for several. */
export function targetOf({ port, targetPort, protocol: written }: any, workload: Pick<Workload, 'pods'>): Ports {
  const protocol = PROTOCOLS.find((each) => each === (written ?? 'TCP'));
  if (protocol === undefined) return NO_PORTS;
  const number = Number(targetPort || port);
  return Number.isInteger(number) ? portsOf(protocol, number, number) : namedPorts(workload, `${targetPort}`, protocol);
}
