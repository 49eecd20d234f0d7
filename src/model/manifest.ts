import { type Patch, patchAway, patchTo } from '../json/patch';
import { valueAt } from '../json/pointer';
import { objectProblems, podTemplateProblems, type ShapeProblem } from '../kubernetes/shape';
import { podTemplatePointers, typeOf, type WorkloadKind } from '../kubernetes/workload-kinds';
import type { Position } from '../yaml/text-lines';
import { ContainerRole } from './container-role';
import type { ObjectRef, Origin } from './object-ref';

/** What an object is made from, beside its JSON. */
export interface ManifestOptions {
  /**
   * Where it comes from.
   *
   * @default - nothing is known
   */
  readonly origin?: Origin;
  /**
   * Custom kinds that carry a pod template, beside the ones that are known.
   *
   * @default - none
   */
  readonly workloadKinds?: WorkloadKind[];
}

/**
 * One Kubernetes object, as it will be written: a read-only view.
 *
 * @example
 * import { Manifest } from 'cdk8s-hardened';
 *
 * const manifest = Manifest.of({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'web' }] } });
 * manifest.podTemplate?.containers.length; // 1
 */
export class Manifest {
  /** Reads an object. Throws where it has no `apiVersion` or no `kind`. */
  public static fromJson(json: any, options: ManifestOptions = {}): Manifest {
    return new Manifest(json, options);
  }

  /** The object itself. Do not change it. */
  public readonly json: any;
  /** Which object it is. */
  public readonly objectRef: ObjectRef;
  /** Group and kind, whatever the version: `Pod`, `apps/Deployment`. */
  public readonly groupKind: string;
  /** Where it comes from. */
  public readonly origin: Origin;
  /** The pods that it makes: one for each pod template, empty where it has none. */
  public readonly podTemplates: PodTemplateView[] = [];
  /**
   * Where its fields stand in a text.
   *
   * @internal
   */
  public _positionOf?: (pointer: string) => Position;
  /**
   * Why it cannot be judged; empty where it can.
   *
   * @internal
   */
  public readonly _problems: ShapeProblem[];

  private readonly workloadKinds: WorkloadKind[];

  private constructor(json: any, options: ManifestOptions) {
    const { apiVersion, kind } = json ?? {};
    if (typeof apiVersion !== 'string' || apiVersion === '')
      throw new Error('apiVersion is missing; set it, for example to "v1"');
    if (typeof kind !== 'string' || kind === '') throw new Error('kind is missing; set it, for example to "Pod"');
    const slash = apiVersion.indexOf('/');
    if (slash !== apiVersion.lastIndexOf('/'))
      throw new Error(`apiVersion "${apiVersion}" must be VERSION or GROUP/VERSION`);
    this.json = json;
    this.origin = options.origin ?? {};
    this.workloadKinds = options.workloadKinds ?? [];
    this.groupKind = typeOf(slash < 0 ? '' : apiVersion.slice(0, slash), kind);
    this._problems = objectProblems(this.groupKind, json);
    const metadata = json.metadata ?? {};
    const name = text(metadata.name) ?? text(metadata.generateName) ?? '';
    this.objectRef = { apiVersion, kind, name, namespaceName: text(metadata.namespace) };
    const pointers = podTemplatePointers(this.groupKind, kind, json, this.workloadKinds);
    for (const pointer of pointers) this._problems.push(...podTemplateProblems(valueAt(json, pointer), pointer));
    if (this._problems.length > 0) return;
    for (const pointer of pointers) this.podTemplates.push(new PodTemplateView(this, pointer, valueAt(json, pointer)));
  }

  /**
   * The same object with other content.
   *
   * @internal
   */
  public _withJson(json: any): Manifest {
    const manifest = new Manifest(json, { origin: this.origin, workloadKinds: this.workloadKinds });
    manifest._positionOf = this._positionOf;
    return manifest;
  }

  /** The pod that it makes, the first one where it makes several; undefined where it makes none. */
  public get podTemplate(): PodTemplateView | undefined {
    return this.podTemplates[0];
  }

  /** The namespace that it lands in where it is namespaced: `default` where none is written. */
  public get effectiveNamespace(): string {
    return this.objectRef.namespaceName ?? 'default';
  }

