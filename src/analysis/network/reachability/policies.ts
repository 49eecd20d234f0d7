import type { Manifest, PodTemplateView } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { podsSelected, readSelector } from '../../../model/pod-index';
import type { AddressRange } from '../cidr';
import {
  DIRECTIONS,
  type Direction,
  NETWORK_POLICY,
  type NetworkPolicyRule,
  type PolicyPeer,
  policyTypesOf,
  rulesInForce,
  selectsAnything,
} from '../policy-rules';
import { namespacesSelected } from '../selected-pods';
import { readCiliumPolicies } from './cilium-policies';
import { namedPorts, type Workload } from './endpoints';
import { ALL_PORTS, NO_PORTS, type Ports, PROTOCOLS, type Protocol, portsOf, unionOf } from './ports';

/** A rule of a policy, with the workloads and addresses that it stands for. */
export interface ReadRule {
  readonly policy: Manifest;
  readonly direction: Direction['type'];
  /** Counted from 1. */
  readonly number: number;
  /** The workloads that it names; undefined if it allows every peer. */
  readonly workloads?: ReadonlySet<Workload>;
  /** The addresses that it names; undefined if it allows every peer. */
  readonly addresses?: readonly AddressRange[];
  readonly written: NetworkPolicyRule;
  /** The workloads of each peer that is written, in the same order. */
  readonly peers: readonly ReadonlySet<Workload>[];
  /** Whether it allows every pod of every namespace. */
  readonly isForEveryPod: boolean;
  /** Whether it may allow pods that are not in the set: every pod, or those of namespaces that it selects. */
  readonly isForOthers: boolean;
  /** The ports that it allows at an end; without one, at an address. */
  portsAt(end?: Workload): Ports;
}

/** What the policies say of a workload in one direction. */
export interface Isolation {
  /** The policies that isolate it; none if everything is allowed. */
  readonly policies: readonly Manifest[];
  readonly rules: readonly ReadRule[];
}

/** What a NetworkPolicy that selects a workload says. */
export interface ReadPolicy {
  /** The workloads whose traffic it restricts. */
  readonly selected: readonly Workload[];
  readonly rules: readonly ReadRule[];
}

/** Reads the NetworkPolicies of a set, and the CiliumNetworkPolicies that say the same as one could, each once. */
export class ReadPolicies {
  private readonly byPolicy = new Map<Manifest, ReadPolicy>();
  private readonly byPod = new Map<PodTemplateView, Workload>();
  private readonly selections = new Map<string, ReadonlySet<Workload>>();
  private readonly isolations: { readonly [type in Direction['type']]: Map<Workload, Mutable<Isolation>> } = {
    Ingress: new Map(),
    Egress: new Map(),
  };

  public constructor(
    private readonly all: ManifestSet,
    workloads: readonly Workload[],
  ) {
    for (const workload of workloads) for (const pod of workload.pods) this.byPod.set(pod, workload);
    for (const policy of all.ofType(NETWORK_POLICY)) this.read(policy, policy.json.spec);
    for (const { policy, specs } of readCiliumPolicies(all)) for (const spec of specs) this.read(policy, spec);
  }

  /** What the policies say of a workload; undefined if no policy isolates it in the direction. */
  public isolationOf(workload: Workload, direction: Direction['type']): Isolation | undefined {
    return this.isolations[direction].get(workload);
  }

  /** What a policy says; undefined if it selects no workload. */
  public policyOf(policy: Manifest): ReadPolicy | undefined {
    return this.byPolicy.get(policy);
  }

  /** The workload of a pod; undefined if the pod is not in the set. */
  public workloadOf(pod: PodTemplateView): Workload | undefined {
    return this.byPod.get(pod);
  }

  private read(policy: Manifest, spec: any): void {
    const selected = [...this.selected(spec?.podSelector ?? {}, policy.effectiveNamespace)].filter(
      ({ isOnHost }) => !isOnHost,
    );
    if (selected.length === 0) return;
    const read: ReadRule[] = [];
    this.byPolicy.set(policy, { selected, rules: read });
    for (const direction of DIRECTIONS) {
      if (!policyTypesOf(spec).includes(direction.type)) continue;
      const rules = rulesInForce({ json: { spec } }, direction).map((rule, index) =>
        this.ruleOf(policy, direction, rule, index),
      );
      read.push(...rules);
      for (const workload of selected) {
        const known = this.isolations[direction.type].get(workload);
        if (known) {
          known.policies.push(policy);
          known.rules.push(...rules);
        } else this.isolations[direction.type].set(workload, { policies: [policy], rules: [...rules] });
      }
    }
  }

