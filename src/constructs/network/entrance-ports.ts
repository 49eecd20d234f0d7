import type { IConstruct } from 'constructs';
import { EXPOSING, exposuresOf } from '../../analysis/network/exposures';
import { INGRESSES } from '../../analysis/network/ingresses';
import { targetPorts } from '../../analysis/network/reachability/entrances';
import {
  isEmpty,
  NO_PORTS,
  type Ports,
  PROTOCOLS,
  type Protocol,
  unionOf,
} from '../../analysis/network/reachability/ports';
import { serviceNamed, servicesBefore } from '../../analysis/network/services';
import { AspectPriority } from '../../aspects/aspects';
import type { MendQuestion } from '../../aspects/synth-aspect';
import { addTo } from '../../json/group-by';
import type { Manifest, PodTemplateView } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import type { DeclaredConnections } from './declared-connections';
import { rootAspect } from './root-aspect';

/** A workload whose policies are written again when its ports are known. */
interface WatchedWorkload extends IConstruct {
  readonly connections: { readonly _declared: DeclaredConnections };
}

const WATCHER = Symbol.for('cdk8s-hardened.entrances');

/** From now on, ingress controllers and gateways reach a workload on the ports that objects of the app lead to. */
export function watchEntrances(workload: WatchedWorkload): void {
  const priority = AspectPriority.MUTATING - 100;
  rootAspect(workload, WATCHER, () => new EntrancePorts(), { priority }).watch(workload);
}

/** Completes the policies of workloads that an ingress controller or a gateway may reach, when all objects are known. */
class EntrancePorts {
  /** @internal */
  public readonly _idleVisit = EntrancePorts.prototype.visit;
  private readonly workloads = new Set<WatchedWorkload>();

  public watch(workload: WatchedWorkload): void {
    this.workloads.add(workload);
  }

  public visit(_node: IConstruct): void {}

  /** @internal */
  public _mend({ all, some }: MendQuestion): ReadonlyMap<Manifest, Manifest> {
    const set = ManifestSet.fromManifests([...all()]);
    const led = { ingress: ledTo(INGRESS_KINDS, set), gateway: ledTo(ROUTES, set) };
    const mended = new Map<Manifest, Manifest>();
    const byPath = new Map(some.map((manifest) => [manifest.origin.constructPath, manifest]));
    for (const workload of this.workloads) {
      const { path } = workload.node;
      const pods = byPath.get(`${path}/Resource`)?.podTemplates ?? [];
      const { _declared: declared } = workload.connections;
      declared.entrances = {
        ingress: listed(portsOf(pods, led.ingress, set)),
        gateway: listed(portsOf(pods, led.gateway, set)),
      };
      if (!declared.entrances.ingress && !declared.entrances.gateway) continue;
      const specs = { NetworkPolicy: declared.toPolicySpec(), CiliumNetworkPolicy: declared.toCiliumSpec() };
      for (const [kind, spec] of Object.entries(specs)) {
        const policy = byPath.get(`${path}/${kind}`);
        if (policy && spec?.ingress) mended.set(policy, withPorts(policy, spec.ingress));
      }
    }
    return mended;
  }
}

/** Istio serves VirtualServices beside either. */
const [, ...NOT_SERVICES] = EXPOSING;
const ROUTES = NOT_SERVICES.filter((type) => !INGRESSES.includes(type));
const INGRESS_KINDS = NOT_SERVICES.filter((type) => !type.startsWith('gateway.'));

/** The Services that objects of some kinds lead to, each with its ports that they name; undefined stands for all ports. */
function ledTo(types: readonly string[], set: ManifestSet): Map<Manifest, unknown[]> {
  const found = new Map<Manifest, unknown[]>();
  for (const { service, namespace, port } of types.flatMap((type) => set.ofType(type)).flatMap(exposuresOf)) {
    const target = serviceNamed(service, namespace, set);
    if (target) addTo(found, target, port);
  }
  return found;
}

/** The ports of pods that objects lead to; those of all Services where none does: the objects may be of another app. */
function portsOf(pods: readonly PodTemplateView[], led: ReadonlyMap<Manifest, unknown[]>, set: ManifestSet): Ports {
  const services = pods.flatMap((pod) => servicesBefore(pod, set).map((service) => ({ service, pods: [pod] })));
  const named = services.filter(({ service }) => led.has(service));
  return unionOf([
    NO_PORTS,
    ...named.flatMap(({ service, pods: own }) =>
      (led.get(service) ?? []).map((port) => targetPorts(service, { pods: own }, port)),
    ),
    ...(named.length > 0 ? [] : services.map(({ service, pods: own }) => targetPorts(service, { pods: own }))),
  ]);
}

/** A patch may have changed the rules: of as many, each gets its ports alone. */
function withPorts(policy: Manifest, ingress: readonly any[]): Manifest {
  const { spec } = policy.json;
  const isSame = ingress.length === spec.ingress?.length; // cdk8s has sorted the keys of the rendered rules.
  const portsIn = ({ ports, toPorts }: any) => (toPorts ? { toPorts } : { ports });
  const rules = isSame ? spec.ingress.map((rule: any, at: number) => ({ ...rule, ...portsIn(ingress[at]) })) : ingress;
  return policy._withJson({ ...policy.json, spec: { ...spec, ingress: rules } });
}

/** Undefined if there are no ports. */
function listed(ports: Ports): readonly any[] | undefined {
  return isEmpty(ports) ? undefined : PROTOCOLS.flatMap((protocol) => intervals(ports, protocol));
}

function intervals(ports: Ports, protocol: Protocol): any[] {
  return (ports[protocol] ?? []).map(([first, last]) => ({
    ...(first === last ? {} : { endPort: last }),
    port: first,
    protocol,
  }));
}
