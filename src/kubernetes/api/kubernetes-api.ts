import type { CustomKind } from './custom-kinds';
import { inspect } from './inspect';
import type { Problem } from './problem';
import { type Resource, resourcesOf, verbsEverywhere } from './resources';
import type { Field, ObjectType } from './shape';
import { ALL_VERBS, kindLine, lifecycleLine, NEWEST_MINOR, OLDEST_MINOR, scopeByName } from './table';
import { Types } from './types';
import { explainUnknownKind, explainUnservedKind } from './unknown-kind';
import { checkMetadata } from './validation/metadata';

export type Scope = 'namespaced' | 'cluster';

/** The versions of Kubernetes in which a kind came and went, such as `1.16`. */
export interface Lifecycle {
  readonly introduced: string;
  readonly deprecated?: string;
  readonly removed?: string;
}

interface KnownKind {
  readonly type: ObjectType;
  /** Undefined for what is only part of a request, or a list. */
  readonly isNamespaced?: boolean;
  readonly isCustom: boolean;
}

/** What Kubernetes knows of its API in one version, and of the custom kinds that are given. */
export class KubernetesApi {
  private readonly minor: number;
  /** By minor: an object of a kind that the version does not serve is read as the nearest version did. */
  private readonly types = new Map<number, Types>();
  private readonly kinds = new Map<string, KnownKind | undefined>();
  private readonly resources = new Map<string, ReadonlyMap<string, Resource>>();

  /** `1.34`, `v1.34.2` or `latest`. Older versions than the table has are read as its oldest. */
  public constructor(
    version: string,
    private readonly customKinds: readonly CustomKind[] = [],
  ) {
    const match = /^v?1\.(\d{1,3})(?:[.+-].*)?$/.exec(version);
    if (version !== 'latest' && !match) throw new Error(`"${version}" is not a Kubernetes version; use 1.N or latest`);
    this.minor = match ? Math.min(Math.max(Number(match[1]), OLDEST_MINOR), NEWEST_MINOR) : NEWEST_MINOR;
  }

  /** What is wrong with an object. Nothing is known of kinds in groups that are neither Kubernetes' own nor given. */
  public problems(json: any): Problem[] {
    const { apiVersion, kind } = json ?? {};
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') return [];
    const known = this.kind(apiVersion, kind);
    if (!known)
      return (
        explainUnservedKind(apiVersion, kind, this.customKinds) ?? explainUnknownKind(apiVersion, kind, this.minor)
      );
    return inspect(json, known.type, this.minor, [], (inspection) => {
      if (known.isNamespaced !== undefined && inspection.isReadable)
        checkMetadata(json, known.isNamespaced, known.isCustom, inspection);
    });
  }

  /** What is wrong with a part of an object, as a pod template in a custom kind is: `core.v1.PodTemplateSpec` at a path. */
  public problemsAt(json: any, path: readonly (string | number)[], type: string): Problem[] {
    return inspect(json, this.typesOf(this.minor).of(type), this.minor, path);
  }

  /** The fields of a kind, with what is known of each; undefined where the kind is not known. */
  public fieldsOf(apiVersion: string, kind: string): ReadonlyMap<string, Field> | undefined {
    return this.kind(apiVersion, kind)?.type.fields;
  }

  /** Undefined where the kind is not known, or has no objects. Versions that were removed before the table's oldest are known too. */
  public scopeOf(apiVersion: string, kind: string): Scope | undefined {
    const isOld = lifecycleLine(apiVersion, kind) !== undefined;
    const isNamespaced = this.kind(apiVersion, kind)?.isNamespaced ?? (isOld ? scopeByName(kind) : undefined);
    if (isNamespaced === undefined) return undefined;
    return isNamespaced ? 'namespaced' : 'cluster';
  }

  /** When a kind came and went; undefined for kinds that are not Kubernetes' own. */
  public lifecycleOf(apiVersion: string, kind: string): Lifecycle | undefined {
    const line = lifecycleLine(apiVersion, kind);
    if (!line) return undefined;
    const [introduced = '', deprecated, removed] = line.map((version) => (version === '-' ? undefined : version));
    return { introduced, deprecated, removed };
  }

  /** What requests name: `pods`, `pods/exec`, `signers`. Undefined where the version has no such resource. */
  public resource(group: string, name: string): Resource | undefined {
    const resources = this.resourcesOf(group);
    return resources.get(name) ?? resources.get(name.replace(/\/.*/, '/*'));
  }

  /** The resources of a group by name, subresources included. */
  public resourcesOf(group: string): ReadonlyMap<string, Resource> {
    let resources = this.resources.get(group);
    if (!resources) {
      resources = new Map([...resourcesOf(group, this.minor), ...this.customResourcesOf(group)]);
      this.resources.set(group, resources);
    }
    return resources;
  }

  /** The verbs that requests for a resource or subresource may have; a verb that ends with `*` is the start of one. */
  public verbsOf(group: string, name: string): string[] {
    return [...(this.resource(group, name)?.verbs ?? []), ...verbsEverywhere(name, this.minor)];
  }

  private kind(apiVersion: string, kind: string): KnownKind | undefined {
    const key = `${apiVersion} ${kind}`;
    if (!this.kinds.has(key)) this.kinds.set(key, this.customKind(apiVersion, kind) ?? this.ownKind(apiVersion, kind));
    return this.kinds.get(key);
  }

  private ownKind(apiVersion: string, kind: string): KnownKind | undefined {
    const line = kindLine(apiVersion, kind);
    if (!line) return undefined;
    const minor = Math.min(Math.max(this.minor, line.since), line.until);
    return { type: this.typesOf(minor).of(line.type), isNamespaced: line.isNamespaced, isCustom: false };
  }

  private customKind(apiVersion: string, kind: string): KnownKind | undefined {
    const found = this.customKinds.find((each) => each.apiVersion === apiVersion && each.kind === kind);
    if (!found?.isServed) return undefined;
    const type = found.typeWith(this.typesOf(this.minor).of('meta.v1.ObjectMeta'));
    return { type, isNamespaced: found.isNamespaced, isCustom: true };
  }

  private customResourcesOf(group: string): [string, Resource][] {
    return this.customKinds
      .filter((each) => each.group === group && each.isServed)
      .flatMap(({ resource, subresources, isNamespaced }): [string, Resource][] => [
        [resource, { name: resource, isNamespaced, verbs: ALL_VERBS }],
        ...subresources.map((each): [string, Resource] => {
          const name = `${resource}/${each}`;
          return [name, { name, isNamespaced, verbs: ['get', 'patch', 'update'] }];
        }),
      ]);
  }

  private typesOf(minor: number): Types {
    let types = this.types.get(minor);
    if (!types) {
      types = new Types(minor);
      this.types.set(minor, types);
    }
    return types;
  }
}
