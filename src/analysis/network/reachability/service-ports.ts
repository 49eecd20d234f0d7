import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { objectsIn } from '../../../model/pod-index';
import { listed } from '../ingresses';
import { servicesBefore } from '../services';
import { namedPorts, portsDeclared, type Workload } from './endpoints';
import { targetOf } from './entrances';
import type { ReadRule } from './policies';
import { differenceOf, intersectionOf, isEmpty, type Ports, PROTOCOLS, type Protocol, portsOf, unionOf } from './ports';
import { ReachabilityGraph } from './reachability';

/** A port in a rule of a policy that a Service has, where its pods have another. */
export interface ServicePort {
  readonly pointer: string;
  readonly port: number | string;
  readonly service: Manifest;
  /** The ports of the pods that the Service leads to. */
  readonly target: Ports;
}

/** Returns the ports in a policy that are those of Services: requests arrive at the ports of pods. */
export function servicePortsIn(policy: Manifest, all: ManifestSet): ServicePort[] {
  const { rules = [], selected = [] } = ReachabilityGraph.of(all).policyOf(policy) ?? {};
  return rules.flatMap((rule) => {
    const ends = rule.direction === 'Ingress' ? selected : receiversOf(rule);
    const place = `/spec/${rule.direction.toLowerCase()}/${rule.number - 1}/ports`;
    return listed(rule.written.ports, place).flatMap(
      ({ json: { port, endPort, protocol: written = 'TCP' }, pointer }) => {
        const protocol = PROTOCOLS.find((each) => each === written);
        if (protocol === undefined || !port || (endPort ?? port) !== port) return [];
        const found = ofService(port, protocol, rule, ends, all);
        return found ? [{ ...found, pointer: `${pointer}/port`, port }] : [];
      },
    );
  });
}

/** The workloads that receive what an egress rule allows; none if it may also be for others. */
function receiversOf({ peers, workloads }: ReadRule): readonly Workload[] {
  return peers.every(({ size }) => size > 0) ? [...(workloads ?? [])] : [];
}

function ofService(
  port: number | string,
  protocol: Protocol,
  rule: ReadRule,
  ends: readonly Workload[],
  all: ManifestSet,
): Pick<ServicePort, 'service' | 'target'> | undefined {
  const found: Pick<ServicePort, 'service' | 'target'>[] = [];
  for (const end of ends) {
    const declared = portsDeclared(end);
    const own = Number.isInteger(Number(port))
      ? portsOf(protocol, Number(port), Number(port))
      : namedPorts(end, `${port}`, protocol);
    const offers = [...new Set(end.pods.flatMap((pod) => servicesBefore(pod, all)))].flatMap((service) =>
      objectsIn(service.value('/spec/ports')).map((each) => ({ service, each, target: targetOf(each, end) })),
    );
    // The port is also one of the pods.
    const isOfPods = !isEmpty(intersectionOf(own, unionOf([declared, ...offers.map(({ target }) => target)])));
    if (isOfPods) return undefined;
    const offer = offers.find(
      ({ each, target }) =>
        (each.protocol ?? 'TCP') === protocol &&
        (each.port === Number(port) || each.name === port) &&
        !isEmpty(differenceOf(target, rule.portsAt(end))),
    );
    if (offer) found.push({ service: offer.service, target: offer.target });
    else if (isEmpty(declared)) return undefined; // It may listen on any port.
  }
  return found[0];
}
