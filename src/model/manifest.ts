import { type Patch, patchAway, patchTo } from '../json/patch';
import { valueAt } from '../json/pointer';
import { KubernetesApi } from '../kubernetes/api/kubernetes-api';
import type { Problem } from '../kubernetes/api/problem';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import type { Position } from '../yaml/text-lines';
import type { ContainerRole } from './container-role';
import type { ImageKnowledge } from './image-facts';
import type { ManifestOptions } from './manifest-options';
import { identityOf, type ObjectRef, type Origin } from './object-ref';
import type { Placed } from './placed';
import { type PodParts, podsOf } from './pod-parts';
import type { Remark } from './remark';
import type { Wrapped } from './wrapped';
import { type Written, writtenAt } from './written';

/**
 * Wraps one Kubernetes object, as it will be written, in a read-only view.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/
 * @example
 * import { Manifest } from 'cdk8s-hardened';
 * const manifest = Manifest.fromJson({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'web' }] } });
 * // the one container
 * manifest.podTemplate?.containers;
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
  /** @internal */
  public readonly _written: any; // the object as it was given
  /** Identity of the object: API version, kind, namespace and name. */
  public readonly objectRef: ObjectRef;
  /** Group and kind without the version: `Pod`, `apps/Deployment`. */
  public readonly groupKind: string;
  /** File or construct that the object comes from. */
  public readonly origin: Origin;
  /** The pods that it makes: one for each pod template, empty where it has none. */
  public readonly podTemplates: PodTemplateView[] = [];
  /** @internal */
  public _positionOf?: (pointer: string) => Position; // the position of a field in the source text
  /** @internal */
  public _wrapped?: Wrapped; // the object that it is a part of; undefined for an object of its own
  /** @internal */
  public _imageFacts?: ImageKnowledge; // what is known of the images of its pods
  /** @internal */
  public _placed?: Placed; // what it has from where it is applied, and not from its file
  /** @internal */
  public _remarks?: readonly Remark[]; // comments beside it that are meant for this program
  /** @internal */
  public readonly _problems: readonly Problem[]; // why its pods cannot be viewed
  /** @internal */
  public readonly _workloadKinds: WorkloadKind[]; // what was registered, also for the objects in it

  private constructor(json: any, options: ManifestOptions) {
    const { objectRef, groupKind } = identityOf(json, options.origin?.file);
    this.json = KubernetesApi.of('latest').decoded(json);
    this._written = json;
    this.origin = options.origin ?? {};
    this._workloadKinds = options.workloadKinds ?? [];
    this.objectRef = objectRef;
    this.groupKind = groupKind;
    const { pods, problems } = podsOf(this.json, groupKind, this._workloadKinds);
    this._problems = problems;
    for (const parts of pods) this.podTemplates.push(new PodTemplateView(this, parts));
  }

  /** @internal */
  public _withJson(json: any): Manifest {
    // What is known of the object beside its content stays.
    const { origin, _workloadKinds: workloadKinds, _positionOf, _wrapped, _imageFacts, _placed, _remarks } = this;
    const kept = { _positionOf, _wrapped, _imageFacts, _placed, _remarks };
    return Object.assign(new Manifest(json, { origin, workloadKinds }), kept);
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

/**
 * Wraps the pod template of an object, for every kind that has one.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates
 */
export class PodTemplateView {
  /** Private, like the pod of a container: test runners print and copy findings, and fail on circular references. */
  readonly #manifest: Manifest;
  /** JSON Pointer of the template: empty for a Pod, `/spec/template` for a Deployment. */
  public readonly path: string;
  /** Whether a controller adds what the object does not say, so that a missing field means nothing. */
  public readonly isPartial: boolean;
  /** All containers: init, main and ephemeral. */
  public readonly containers: ContainerView[];
  /** Labels of the pods. */
  public readonly labels: { [key: string]: string };
  /** Annotations of the pods. */
  public readonly annotations: { [key: string]: string };
  /**
   * What the pod is made of, and where the object writes it.
   * @internal
   */
  public readonly _parts: PodParts;
  /** @internal */
  public constructor(manifest: Manifest, parts: any) {
    this.#manifest = manifest;
    this._parts = parts;
    this.path = parts.path;
    this.isPartial = parts.isPartial;
    this.labels = parts.metadata?.labels ?? {};
    this.annotations = parts.metadata?.annotations ?? {};
    this.containers = this._parts.containers.map((each) => new ContainerView(this, each));
  }

  /** The object that has the template. */
  public get manifest(): Manifest {
    return this.#manifest;
  }

  /** JSON Pointer of the pod's spec. */
  public get specPath(): string {
    return this._parts.spec.path;
  }

  /** Whether the pods declare Windows as their operating system. */
  public get isWindows(): boolean {
    return this._parts.spec.json.os?.name === 'windows';
  }

  /** Whether the pods declare a user namespace of their own (`hostUsers: false`). */
  public get hasUserNamespace(): boolean {
    return this._parts.spec.json.hostUsers === false;
  }

  /**
   * Returns the value at a JSON Pointer below the pod's spec; undefined if there is none.
   * @param pointer JSON Pointer from the pod's spec
   */
  public value(pointer: string): any {
    return valueAt(this._parts.spec.json, pointer);
  }

  /**
   * Returns the patches that put a value at a JSON Pointer below the pod's spec.
   * @param pointer JSON Pointer from the pod's spec
   * @param value the value to put there
   */
  public patchTo(pointer: string, value: any): Patch[] {
    return this.manifest.patchTo(writtenAt(this._parts.spec, pointer), value);
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
  /** @internal */
  public readonly _written: Written;
  /** @internal */
  public constructor(pod: PodTemplateView, parts: any) {
    this.#pod = pod;
    this.role = parts.role;
    this.path = parts.written.path;
    this.name = parts.name;
    this._written = parts.written;
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
    return valueAt(this._written.json, pointer);
  }

  /**
   * Returns a field of the security context as the kubelet reads it: the container's value if set, else the pod's.
   * @param field name of the field, such as `runAsNonRoot`
   */
  public effective(field: string): any {
    return this._written.json.securityContext?.[field] ?? this.pod._parts.spec.json.securityContext?.[field];
  }

  /**
   * Returns the patches that put a value at a JSON Pointer below the container.
   * @param pointer JSON Pointer from the container
   * @param value the value to put there
   */
  public patchTo(pointer: string, value: any): Patch[] {
    return this.pod.manifest.patchTo(writtenAt(this._written, pointer), value);
  }
}
