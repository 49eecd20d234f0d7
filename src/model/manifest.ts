import { type Patch, patchAway, patchTo } from '../json/patch';
import { valueAt } from '../json/pointer';
import { KubernetesApi } from '../kubernetes/api/kubernetes-api';
import type { Problem } from '../kubernetes/api/problem';
import { podTemplatePointers, type WorkloadKind } from '../kubernetes/workload-kinds';
import type { Position } from '../yaml/text-lines';
import { ContainerRole } from './container-role';
import type { ManifestOptions } from './manifest-options';
import { identityOf, type ObjectRef, type Origin } from './object-ref';
import { templateProblem } from './template-problem';

/**
 * Wraps one Kubernetes object, as it will be written, in a read-only view.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/
 * @example
 * import { Manifest } from 'cdk8s-hardened';
 *
 * const manifest = Manifest.fromJson({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'web' }] } });
 * manifest.podTemplate?.containers.length; // 1
 */
export class Manifest {
  /**
   * Reads an object. Throws if `apiVersion` or `kind` is missing.
   * @param json the object, as plain JSON
   * @param options origin and custom kinds; default: none
   */
  public static fromJson(json: any, options: ManifestOptions = {}): Manifest {
    return new Manifest(json, options);
  }

  /** The object as plain JSON, as the API server decodes it: a null in a list is an empty value. Do not modify it. */
  public readonly json: any;
  /**
   * The object as it was given.
   * @internal
   */
  public readonly _written: any;
  /** Identity of the object: API version, kind, namespace and name. */
  public readonly objectRef: ObjectRef;
  /** Group and kind without the version: `Pod`, `apps/Deployment`. */
  public readonly groupKind: string;
  /** File or construct that the object comes from. */
  public readonly origin: Origin;
  /** The pods that it makes: one for each pod template, empty where it has none. */
  public readonly podTemplates: PodTemplateView[] = [];
  /**
   * Returns the position of a field in the source text.
   * @internal
   */
  public _positionOf?: (pointer: string) => Position;
  /**
   * Pod templates that cannot be viewed.
   * @internal
   */
  public readonly _problems: Problem[] = [];

  private readonly workloadKinds: WorkloadKind[];

  private constructor(json: any, options: ManifestOptions) {
    const { objectRef, groupKind } = identityOf(json);
    this.json = KubernetesApi.of('latest').decoded(json);
    this._written = json;
    this.origin = options.origin ?? {};
    this.workloadKinds = options.workloadKinds ?? [];
    this.objectRef = objectRef;
    this.groupKind = groupKind;
    for (const pointer of podTemplatePointers(groupKind, objectRef.kind, this.json, this.workloadKinds)) {
      const template = valueAt(this.json, pointer);
      const problem = templateProblem(template, pointer);
      if (problem) this._problems.push(problem);
      else this.podTemplates.push(new PodTemplateView(this, pointer, template));
    }
  }

  /**
   * Returns a manifest with other content and the same origin.
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

  /** The namespace that a namespaced object is created in: `default` if none is written. */
  public get effectiveNamespace(): string {
    return this.objectRef.namespaceName ?? 'default';
  }

  /** Labels of the object. */
  public get labels(): { [key: string]: string } {
    return this.json.metadata?.labels ?? {};
  }

  /** Returns the identity of the object, so that a finding written as JSON names its object and does not contain it. */
  public toJSON(): any {
    return this.objectRef;
  }

  /**
   * Returns the value at a JSON Pointer; undefined if there is none.
   * @param pointer JSON Pointer from the root of the object
   */
  public value(pointer: string): any {
    return valueAt(this.json, pointer);
  }

  /**
   * Returns the patches that put a value at a JSON Pointer and create missing parents.
   * @param pointer JSON Pointer from the root of the object
   * @param value the value to put there
   */
  public patchTo(pointer: string, value: any): Patch[] {
    return patchTo(this.json, pointer, value);
  }

  /**
   * Returns the patches that remove the value at a JSON Pointer.
   * @param pointer JSON Pointer from the root of the object
   */
  public patchAway(pointer: string): Patch[] {
    return patchAway(pointer);
  }
}

const ROLES = Object.values(ContainerRole);

/**
 * Wraps the pod template of an object, for every kind that has one.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates
 */
export class PodTemplateView {
  /** Private, like the pod of a container: test runners print and copy findings, and fail on circular references. */
  readonly #manifest: Manifest;
  /** JSON Pointer of the template: empty for a Pod, `/spec/template` for a Deployment. */
  public readonly path: string;
  /** All containers: init, main and ephemeral. */
  public readonly containers: ContainerView[];
  /** Labels of the pods. */
  public readonly labels: { [key: string]: string };
  /** Annotations of the pods. */
  public readonly annotations: { [key: string]: string };
  /**
   * The pod's spec.
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

  /** The object that has the template. */
  public get manifest(): Manifest {
    return this.#manifest;
  }

  /** JSON Pointer of the pod's spec. */
  public get specPath(): string {
    return `${this.path}/spec`;
  }

  /** Whether the pods declare Windows as their operating system. */
  public get isWindows(): boolean {
    return this._spec.os?.name === 'windows';
  }

  /** Whether the pods declare a user namespace of their own (`hostUsers: false`). */
  public get hasUserNamespace(): boolean {
    return this._spec.hostUsers === false;
  }

  /**
   * Returns the value at a JSON Pointer below the pod's spec; undefined if there is none.
   * @param pointer JSON Pointer from the pod's spec
   */
  public value(pointer: string): any {
    return valueAt(this._spec, pointer);
  }

  /**
   * Returns the patches that put a value at a JSON Pointer below the pod's spec.
   * @param pointer JSON Pointer from the pod's spec
   * @param value the value to put there
   */
  public patchTo(pointer: string, value: any): Patch[] {
    return this.manifest.patchTo(`${this.specPath}${pointer}`, value);
  }
}

/** Wraps one container of a pod. */
export class ContainerView {
  readonly #pod: PodTemplateView;
  /** The list in which the container is declared. */
  public readonly role: ContainerRole;
  /** JSON Pointer of the container, from the root of the object. */
  public readonly path: string;
  /** Name; empty if the container has none. */
  public readonly name: string;
  /**
   * The container as plain JSON.
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

  /** The pod template of the container. */
  public get pod(): PodTemplateView {
    return this.#pod;
  }

  /**
   * Returns the value at a JSON Pointer below the container; undefined if there is none.
   * @param pointer JSON Pointer from the container
   */
  public value(pointer: string): any {
    return valueAt(this._json, pointer);
  }

  /**
   * Returns a field of the security context as the kubelet reads it: the container's value if set, else the pod's.
   * @param field name of the field, such as `runAsNonRoot`
   */
  public effective(field: string): any {
    return this._json.securityContext?.[field] ?? this.pod._spec.securityContext?.[field];
  }

  /**
   * Returns the patches that put a value at a JSON Pointer below the container.
   * @param pointer JSON Pointer from the container
   * @param value the value to put there
   */
  public patchTo(pointer: string, value: any): Patch[] {
    return this.pod.manifest.patchTo(`${this.path}${pointer}`, value);
  }
}
