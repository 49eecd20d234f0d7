import { readYaml } from '../yaml/read';
import { Manifest } from './manifest';
import type { ManifestOptions } from './manifest-options';
import { readObjects } from './read-objects';

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