  private ruleOf(policy: Manifest, { type }: Direction, rule: NetworkPolicyRule, index: number): ReadRule {
    const ports = readPorts(rule.ports);
    const peers = rule.peers.map((peer) => this.workloadsOf(peer, policy.effectiveNamespace));
    const named = rule.peers.length === 0 ? {} : namedBy(rule.peers, peers);
    const isForEveryPod = rule.peers.length === 0 || rule.peers.some(selectsEveryPod);
    const isForOthers = rule.peers.length === 0 || rule.peers.some(({ namespaceSelector }) => namespaceSelector);
    const number = index + 1;
    return {
      policy,
      direction: type,
      number,
      written: rule,
      peers,
      ...named,
      isForEveryPod,
      isForOthers,
      portsAt: ports,
    };
  }

  /** Pods in the network of their node have the address of the node: no selector matches them as peers. */
  private workloadsOf({ podSelector, namespaceSelector, addresses }: PolicyPeer, own: string): ReadonlySet<Workload> {
    if (addresses) return NO_WORKLOADS;
    const namespaces = namespaceSelector ? this.namespaces(namespaceSelector) : [own];
    return together(namespaces.map((namespace) => this.selected(podSelector ?? {}, namespace, true)));
  }

  private namespaces(selector: any): readonly string[] {
    const known = this.all._analysis(ReadPolicies, () => new Map<string, readonly string[]>());
    const key = JSON.stringify(selector);
    const found = known.get(key) ?? namespacesSelected(selector, this.all);
    known.set(key, found);
    return found;
  }

  /** The workloads of a namespace with a pod that a selector matches. */
  private selected(selector: any, namespace: string, isPeer = false): ReadonlySet<Workload> {
    const key = JSON.stringify([namespace, selector, isPeer]);
    const known = this.selections.get(key);
    if (known) return known;
    const read = readSelector(selector);
    const pods = read ? podsSelected(read, namespace, this.all) : [];
    const found = new Set(
      pods.flatMap((pod) => this.byPod.get(pod) ?? []).filter(({ isOnHost }) => !(isPeer && isOnHost)),
    );
    this.selections.set(key, found);
    return found;
  }
}

const NO_WORKLOADS: ReadonlySet<Workload> = new Set();

function namedBy(
  peers: readonly PolicyPeer[],
  workloads: readonly ReadonlySet<Workload>[],
): Pick<ReadRule, 'workloads' | 'addresses'> {
  return { workloads: together(workloads), addresses: peers.flatMap(({ addresses }) => addresses ?? []) };
}

/** One set for some: itself, where there is no other. */
function together(sets: readonly ReadonlySet<Workload>[]): ReadonlySet<Workload> {
  const [first = NO_WORKLOADS, ...others] = sets.filter(({ size }) => size > 0);
  return others.length === 0 ? first : new Set([first, ...others].flatMap((set) => [...set]));
}

function selectsEveryPod({ podSelector, namespaceSelector }: PolicyPeer): boolean {
  return selectsAnything(namespaceSelector) && (podSelector === undefined || selectsAnything(podSelector));
}

type Mutable<T> = { -readonly [key in keyof T]: T[key] extends readonly (infer Item)[] ? Item[] : T[key] };

/** Returns the ports of a rule at an end. A named port is the one that the containers of the end give the name. */
function readPorts(entries: readonly any[]): (end?: Workload) => Ports {
  if (entries.length === 0) return () => ALL_PORTS;
  const fixed: Ports[] = [];
  const named: (readonly [name: string, protocol: Protocol])[] = [];
  for (const { port, endPort, protocol: written } of entries) {
    const protocol = PROTOCOLS.find((each) => each === (written ?? 'TCP'));
    if (protocol === undefined) continue; // The API server refuses it.
    const number = Number(port);
    if (port === undefined || port === null) fixed.push(portsOf(protocol));
    else if (Number.isInteger(number)) fixed.push(portsOf(protocol, number, Number(endPort ?? number)));
    else named.push([String(port), protocol]);
  }
  const all = unionOf([NO_PORTS, ...fixed]);
  if (named.length === 0) return () => all;
  return (end) => unionOf([all, ...(end ? named.map(([name, protocol]) => namedPorts(end, name, protocol)) : [])]);
}
