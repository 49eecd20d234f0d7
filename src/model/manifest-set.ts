import { readYaml } from '../yaml/read';
import { Manifest, type ManifestOptions } from './manifest';

/** Lists nest no deeper than this. */
const MAX_LISTS = 20;

/**
 * All the objects that are judged together, with the look-ups that rules share. Whoever asks a question about a
 * namespace, an account or a policy asks here; each index is made once.
 */
export class ManifestSet {
  /**
   * Reads objects. Lists are opened. Throws, with the number of the object, where one cannot be read.
   *
   * @param objects the objects, as plain JSON; a `Manifest` stands for itself
   * @param options what they are made from, beside their JSON; default: nothing
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
   * Reads all objects of a text, as Kubernetes does. Lists are opened; documents that are empty hold no object. Throws,
   * with line and column, where the text cannot be read.
   *
   * @param text YAML of one or more documents, or JSON
   * @param options what they are made from, beside the text; default: nothing
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
   * Makes a set.
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

  /** The objects, in the order in which they were given. */
  public get all(): Manifest[] {
    return [...this.manifests];
  }

  /** The objects of one group and kind, as in `apps/Deployment`. */
  public ofType(groupKind: string): Manifest[] {
    return [...(this.byType.get(groupKind) ?? [])];
  }

  /** The objects of one group and kind in one namespace; `default` also has those that name none. */
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
   * What is worked out from the whole set, once.
   *
   * @internal
   */
  public _analysis<T>(key: unknown, make: () => T): T {
    if (!this.analyses.has(key)) this.analyses.set(key, make());
    return this.analyses.get(key) as T;
  }
}

/** One object that was read, and where it stands in what it was read from. */
export interface ReadObject {
  /** JSON Pointer inside the root: empty, or `/items/3` in a list. */
  readonly pointer: string;
  /** The object, where it could be read. */
  readonly manifest?: Manifest;
  /** Why it could not be read. */
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

/** The items of a `PodList` are Pods and need not say so. */
function typed(item: any, list: any): any {
  const kind = list.kind.slice(0, -'List'.length);
  if (kind === '' || item === null || typeof item !== 'object' || Array.isArray(item)) return item;
  if (item.apiVersion !== undefined && item.kind !== undefined) return item;
  return { apiVersion: list.apiVersion, kind, ...item };
}
