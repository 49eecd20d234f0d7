import type { Patch } from '../json/patch';
import { valueAt } from '../json/pointer';
import type { Manifest } from './manifest';

/** Which list of a pod a container stands in; the value is the field's name. */
export enum ContainerRole {
  /** Runs to its end before the others, or beside them as a sidecar. */
  INIT = 'initContainers',
  /** The pod's own containers. */
  MAIN = 'containers',
  /** Added to a running pod to look into it. */
  EPHEMERAL = 'ephemeralContainers',
}

const ROLES = Object.values(ContainerRole);

/** The pod that an object makes, wherever its kind keeps it. */
export class PodTemplate {
  /** The object. */
  public readonly manifest: Manifest;
  /** JSON Pointer of the template: empty for a Pod, `/spec/template` for a Deployment. */
  public readonly path: string;
  /** All its containers: init, main and ephemeral. There is no other list. */
  public readonly containers: Container[];
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
  /**
   * The fields that its spec and its security context have, and `annotations` where it has any.
   *
   * @internal
   */
  public readonly _fields: string;

  /** @internal */
  public constructor(manifest: Manifest, path: string, template: any) {
    const { metadata, spec } = template;
    this.manifest = manifest;
    this.path = path;
    this.labels = metadata?.labels ?? {};
    this.annotations = metadata?.annotations ?? {};
    this._spec = spec;
    this._fields = metadata?.annotations ? `${fieldsOf(spec)},annotations` : fieldsOf(spec);
    this.containers = [];
    for (const role of ROLES) {
      const list: any[] = spec[role] ?? [];
      for (let index = 0; index < list.length; index += 1)
        this.containers.push(new Container(this, role, `${path}/spec/${role}/${index}`, list[index]));
    }
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
export class Container {
  /** Its pod. */
  public readonly pod: PodTemplate;
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
  /**
   * The fields that it and its security context have.
   *
   * @internal
   */
  public readonly _fields: string;

  /** @internal */
  public constructor(pod: PodTemplate, role: ContainerRole, path: string, json: any) {
    this.pod = pod;
    this.role = role;
    this.path = path;
    this.name = json.name ?? '';
    this._json = json;
    this._fields = fieldsOf(json);
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

/** The names of the fields of a pod or a container, and of its security context, with commas between them. */
function fieldsOf(json: any): string {
  const own = Object.keys(json).join();
  return json.securityContext ? `${own},${Object.keys(json.securityContext).join()}` : own;
}
