import { type Patch, patchAway, patchTo } from '../json/patch';
import { valueAt } from '../json/pointer';
import { objectProblems, podTemplateProblems, type ShapeProblem } from '../kubernetes/shape';
import { podTemplatePointer, typeOf, type WorkloadKind } from '../kubernetes/workload-kinds';
import type { Position } from '../yaml/text-lines';
import type { ObjectRef, Origin } from './object-ref';
import { PodTemplate } from './pod-template';

/** A reference that knows its object: findings and errors have it, and some want the object's text, or want to mend it. */
class Reference implements ObjectRef {
  public static manifestOf(ref: ObjectRef | undefined): Manifest | undefined {
    return ref instanceof Reference ? ref.#manifest : undefined;
  }

  readonly #manifest: Manifest;

  public constructor(
    manifest: Manifest,
    public readonly apiVersion: string,
    public readonly kind: string,
    public readonly name: string,
    public readonly namespace?: string,
  ) {
    this.#manifest = manifest;
  }
}

/** The object that a reference is of; undefined where somebody else wrote it. */
export const { manifestOf } = Reference;

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
  public static of(json: any, options: ManifestOptions = {}): Manifest {
    return new Manifest(json, options);
  }

  /** The object itself. Do not change it. */
  public readonly json: any;
  /** Which object it is. */
  public readonly ref: ObjectRef;
  /** Group and kind, whatever the version: `Pod`, `apps/Deployment`. */
  public readonly type: string;
  /** Where it comes from. */
  public readonly origin: Origin;
  /** The pod that it makes; undefined where its kind makes none. */
  public readonly podTemplate?: PodTemplate;
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
    this.type = typeOf(slash < 0 ? '' : apiVersion.slice(0, slash), kind);
    this._problems = objectProblems(this.type, json);
    const metadata = json.metadata ?? {};
    const name = text(metadata.name) ?? text(metadata.generateName) ?? '';
    this.ref = new Reference(this, apiVersion, kind, name, text(metadata.namespace));
    const pointer = podTemplatePointer(this.type, kind, json, this.workloadKinds);
    if (pointer === undefined) return;
    const template = valueAt(json, pointer);
    this._problems.push(...podTemplateProblems(template, pointer));
    if (this._problems.length === 0) this.podTemplate = new PodTemplate(this, pointer, template);
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

  /** The namespace that it lands in where it is namespaced: `default` where none is written. */
  public get effectiveNamespace(): string {
    return this.ref.namespace ?? 'default';
  }

  /** Its labels. */
  public get labels(): { [key: string]: string } {
    return this.json.metadata?.labels ?? {};
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

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
