import { addTo, groupBy } from '../../../json/group-by';
import { maySelect } from '../../../model/controller-labels';
import type { Manifest, PodTemplateView } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { objectsIn, readSelector, type Selector } from '../../../model/pod-index';
import { type AddressRange, ALL_ADDRESSES } from '../cidr';
import { DIRECTIONS, NETWORK_POLICY, rulesInForce } from '../policy-rules';
import { staysBesideOthers } from '../services';
import { NO_PORTS, type Ports, PROTOCOLS, type Protocol, portsOf, unionOf } from './ports';

/** A workload: the pods of one object, or of one controller that they name as their owner. */
export interface Workload {
  /** `namespace/name[Kind]`. */
  readonly name: string;
  readonly namespace: string;
  readonly pods: readonly PodTemplateView[];
  /** Whether its pods use the network of their node: policies neither protect nor restrict them. */
  readonly isOnHost: boolean;
  /** The controller of its pods, whose other pods are workloads of their own. Default: all pods of one are one workload. */
  readonly controller?: string;
}

/** One end of a connection: a workload, or addresses outside of the cluster. */
export type Endpoint = Workload | AddressRange;

export function isWorkload(endpoint: Endpoint): endpoint is Workload {
  return 'pods' in endpoint;
}

/** Returns the name of an endpoint: `namespace/name[Kind]`, or `first-last[External]`. */
export function endpointName(endpoint: Endpoint): string {
  return isWorkload(endpoint) ? endpoint.name : `${rangeText(endpoint)}[External]`;
}

/**
 * Returns the workloads of a set, in the order of their names. Pods of one controller that policies tell apart are
 * workloads of their own.
 *
 * @param divided the controllers whose pods are workloads of their own in any case
 */
export function workloadsOf(all: ManifestSet, divided: ReadonlySet<string>): Workload[] {
  const pods = all.all.flatMap(({ podTemplates }) => podTemplates);
  return [...groupBy(pods, ownerOf)]
    .flatMap(([name, own]) =>
      own.length === 1 || (!divided.has(name) && areAlike(own, all))
        ? [workloadOf(name, own)]
        : [...groupBy(own, ({ manifest }) => nameOf(manifest))].map(([each, parts]) => workloadOf(each, parts, name)),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function workloadOf(name: string, pods: readonly PodTemplateView[], controller?: string): Workload {
  const namespace = (pods[0] as PodTemplateView).manifest.effectiveNamespace;
  return { name, namespace, pods, isOnHost: pods.every(isOnHost), controller };
}

function isOnHost(pod: PodTemplateView): boolean {
  return pod.value('/hostNetwork') === true;
}

function ownerOf({ manifest }: PodTemplateView): string {
  const [owner] = objectsIn(manifest.json.metadata?.ownerReferences).filter((each) => each.controller === true);
  return nameOf(manifest, owner);
}

function nameOf({ effectiveNamespace, objectRef }: Manifest, { kind, name }: any = objectRef): string {
  return `${effectiveNamespace}/${name}[${kind}]`;
}

/** Whether each selector of a policy matches all of some pods or none, and each name stands for the same ports of all. */
function areAlike(pods: readonly PodTemplateView[], all: ManifestSet): boolean {
  if (new Set(pods.map((pod) => JSON.stringify([isOnHost(pod), namesOf(pod)]))).size > 1) return false;
  const keys = new Set(pods.flatMap(({ labels }) => Object.keys(labels)));
  const differing = [...keys].filter((key) => new Set(pods.map(({ labels }) => labels[key])).size > 1);
  if (differing.length === 0) return true;
  const selectors = all._analysis(areAlike, () => selectorsByKey(all));
  return differing.every((key) =>
    (selectors.get(key) ?? []).every((selector) => new Set(pods.map((pod) => maySelect(selector, pod))).size === 1),
  );
}

function namesOf(pod: PodTemplateView): string[] {
  const named = portsIn(pod).filter(({ name }) => name !== undefined);
  return named.map(({ name, containerPort, protocol = 'TCP' }) => `${name} ${containerPort} ${protocol}`).sort();
}

/** The selectors of pods in the policies of a set, by the keys of labels that they read. */
function selectorsByKey(all: ManifestSet): ReadonlyMap<string, readonly Selector[]> {
  const found = new Map<string, Selector[]>();
  const selectors = all.ofType(NETWORK_POLICY).flatMap((policy) => {
    const peers = DIRECTIONS.flatMap((direction) => rulesInForce(policy, direction)).flatMap((rule) => rule.peers);
    return [policy.json.spec?.podSelector, ...peers.map(({ podSelector }) => podSelector)];
  });
  for (const selector of selectors.flatMap((each) => readSelector(each) ?? [])) {
    const { matchLabels, matchExpressions } = selector;
    for (const key of new Set([...Object.keys(matchLabels), ...matchExpressions.map((each) => each.key)]))
      addTo(found, key, selector);
  }
  return found;
}

/** Returns the ports that a workload gives a name. */
export function namedPorts({ pods }: Pick<Workload, 'pods'>, name: string, protocol: Protocol): Ports {
  return unionOf([NO_PORTS, ...pods.map((pod) => declaredPorts(pod, protocol, (port) => port.name === name))]);
}

/** Returns the ports that the containers of a workload declare. */
export function portsDeclared({ pods }: Workload): Ports {
  return unionOf([
    NO_PORTS,
    ...pods.flatMap((pod) => PROTOCOLS.map((protocol) => declaredPorts(pod, protocol, () => true))),
  ]);
}

function declaredPorts(pod: PodTemplateView, protocol: Protocol, isMeant: (port: any) => boolean): Ports {
  const found = portsIn(pod).filter(
    (port) => (port.protocol ?? 'TCP') === protocol && Number.isInteger(port.containerPort) && isMeant(port),
  );
  return unionOf([NO_PORTS, ...found.map((port) => portsOf(protocol, port.containerPort, port.containerPort))]);
}

function portsIn(pod: PodTemplateView): any[] {
  return pod.containers.filter(staysBesideOthers).flatMap((container) => objectsIn(container.value('/ports')));
}

/** Divides all addresses of a family where some ranges begin and end, so that a range holds each part or none of it. */
export function partsOf(family: AddressRange['family'], ranges: readonly AddressRange[]): AddressRange[] {
  const whole = ALL_ADDRESSES[family];
  const starts = new Set([whole.first]);
  for (const { family: own, first, last } of ranges) {
    if (own !== family) continue;
    starts.add(first);
    if (last < whole.last) starts.add(last + 1n);
  }
  const ordered = [...starts].sort((a, b) => (a < b ? -1 : 1));
  return ordered.map((first, index) => ({ family, first, last: (ordered[index + 1] ?? whole.last + 1n) - 1n }));
}

/** Writes a range as `10.0.0.0-10.0.0.255`. */
export function rangeText({ family, first, last }: AddressRange): string {
  return [first, last].map((address) => (family === 4 ? ipv4Text(address) : ipv6Text(address))).join('-');
}

function ipv4Text(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');
}

/** The form of RFC 5952: the longest run of zeros becomes `::`. */
function ipv6Text(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, at) => ((address >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
  const runs = [...groups.join(':').matchAll(/(?:\b0(?::|$)){2,}/g)].sort((a, b) => b[0].length - a[0].length);
  const [longest] = runs;
  if (!longest) return groups.join(':');
  const text = groups.join(':');
  const before = text.slice(0, longest.index).replace(/:$/, '');
  const after = text.slice(longest.index + longest[0].length);
  return `${before}::${after}`;
}
