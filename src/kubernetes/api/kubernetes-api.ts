import { groupOf } from '../workload-kinds';
import type { CustomKind } from './custom-kinds';
import { customTypeOf } from './custom-types';
import { fileKind } from './file-kinds';
import { inspect, type MetadataScope } from './inspect';
import { Inspection } from './inspection';
import { hasNullItem, withoutNullItems } from './null-items';
import type { Problem } from './problem';
import { type Resource, resourcesOf, verbsEverywhere } from './resources';
import type { Field, ObjectType } from './shape';
import { ALL_VERBS, hasLifecycle, kindLine, NEWEST_MINOR, OLDEST_MINOR, scopeByName } from './table';
import { Types } from './types';
import { explainUnknownKind, explainUnservedKind } from './unknown-kind';

export type Scope = 'namespaced' | 'cluster';

interface KnownKind {
  readonly type: ObjectType;
  /** Undefined for what is only part of a request, or a list. */
  readonly scope?: MetadataScope;
}

/** The API of each minor version, made when it is first asked for; it never changes. */
const OWN = new Map<number, KubernetesApi>();

/** What Kubernetes knows of its API in one version, and of the custom kinds that are given. */
export class KubernetesApi {
  /** The API of a version, without custom kinds. */
  public static of(version: string): KubernetesApi {
    const minor = minorOf(version);
    let api = OWN.get(minor);
    if (!api) {
      api = new KubernetesApi(version);
      OWN.set(minor, api);
    }
    return api;
  }

  private readonly minor: number;
  /** By object: rules and the checker ask about the same ones. */
  private readonly found = new WeakMap<object, readonly Problem[]>();
  private readonly kinds = new Map<string, KnownKind | undefined>();
  private readonly resources = new Map<string, ReadonlyMap<string, Resource>>();

  /** `1.34`, `v1.34.2` or `latest`. Older versions than the table has are read as its oldest. */
  public constructor(
    version: string,
    private readonly customKinds: readonly CustomKind[] = [],
  ) {
    this.minor = minorOf(version);
  }

  /**
   * What is wrong with an object, which must not change afterwards. Of kinds in groups that are neither Kubernetes' own nor
   * given, only the types of metadata and of the fields that rules read are known.
   */
  public problems(json: any): readonly Problem[] {
    if (json === null || typeof json !== 'object') return [];
    let problems = this.found.get(json);
    if (!problems) {
      problems = this.inspected(json);
      this.found.set(json, problems);
    }
    return problems;
  }

  private inspected(json: any): Problem[] {
    const { apiVersion, kind } = json;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') return [];
    const known = this.kind(apiVersion, kind);
    if (!known) {
      const unknown =
        explainUnservedKind(apiVersion, kind, this.customKinds) ?? explainUnknownKind(apiVersion, kind, this.minor);
      return unknown.length > 0 ? unknown : this.typeProblems(json, [], customTypeOf(groupOf(apiVersion), kind));
    }
    return inspect(json, known.type, this.minor, known.scope);
  }

  /**
   * The wrong types in a value in an object of a custom kind, such as its pod template: `core.v1.PodTemplateSpec`. What must be
   * there, and which other fields may be, only its controller knows.
   *
   * @param path where the value stands
   */
  public typeProblems(value: any, path: readonly (string | number)[], type: string): Problem[] {
    const inspection = new Inspection(value, Types.in(this.minor).of(type), this.minor, path);
    inspection.decode(value);
    return inspection.problems.filter(({ category }) => category === 'structure');
  }

  /** An object as the API server decodes it: a null in a list is an empty value. The object itself where it has none. */
  public decoded(json: any): any {
    if (!hasNullItem(json)) return json;
    const known = this.kind(json.apiVersion, json.kind);
    return known ? withoutNullItems(json, known.type) : json;
  }

  /** Whether a kind is Kubernetes' own, in whatever version, or one that is given. */
  public knows(apiVersion: string, kind: string): boolean {
    return this.kind(apiVersion, kind) !== undefined || hasLifecycle(apiVersion, kind);
  }

  /** The fields of a kind, with what is known of each; undefined where the kind is not known. */
  public fieldsOf(apiVersion: string, kind: string): ReadonlyMap<string, Field> | undefined {
    return this.kind(apiVersion, kind)?.type.fields;
  }

  /** Undefined where the kind is not known, or has no objects. Versions that were removed before the table's oldest are known too. */
  public scopeOf(apiVersion: string, kind: string): Scope | undefined {
    const isOld = hasLifecycle(apiVersion, kind);
    const isNamespaced = this.kind(apiVersion, kind)?.scope?.isNamespaced ?? (isOld ? scopeByName(kind) : undefined);
    if (isNamespaced === undefined) return undefined;
    return isNamespaced ? 'namespaced' : 'cluster';
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
    if (!this.kinds.has(key))
      this.kinds.set(
        key,
        this.customKind(apiVersion, kind) ?? this.ownKind(apiVersion, kind) ?? this.fileKind(apiVersion, kind),
      );
    return this.kinds.get(key);
  }

  private ownKind(apiVersion: string, kind: string): KnownKind | undefined {
    const line = kindLine(apiVersion, kind);
    if (!line) return undefined;
    const minor = Math.min(Math.max(this.minor, line.since), line.until);
    const { isNamespaced } = line;
    return {
      type: Types.in(minor).of(line.type),
      scope: isNamespaced === undefined ? undefined : { isNamespaced, isCustom: false },
    };
  }

  /** Files have no scope, and no metadata but what their type has. */
  private fileKind(apiVersion: string, kind: string): KnownKind | undefined {
    const known = fileKind(apiVersion, kind);
    return known && { type: Types.in(Math.min(Math.max(this.minor, known.since), known.until)).of(known.type) };
  }

  private customKind(apiVersion: string, kind: string): KnownKind | undefined {
    const found = this.customKinds.find((each) => each.apiVersion === apiVersion && each.kind === kind);
    if (!found?.isServed) return undefined;
    const type = found.typeWith(Types.in(this.minor).of('meta.v1.ObjectMeta'));
    return { type, scope: { isNamespaced: found.isNamespaced, isCustom: true } };
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
}

function minorOf(version: string): number {
  const match = /^v?1\.(\d{1,3})(?:[.+-].*)?$/.exec(version);
  if (version !== 'latest' && !match) throw new Error(`"${version}" is not a Kubernetes version; use 1.N or latest`);
  return match ? Math.min(Math.max(Number(match[1]), OLDEST_MINOR), NEWEST_MINOR) : NEWEST_MINOR;
}
