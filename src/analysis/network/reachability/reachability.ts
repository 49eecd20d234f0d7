import type { Manifest, PodTemplateView } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { type AddressRange, covers, touches } from '../cidr';
import { type Endpoint, isWorkload, partsOf, type Workload, workloadsOf } from './endpoints';
import { type EntranceWanted, entrancesOf } from './entrances';
import { type Isolation, ReadPolicies, type ReadPolicy, type ReadRule } from './policies';
import { ALL_PORTS, areEqual, intersectionOf, isEmpty, NO_PORTS, type Ports, unionOf } from './ports';

/** The ports on which one end can reach another. */
export interface Edge {
  readonly source: Endpoint;
  readonly target: Endpoint;
  readonly ports: Ports;
}

/** Families of addresses, in their order. */
export type Families = readonly AddressRange['family'][];

/** A workload that requests from outside are led to. */
export interface Entrance extends EntranceWanted {
  /** The ports that a controller which is not in the set may reach. */
  readonly ports: Ports;
}

/**
 * Who can reach whom, as the NetworkPolicies of a set say: connections that both the source's egress and the target's
 * ingress allow. It does not know what a network plugin makes of them: traffic from the own node of a pod and to itself is
 * always allowed, and is not listed.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class ReachabilityGraph {
  /** The graph of a set, computed once. */
  public static of(all: ManifestSet): ReachabilityGraph {
    return all._analysis(ReachabilityGraph.of, () => new ReachabilityGraph(all, new Set()));
  }

  /** The workloads, in the order of their names. */
  public readonly workloads: readonly Workload[];
  private readonly policies: ReadPolicies;

  private constructor(
    private readonly all: ManifestSet,
    divided: ReadonlySet<string>,
  ) {
    this.workloads = workloadsOf(all, divided);
    this.policies = new ReadPolicies(all, this.workloads);
  }

  /** The controllers whose pods are workloads of their own. */
  public get divided(): ReadonlySet<string> {
    return new Set(this.workloads.flatMap(({ controller }) => controller ?? []));
  }

  /** The graph in which the pods of some controllers are workloads of their own too. */
  public dividing(controllers: ReadonlySet<string>): ReachabilityGraph {
    const own = this.divided;
    return [...controllers].every((each) => own.has(each))
      ? this
      : new ReachabilityGraph(this.all, new Set([...own, ...controllers]));
  }

  /** What the policies say of a workload; undefined if none isolates it in the direction. */
  public isolationOf(workload: Workload, direction: 'Ingress' | 'Egress'): Isolation | undefined {
    return this.policies.isolationOf(workload, direction);
  }

  /** What a policy says; undefined if it selects no workload. */
  public policyOf(policy: Manifest): ReadPolicy | undefined {
    return this.policies.policyOf(policy);
  }

  /** The workload of a pod; undefined if the pod is not in the set. */
  public workloadOf(pod: PodTemplateView): Workload | undefined {
    return this.policies.workloadOf(pod);
  }

  /** The ports on which one end can reach another: of a range of addresses, those on which it can reach all of them. */
  public portsBetween(source: Endpoint, target: Endpoint): Ports {
    if (isWorkload(source) && source === target) return ALL_PORTS; // No policy denies a pod the way to itself.
    const egress = isWorkload(source) ? this.allowedWith(source, 'Egress', target, target) : ALL_PORTS;
    if (isEmpty(egress) || !isWorkload(target)) return egress;
    return intersectionOf(egress, this.allowedWith(target, 'Ingress', source, target));
  }

  /**
   * All connections, in the order of the names of their ends; a workload is not listed with itself.
   *
   * @param families the addresses to list; default: those that are worth it
   */
  public *edges(families: Families = this.families): Generator<Edge> {
    for (const source of this.workloads) yield* this.edgesFrom(source, families);
    for (const target of this.workloads) {
      for (const { range, ports } of this.outside(target, 'Ingress', families)) yield { source: range, target, ports };
    }
  }

  /** The connections of a workload to others and to addresses. */
  public *edgesFrom(source: Workload, families: Families = this.families): Generator<Edge> {
    for (const target of this.targetsOf(source)) {
      if (target === source) continue;
      const ports = this.portsBetween(source, target);
      if (!isEmpty(ports)) yield { source, target, ports };
    }
    for (const { range, ports } of this.outside(source, 'Egress', families)) yield { source, target: range, ports };
  }

  /** The ports on which an Ingress or a route of a Gateway leads to a workload, and on which its policies may let it. */
  public get entrances(): readonly Entrance[] {
    this.knownEntrances ??= entrancesOf(this.all, this.workloads).map(({ workload, wanted }) => {
      const { rules } = this.isolationOf(workload, 'Ingress') ?? {};
      const open = rules?.filter(({ isForOthers }) => isForOthers).map((rule) => rule.portsAt(workload));
      return { workload, wanted, ports: open ? intersectionOf(wanted, unionOf([NO_PORTS, ...open])) : wanted };
    });
    return this.knownEntrances;
  }
  private knownEntrances?: readonly Entrance[];

  /** The addresses outside of the cluster that a workload reaches, or that reach it, as few ranges as there are. */
  public outside(
    workload: Workload,
    direction: 'Ingress' | 'Egress',
    families: Families = this.families,
  ): { range: AddressRange; ports: Ports }[] {
    const { rules = [] } = this.isolationOf(workload, direction) ?? {};
    const named = rules.flatMap(({ addresses = [] }) => addresses);
    return families.flatMap((family) => {
      const found: { range: AddressRange; ports: Ports }[] = [];
      for (const range of partsOf(family, named)) {
        const end = direction === 'Ingress' ? workload : undefined;
        const ports = this.allowedBy(workload, direction, range, end);
        const before = found.at(-1);
        if (before && before.range.last + 1n === range.first && areEqual(before.ports, ports))
          found[found.length - 1] = { range: { ...before.range, last: range.last }, ports };
        else if (!isEmpty(ports)) found.push({ range, ports });
      }
      return found;
    });
  }

  /** The rules of a workload that allow another end, with the ports that each allows. */
  public allowing(
    workload: Workload,
    direction: 'Ingress' | 'Egress',
    peer: Endpoint,
    target: Endpoint,
  ): { rule: ReadRule; ports: Ports }[] {
    const { rules = [] } = this.isolationOf(workload, direction) ?? {};
    const end = isWorkload(target) ? target : undefined;
    return rules.filter((rule) => names(rule, peer, touches)).map((rule) => ({ rule, ports: rule.portsAt(end) }));
  }

  /** IPv6 is listed where a policy names addresses of it: elsewhere, it would double every line. */
  public get families(): Families {
    this.knownFamilies ??= this.workloads.some((workload) =>
      (['Ingress', 'Egress'] as const).some((direction) =>
        this.isolationOf(workload, direction)?.rules.some(({ addresses = [] }) =>
          addresses.some(({ family }) => family === 6),
        ),
      ),
    )
      ? [4, 6]
      : [4];
    return this.knownFamilies;
  }
  private knownFamilies?: Families;

  /** The workloads that the egress of a workload names, as far as that is few. */
  private targetsOf(source: Workload): readonly Workload[] {
    const isolation = this.isolationOf(source, 'Egress');
    if (!isolation || isolation.rules.some(({ workloads }) => !workloads)) return this.workloads;
    const named = new Set(isolation.rules.flatMap(({ workloads }) => [...(workloads ?? [])]));
    return [...named].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The ports that the policies of a workload allow with each address of a range, or with a workload. */
  private allowedWith(workload: Workload, direction: 'Ingress' | 'Egress', peer: Endpoint, target: Endpoint): Ports {
    if (isWorkload(peer)) return this.allowedBy(workload, direction, peer, target);
    const { rules = [] } = this.isolationOf(workload, direction) ?? {};
    const { family, first, last } = peer;
    return partsOf(family, [peer, ...rules.flatMap(({ addresses = [] }) => addresses)])
      .filter((part) => first <= part.first && part.last <= last)
      .map((part) => this.allowedBy(workload, direction, part, target))
      .reduce(intersectionOf, ALL_PORTS);
  }

  private allowedBy(
    workload: Workload,
    direction: 'Ingress' | 'Egress',
    peer: Endpoint,
    target: Endpoint | undefined,
  ): Ports {
    const isolation = this.isolationOf(workload, direction);
    if (!isolation) return ALL_PORTS;
    const end = target && isWorkload(target) ? target : undefined;
    return unionOf([NO_PORTS, ...isolation.rules.filter((rule) => names(rule, peer)).map((rule) => rule.portsAt(end))]);
  }
}

/** Whether a rule allows an end: as a peer that it names, or as every peer. */
function names({ workloads, addresses }: ReadRule, peer: Endpoint, matches = coversOne): boolean {
  if (!workloads || !addresses) return true;
  return isWorkload(peer) ? workloads.has(peer) : matches(addresses, peer);
}

function coversOne(ranges: readonly AddressRange[], part: AddressRange): boolean {
  return ranges.some((range) => covers(range, part));
}
