import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { MendQuestion } from '../../aspects/synth-aspect';
import type { SingleWaiver } from '../../engine/waivers/waiver';
import { applyNeeds } from '../../harden/apply-requirements';
import { copyOf } from '../../json/copy';
import { escapeSegment, segmentsOf, valueAt } from '../../json/pointer';
import { NEWEST_VERSION } from '../../kubernetes/kubernetes-version';
import { ContainerRole } from '../../model/container-role';
import type { ContainerView, Manifest, PodTemplateView } from '../../model/manifest';
import type { WorkloadRequirements } from '../../profiles/workload-requirements';
import type { LockedServiceAccount } from '../access/locked-service-account';
import { Defaults } from '../defaults';
import { FIND_API_SERVER } from '../network/cluster-peers';
import type { DeclaredConnections } from '../network/declared-connections';
import { identityProblem } from './apply-identity';
import { limitRequestedMemory } from './memory-limits';
import { mountAccountToken, mountClaims, refuseSharedNames } from './pod-mounts';
import { applyDefaults, applySettings, containersNamed, tokenModeOf } from './pod-settings';
import type { AnyWorkloadProps } from './settings-checks';

/** What a workload gets beside what cdk8s-plus writes. */
export interface ShapeOptions {
  /** What the author declares and cdk8s-plus cannot say. */
  readonly props: AnyWorkloadProps;
  /** What its images need; which of its names it has in the end shows when it is rendered. */
  readonly needs: Omit<WorkloadRequirements, 'name'>;
  readonly account: LockedServiceAccount;
  readonly connections: DeclaredConnections;
  readonly waivers: readonly SingleWaiver[];
}

/**
 * Completes the rendered manifest of one workload: writable folders and the token that a grant requires, in every
 * container, also in those that were added later. Reports what cdk8s-plus lost or wrote incorrectly.
 */
export class WorkloadShape {
  /** @internal */
  public readonly _idleVisit = WorkloadShape.prototype.visit;
  /** @internal */
  public readonly _waivers: readonly SingleWaiver[];

  public constructor(
    private readonly apiObject: ApiObject,
    private readonly options: ShapeOptions,
  ) {
    this._waivers = options.waivers;
  }

  public visit(_node: IConstruct): void {}

  /** @internal */
  public _mend({ all, some, app }: MendQuestion): ReadonlyMap<Manifest, Manifest> {
    const mended = new Map<Manifest, Manifest>();
    for (const manifest of some) {
      const pod = manifest.podTemplate;
      if (!pod || manifest.origin.constructPath !== this.apiObject.node.path) continue;
      const wrong = [...vanishedPatches(this.apiObject, manifest), ...contradictions(pod)];
      if (wrong.length > 0) throw new Error(`"${this.apiObject.node.path}":\n  ${wrong.join('\n  ')}`);
      try {
        const { kubernetesVersion = NEWEST_VERSION } = app.followed;
        const complete = manifest._withJson(this.complete(pod));
        mended.set(manifest, limitRequestedMemory(complete, all, kubernetesVersion));
      } catch (error) {
        throw new Error(`"${this.apiObject.node.path}": ${(error as Error).message}`);
      }
    }
    return mended;
  }

  private complete(pod: PodTemplateView): any {
    const json = copyOf(pod.manifest.json);
    for (const container of pod.containers) dropStartupProbe(container, valueAt(json, container.path));
    const { props, needs, account } = this.options;
    applySettings(props, pod, json);
    applyDefaults(Defaults.of(this.apiObject).all(), pod, json);
    mountClaims(props.volumeClaims ?? [], pod, json);
    applyNeeds({ ...needs, name: pod.manifest.objectRef.name }, pod.manifest, json);
    const tokenContainers = containersNamed(props.tokenContainers, pod, json);
    if (account.needsToken) {
      const spec = valueAt(json, pod.specPath);
      mountAccountToken(account, tokenModeOf(spec), spec, tokenContainers);
      this.refuseUnknownApiServer();
    }
    const problem = props.cloudIdentity && identityProblem(props.cloudIdentity, this.options.connections.reachesHosts);
    if (problem) throw new Error(problem);
    refuseSharedNames(pod, json);
    return json;
  }

  /** The workload is isolated, so that a grant is of no use without a way to the API server. */
  private refuseUnknownApiServer(): void {
    const { connections } = this.options;
    if (connections.lacksCiliumPolicy)
      throw new Error(
        'a validation binds its account after the synth has decided on its CiliumNetworkPolicy; bind it in the program, or in an aspect',
      );
    if (connections.reachesAddresses) return;
    throw new Error(
      `its account has grants or bindings, and its policies do not lead to the API server: ${FIND_API_SERVER}; or declare the way: connections.allowTo(Peer.cidr(…), { ports })`,
    );
  }
}

/** cdk8s-plus gives every container with a port a startup probe, which the API server refuses on init containers. */
function dropStartupProbe({ role }: ContainerView, json: any): void {
  if (role === ContainerRole.INIT && json.restartPolicy !== 'Always') delete json.startupProbe;
}

/**
 * cdk8s applies a patch before cdk8s-plus-28 removes the fields that it does not know: such a patch has no effect, and
 * causes no error (https://github.com/cdk8s-team/cdk8s/issues/2172).
 */
function vanishedPatches(apiObject: ApiObject, manifest: Manifest): string[] {
  const patches: readonly any[] = ((apiObject as any).patches ?? []).map(
    (patch: any) => patch._toJson?.() ?? patch.op ?? patch,
  );
  return patches
    .filter(
      ({ op, path, value }) =>
        (op === 'add' || op === 'replace') && value !== undefined && value !== null && !isThere(manifest.json, path),
    )
    .map(
      ({ op, path }) =>
        `patch "${op} ${path}" has no effect, as cdk8s-plus-28 does not know the field; use a field that it knows, or an ApiObject`,
    );
}

/** Whether a path exists, ignoring the case in which cdk8s-plus-28 writes a field (`hostPid` for `hostPID`). */
function isThere(json: any, path: string): boolean {
  let at = json;
  for (const segment of segmentsOf(path)) {
    if (at === null || typeof at !== 'object') return false;
    const key =
      segment === '-'
        ? String(at.length - 1)
        : Object.keys(at).find((each) => each.toLowerCase() === segment.toLowerCase());
    if (key === undefined || at[key] === undefined) return false;
    at = at[key];
  }
  return true;
}

/** Returns the errors that cdk8s-plus accepts and the API server or a node would refuse. */
function contradictions(pod: PodTemplateView): string[] {
  const names = pod.containers.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const sizes = pod.containers.flatMap((container) =>
    ['limits', 'requests'].flatMap((kind) => {
      const cpu = container.value(`/resources/${escapeSegment(kind)}/cpu`);
      return typeof cpu === 'string' && /[KMGTPE]i?$/.test(cpu)
        ? `${kind}.cpu of container "${container.name}" is "${cpu}", an amount of memory; give cores, as "500m"`
        : [];
    }),
  );
  return [...twice.map((name) => `two containers are called "${name}"; give each a name of its own`), ...sizes];
}