  /** Its labels. */
  public get labels(): { [key: string]: string } {
    return this.json.metadata?.labels ?? {};
  }

  /** Which object it is: so a finding that is written as JSON names its object and does not repeat it. */
  public toJSON(): any {
    return this.objectRef;
  }

  /** The value at a JSON Pointer; undefined where there is none. */
  public value(pointer: string): any {
    return valueAt(this.json, pointer);
  }

  /** The patches that put a value at a JSON Pointer, making the parents that are missing. */
  public patchTo(pointer: string, value: any): Patch[] {
    return patchTo(this.json, pointer, value);
  }

  /** The patches that take away what is at a JSON Pointer. */
  public patchAway(pointer: string): Patch[] {
    return patchAway(pointer);
  }
}

const ROLES = Object.values(ContainerRole);

/** The pod that an object makes, wherever its kind keeps it. */
export class PodTemplateView {
  /** Private, as is the pod of a container: test runners print and copy findings, and cannot follow a circle. */
  readonly #manifest: Manifest;
  /** JSON Pointer of the template: empty for a Pod, `/spec/template` for a Deployment. */
  public readonly path: string;
  /** All its containers: init, main and ephemeral. There is no other list. */
  public readonly containers: ContainerView[];
  /** The labels that its pods carry. */
  public readonly labels: { [key: string]: string };
  /** The annotations that its pods carry. */
  public readonly annotations: { [key: string]: string };
  /**
   * The pod's spec.
   *
   * @internal
   */
  public readonly _spec: any;
  /** @internal */
  public constructor(manifest: Manifest, path: string, template: any) {
    const { metadata, spec } = template;
    this.#manifest = manifest;
    this.path = path;
    this.labels = metadata?.labels ?? {};
    this.annotations = metadata?.annotations ?? {};
    this._spec = spec;
    this.containers = [];
    for (const role of ROLES) {
      const list: any[] = spec[role] ?? [];
      for (let index = 0; index < list.length; index += 1)
        this.containers.push(new ContainerView(this, role, `${path}/spec/${role}/${index}`, list[index]));
    }
  }

  /** The object. */
  public get manifest(): Manifest {
    return this.#manifest;
  }

  /** JSON Pointer of the pod's spec. */
  public get specPath(): string {
    return `${this.path}/spec`;
  }

  /** Whether its pods say that they run on Windows. */
  public get isWindows(): boolean {
    return this._spec.os?.name === 'windows';
  }

  /** Whether its pods say that they run in a user namespace of their own. */
  public get hasUserNamespace(): boolean {
    return this._spec.hostUsers === false;
  }

  /** The value at a JSON Pointer below the pod's spec; undefined where there is none. */
  public value(pointer: string): any {
    return valueAt(this._spec, pointer);
  }

  /** The patches that put a value at a JSON Pointer below the pod's spec. */
  public patchTo(pointer: string, value: any): Patch[] {
    return this.manifest.patchTo(`${this.specPath}${pointer}`, value);
  }
}

/** One container of a pod. */
export class ContainerView {
  readonly #pod: PodTemplateView;
  /** Which list it stands in. */
  public readonly role: ContainerRole;
  /** JSON Pointer of the container, from the root of the object. */
  public readonly path: string;
  /** Name; empty where it has none. */
  public readonly name: string;
  /**
   * The container itself.
   *
   * @internal
   */
  public readonly _json: any;
  /** @internal */
  public constructor(pod: PodTemplateView, role: ContainerRole, path: string, json: any) {
    this.#pod = pod;
    this.role = role;
    this.path = path;
    this.name = json.name ?? '';
    this._json = json;
  }

  /** Its pod. */
  public get pod(): PodTemplateView {
    return this.#pod;
  }

  /** The value at a JSON Pointer below the container; undefined where there is none. */
  public value(pointer: string): any {
    return valueAt(this._json, pointer);
  }

  /** A field of the security context as the kubelet reads it: the container's where set, else the pod's. */
  public effective(field: string): any {
    return this._json.securityContext?.[field] ?? this.pod._spec.securityContext?.[field];
  }

  /** The patches that put a value at a JSON Pointer below the container. */
  public patchTo(pointer: string, value: any): Patch[] {
    return this.pod.manifest.patchTo(`${this.path}${pointer}`, value);
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
