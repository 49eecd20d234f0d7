import type { IConstruct } from 'constructs';
import { targetPorts } from '../../analysis/network/reachability/entrances';
import {
  isEmpty,
  NO_PORTS,
  type Ports,
  PROTOCOLS,
  type Protocol,
  unionOf,
} from '../../analysis/network/reachability/ports';
import { servicesBefore } from '../../analysis/network/services';
import { AspectPriority, Aspects } from '../../aspects/aspects';
import type { MendQuestion } from '../../aspects/synth-aspect';
import type { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';

/** A workload whose policy is written again when its ports are known. */
interface WatchedWorkload extends IConstruct {
  readonly connections: { _entrance?: readonly any[]; _toPolicySpec(): any };
}

const WATCHER = Symbol.for('cdk8s-hardened.entrances');

/** From now on, the ingress controller reaches a workload on the ports that Services of the app lead to. */
export function watchEntrances(workload: WatchedWorkload): void {
  const { root } = workload.node;
  if (!Object.hasOwn(root, WATCHER)) {
    const aspect = new EntrancePorts();
    Object.defineProperty(root, WATCHER, { value: aspect });
    Aspects.of(root).add(aspect, { priority: AspectPriority.MUTATING - 100 });
  }
  ((root as any)[WATCHER] as EntrancePorts).watch(workload);
}

/** Completes the policies of workloads that an ingress controller may reach, when all Services are known. */
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
    const mended = new Map<Manifest, Manifest>();
    const byPath = new Map(some.map((manifest) => [manifest.origin.constructPath, manifest]));
    for (const workload of this.workloads) {
      const { path } = workload.node;
      const policy = byPath.get(`${path}/NetworkPolicy`);
      const pods = byPath.get(`${path}/Resource`)?.podTemplates ?? [];
      const ports = unionOf([
        NO_PORTS,
        ...pods.flatMap((pod) => servicesBefore(pod, set).map((service) => targetPorts(service, { pods: [pod] }))),
      ]);
      if (!policy || isEmpty(ports)) {
        workload.connections._entrance = undefined;
        continue;
      }
      workload.connections._entrance = PROTOCOLS.flatMap((protocol) => listed(ports, protocol));
      const { ingress } = workload.connections._toPolicySpec();
      const { spec } = policy.json;
      const isSame = ingress.length === spec.ingress.length; // cdk8s has sorted the keys of the rendered rules.
      const rules = isSame
        ? spec.ingress.map((rule: any, at: number) => ({ ...rule, ports: ingress[at].ports }))
        : ingress;
      mended.set(policy, policy._withJson({ ...policy.json, spec: { ...spec, ingress: rules } }));
    }
    return mended;
  }
}

function listed(ports: Ports, protocol: Protocol): any[] {
  return (ports[protocol] ?? []).map(([first, last]) => ({
    ...(first === last ? {} : { endPort: last }),
    port: first,
    protocol,
  }));
}
