import { readYaml } from '../yaml/read';
import { Manifest } from './manifest';
import type { ManifestOptions } from './manifest-options';

/** Maximum nesting depth of lists. */
const MAX_LISTS = 20;

/** Holds all objects that are checked together, with the look-ups that rules share: each index is built once. */
export class ManifestSet {
  /**
   * Reads objects. Lists are opened. Throws if an object cannot be read; the error has the index of the object.
   *
   * @param objects the objects, as plain JSON or as `Manifest`
   * @param options origin and custom kinds of the objects; default: none
   */
  public static fromJson(objects: any[], options: ManifestOptions = {}): ManifestSet {
    return new ManifestSet(
      objects.flatMap((object, index) =>
        object instanceof Manifest
          ? [object]
          : readObjects(object, options).map(({ pointer, manifest, problem }) => {
              if (!manifest) throw new Error(`object ${index}: ${pointer ? `${pointer} ` : ''}${problem}`);
              return manifest;
            }),
      ),
    );
  }

  /**
   * Reads all objects of a text, as Kubernetes does. Lists are opened; empty documents are skipped. Throws with line
   * and column if the text cannot be read.
   *
   * @param text YAML of one or more documents, or JSON
   * @param options origin and custom kinds of the objects; default: none
   */
  public static fromYaml(text: string, options: ManifestOptions = {}): ManifestSet {
    const { documents, problems } = readYaml(text);
    const [problem] = problems;
    if (problem) throw new Error(`${problem.line}:${problem.column}: ${problem.message}`);
    return new ManifestSet(
      documents.flatMap((document) =>
        readObjects(document.value, options).map(({ pointer, manifest, problem: reason }) => {
          const { line, column } = document.positionOf(pointer);
          if (!manifest) throw new Error(`${line}:${column}: ${reason}`);
          manifest._positionOf = (field) => document.positionOf(`${pointer}${field}`);
          return manifest;
        }),
      ),
    );
  }

  /**
   * Creates a set from manifests.
   *
   * @param manifests the objects
   */
  public static fromManifests(manifests: Manifest[]): ManifestSet {
    return new ManifestSet(manifests);
  }

  private readonly manifests: Manifest[];
  private readonly byType = new Map<string, Manifest[]>();
  private readonly analyses = new Map<unknown, unknown>();

  private constructor(manifests: Manifest[]) {
    this.manifests = [...manifests];
    for (const manifest of manifests) {
      const list = this.byType.get(manifest.groupKind);
      if (list) list.push(manifest);
      else this.byType.set(manifest.groupKind, [manifest]);
    }
  }

  /** The objects, in the given order. */
  public get all(): Manifest[] {
    return [...this.manifests];
  }

  /**
   * Returns the objects of one group and kind.
   *
   * @param groupKind group and kind, such as `apps/Deployment`; the kind alone for the core group
   */
  public ofType(groupKind: string): Manifest[] {
    return [...(this.byType.get(groupKind) ?? [])];
  }

  /**
   * Returns the objects of one group and kind in one namespace.
   *
   * @param groupKind group and kind, such as `apps/Deployment`; the kind alone for the core group
   * @param namespaceName the namespace; `default` includes objects without a namespace
   */
  public inNamespace(groupKind: string, namespaceName: string): Manifest[] {
    const index = this._analysis(`${groupKind} by namespace`, () => {
      const found = new Map<string, Manifest[]>();
      for (const manifest of this.byType.get(groupKind) ?? []) {
        const list = found.get(manifest.effectiveNamespace);
        if (list) list.push(manifest);
        else found.set(manifest.effectiveNamespace, [manifest]);
      }
      return found;
    });
    return [...(index.get(namespaceName) ?? [])];
  }

  /**
   * Computes a value from the whole set once, and caches it.
   *
   * @internal
   */
  public _analysis<T>(key: unknown, make: () => T): T {
    if (!this.analyses.has(key)) this.analyses.set(key, make());
    return this.analyses.get(key) as T;
  }
}

/** One object that was read, and its place in the input. */
export interface ReadObject {
  /** JSON Pointer from the root of the input: empty, or `/items/3` in a list. */
  readonly pointer: string;
  /** The object; undefined if it could not be read. */
  readonly manifest?: Manifest;
  /** Why the object could not be read. */
  readonly problem?: string;
}

/**
 * Reads an object; a list (`kind: List`, `PodList`, …) is opened, whatever its depth. kubectl takes any object with `items`
 * for a list, whatever its kind, and applies the items alone: such an object is refused.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/v0.34.0/pkg/apis/meta/v1/unstructured/unstructured.go
 */
export function readObjects(json: any, options: ManifestOptions = {}, pointer = '', depth = 0): ReadObject[] {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) {
    return [{ pointer, problem: 'is not an object; write one with apiVersion and kind' }];
  }
  const isList = Object.hasOwn(json, 'items');
  if (isList && !(typeof json.kind === 'string' && json.kind.endsWith('List'))) {
    const problem = 'makes kubectl apply the items in place of the object; move them, or write kind: List';
    return [{ pointer: `${pointer}/items`, problem }];
  }
  if (isList) {
    if (depth === MAX_LISTS) return [{ pointer, problem: `lists nest deeper than ${MAX_LISTS}` }];
    if (json.items === null) return [];
    if (!Array.isArray(json.items)) return [{ pointer: `${pointer}/items`, problem: 'is not a list; write one' }];
    return json.items.flatMap((item: any, index: number) =>
      readObjects(typed(item, json), options, `${pointer}/items/${index}`, depth + 1),
    );
  }
  try {
    return [{ pointer, manifest: Manifest.fromJson(json, options) }];
  } catch (error) {
    return [{ pointer, problem: (error as Error).message }];
  }
}

/** The items of a `PodList` are Pods and may omit their type. */
function typed(item: any, list: any): any {
  const kind = list.kind.slice(0, -'List'.length);
  if (kind === '' || item === null || typeof item !== 'object' || Array.isArray(item)) return item;
  if (item.apiVersion !== undefined && item.kind !== undefined) return item;
  return { apiVersion: list.apiVersion, kind, ...item };
}
