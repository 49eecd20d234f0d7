import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { type Exposure, entryPointsOf } from '../exposures';
import { selectsAnything } from '../policy-rules';
import { podsBehind, serviceNamed, servicesBefore } from '../services';
import { type ClosedWorkload, closedWorkload, hasNetworkPolicies } from './closed';
import type { Workload } from './endpoints';
import { targetPorts } from './entrances';
import type { ReadRule } from './policies';
import { differenceOf, isEmpty, NO_PORTS, type Ports, unionOf } from './ports';
import { ReachabilityGraph } from './reachability';

/** A way into the cluster that leads to ports which no request from outside may reach. */
export interface CutEntryPoint extends Exposure {
  readonly workloads: readonly Workload[];
  readonly ports: Ports;
  /** The policies that isolate the workloads. */
  readonly policies: readonly Manifest[];
}

/** Returns the ways in of an object that lead to such ports, once for each port of a Service. */
export function cutEntryPointsOf(manifest: Manifest, all: ManifestSet): CutEntryPoint[] {
  if (!hasNetworkPolicies(all)) return [];
  const seen = new Set<string>();
  return entryPointsOf(manifest).flatMap((entry) => {
    const key = JSON.stringify([entry.service, entry.namespace, entry.port]);
    if (seen.has(key)) return [];
    seen.add(key);
    return cutAt(entry, manifest, all) ?? [];
  });
}

function cutAt(entry: Exposure, manifest: Manifest, all: ManifestSet): CutEntryPoint | undefined {
  const service = serviceNamed(entry.service, entry.namespace, all);
  if (!service) return undefined;
  const cut = workloadsBehind(service, all).flatMap((workload) => {
    const closed = closedWorkload(workload, 'Ingress', all);
    const wanted = targetPorts(service, workload, entry.port ?? undefined);
    const ports = closed ? differenceOf(wanted, portsFor(manifest, closed, all)) : NO_PORTS;
    return closed && !isEmpty(ports) ? [{ ...closed, ports }] : [];
  });
  if (cut.length === 0) return undefined;
  return {
    ...entry,
    workloads: cut.map(({ workload }) => workload),
    ports: unionOf(cut.map(({ ports }) => ports)),
    policies: [...new Set(cut.flatMap(({ policies }) => policies))],
  };
}

/** The workloads that serve a Service: those that run to completion only where there are no others. */
function workloadsBehind(service: Manifest, all: ManifestSet): readonly Workload[] {
  const graph = ReachabilityGraph.of(all);
  const found = [...new Set(podsBehind(service, all).flatMap((pod) => graph.workloadOf(pod) ?? []))];
  const lasting = found.filter(({ pods }) => !pods.every(({ manifest }) => manifest.groupKind.startsWith('batch/')));
  return lasting.length > 0 ? lasting : found;
}

function portsFor(manifest: Manifest, { workload, rules }: ClosedWorkload, all: ManifestSet): Ports {
  const admits = manifest.groupKind === 'Service' ? mayAdmitClients : (rule: ReadRule) => mayAdmitController(rule, all);
  return unionOf([NO_PORTS, ...rules.filter(admits).map((rule) => rule.portsAt(workload))]);
}

/** Requests through a node or a load balancer come from no pod; a proxy in another namespace may pass them on. */
function mayAdmitClients({ addresses, isForOthers }: ReadRule): boolean {
  return !addresses || addresses.length > 0 || isForOthers;
}

/** The controller of an Ingress or Gateway is outside the set, or the set has a Service that opens it to clients. */
function mayAdmitController(rule: ReadRule, all: ManifestSet): boolean {
  return (
    mayAdmitClients(rule) ||
    rule.peers.some((workloads, index) => {
      const { podSelector } = rule.written.peers[index] ?? {};
      return workloads.size === 0 || selectsAnything(podSelector) || [...workloads].some((each) => isOpened(each, all));
    })
  );
}

function isOpened({ pods }: Workload, all: ManifestSet): boolean {
  const services = pods.flatMap((pod) => servicesBefore(pod, all));
  return services.some((service) => entryPointsOf(service).length > 0);
}
