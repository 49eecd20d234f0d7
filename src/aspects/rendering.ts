import { isDeepStrictEqual } from 'node:util';
import { ApiObject, Chart, Include } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { EvaluationError } from '../engine/report';
import { segmentsOf, valueAt } from '../json/pointer';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import type { Manifest } from '../model/manifest';
import { type ReadObject, readObjects } from '../model/manifest-set';
import type { Origin } from '../model/object-ref';
import { creationSiteOf } from './creation-site';
import { plainJson } from './plain-json';

/** One document that will be written, and the objects in it (several, in a list). */
interface Document {
  readonly construct: IConstruct;
  json: any;
  /** Whether it is written as it is, and not by a chart that makes something of it. */
  isWritten: boolean;
  readonly objects: (ReadObject & { manifest?: Manifest })[];
}

/** Gives a construct an own `toJson` for a while. */
interface Shadow {
  readonly target: object;
  readonly before?: PropertyDescriptor;
}

/**
 * Everything that one synth will write: rendered once, mended and judged here, and then given out again, so that the
 * writer gets what was judged.
 */
export class Rendering {
  private readonly documents: Document[] = [];
  private readonly byConstruct = new Map<IConstruct, Document[]>();
  private readonly shadows: Shadow[] = [];
  private sealed = false;
  /** The judged documents that have not arrived at the writer, by what they say. */
  private awaited?: Map<any, Document>;

  public constructor(private readonly root: IConstruct) {}

  /** Whether everything has been judged. */
  public get isSealed(): boolean {
    return this.sealed;
  }

  /** Renders all objects among some constructs. */
  public renderObjects(constructs: readonly IConstruct[], workloadKinds: WorkloadKind[]): void {
    for (const construct of constructs) {
      if (!ApiObject.isApiObject(construct)) continue;
      const object = construct as ApiObject;
      this.add(object, [rendered(object, () => object.toJson())], workloadKinds);
      this.shadow(object, () => this.documentsOf(object)[0]);
    }
  }

  /**
   * Renders the charts among some constructs that have a `toJson` of their own, from what has become of their objects:
   * what they give is what counts, not their objects. It is judged and not mended.
   */
  public renderCharts(constructs: readonly IConstruct[], workloadKinds: WorkloadKind[]): void {
    for (const construct of constructs) {
      if (!Chart.isChart(construct) || !overridesToJson(construct as Chart)) continue;
      const chart = construct as Chart;
      const docs = rendered(chart, () => chart.toJson());
      for (const document of this.documents) {
        if (ApiObject.isApiObject(document.construct) && Chart.of(document.construct) === chart)
          document.isWritten = false;
      }
      this.add(chart, docs, workloadKinds);
      this.shadow(chart, () => this.documentsOf(chart));
    }
  }

  /** The objects that could be read, in some scopes. */
  public manifests(scopes: readonly IConstruct[] = [this.root]): Manifest[] {
    const found: Manifest[] = [];
    for (const { isWritten, objects } of this.within(scopes))
      for (const { manifest } of isWritten ? objects : []) if (manifest) found.push(manifest);
    return found;
  }

  /** What could not be read as an object, in some scopes. */
  public problems(scopes: readonly IConstruct[]): EvaluationError[] {
    return this.within(scopes).flatMap(({ construct, objects }) =>
      objects.flatMap(({ problem, pointer }) =>
        problem === undefined ? [] : [{ message: problem, pointer, origin: new ConstructOrigin(construct) }],
      ),
    );
  }

  /** Puts mended objects in the place of the ones that they were made from. */
  public replace(mended: ReadonlyMap<Manifest, Manifest>, scopes: readonly IConstruct[]): void {
    for (const document of this.within(scopes)) {
      document.objects.forEach((object, index) => {
        const manifest = object.manifest && mended.get(object.manifest);
        if (!manifest || manifest === object.manifest) return;
        document.objects[index] = { pointer: object.pointer, manifest };
        document.json = withValueAt(document.json, object.pointer, manifest.json);
      });
    }
  }

  /** From now on, whoever asks a construct gets what was judged, and cannot change it. */
  public seal(): void {
    for (const document of this.documents) if (document.isWritten) document.json = frozen(document.json);
    this.sealed = true;
  }

  /** The documents of an object or a chart: as judged, or copies of what may still change. */
  public documentsOf(construct: IConstruct): any[] {
    const documents = this.byConstruct.get(construct) ?? [];
    return documents.map(({ json, isWritten }) => (this.sealed && isWritten ? json : structuredClone(json)));
  }

  /** Throws where a document is not one that was judged, or comes twice. All must be sealed. */
  public confirm(docs: readonly any[]): void {
    const awaited = this.awaitedDocuments();
    for (const doc of docs) {
      if (doc === undefined || awaited.delete(doc)) continue;
      const plain = plainJson(doc);
      const equal = [...awaited.keys()].find((json) => isDeepStrictEqual(json, plain));
      if (equal !== undefined && awaited.delete(equal)) continue;
      const { kind, metadata } = plain ?? {};
      throw new Error(
        `${kind} "${metadata?.name}" is written otherwise than it was judged; remove what changes it during the synth, a toJson that answers differently each time for example`,
      );
    }
  }

  /**
   * Throws where a document that was judged has not arrived at the writer: a policy that was judged with a workload would
   * be missing beside it.
   *
   * @param chart the chart whose documents were to arrive; default: all
   */
  public confirmNothingMissing(chart?: Chart): void {
    for (const { construct, json } of this.awaitedDocuments().values()) {
      if (chart && Chart.of(construct) !== chart) continue;
      const { kind, metadata } = json ?? {};
      throw new Error(
        `${kind} "${metadata?.name}" of "${construct.node.path}" was judged and is not written; remove what takes it away during the synth`,
      );
    }
  }

  /** Throws where the tree has objects that were not there when it was judged. */
  public confirmNothingAdded(): void {
    for (const construct of this.root.node.findAll()) {
      if (!ApiObject.isApiObject(construct) || this.byConstruct.has(construct)) continue;
      throw new Error(
        `object at "${construct.node.path}" was added after everything was judged; add it before the synth, or in an aspect`,
      );
    }
  }

  /** Gives the constructs back as they were. */
  public release(): void {
    for (const { target, before } of this.shadows) {
      if (before?.configurable === false) continue;
      if (before) Object.defineProperty(target, 'toJson', before);
      else delete (target as any).toJson;
    }
    this.shadows.length = 0;
  }

  private awaitedDocuments(): Map<any, Document> {
    this.awaited ??= new Map(
      this.documents.filter(({ isWritten }) => isWritten).map((document) => [document.json, document]),
    );
    return this.awaited;
  }

  private within(scopes: readonly IConstruct[]): Document[] {
    if (scopes.includes(this.root)) return this.documents;
    const constructs = new Set(scopes.flatMap((scope) => scope.node.findAll()));
    return [...constructs].flatMap((construct) => this.byConstruct.get(construct) ?? []);
  }

  private add(construct: IConstruct, docs: any[], workloadKinds: WorkloadKind[]): void {
    const options = { origin: new ConstructOrigin(construct), workloadKinds };
    const documents = docs
      .filter((json) => json !== undefined)
      .map((json) => ({ construct, json, isWritten: true, objects: readObjects(json, options) }));
    this.documents.push(...documents);
    this.byConstruct.set(construct, documents);
  }

  /** A `toJson` that another language overrides cannot be replaced: what it answers is compared when it is written. */
  private shadow(target: object, toJson: () => any): void {
    const before = Object.getOwnPropertyDescriptor(target, 'toJson');
    this.shadows.push({ target, before });
    if (before?.configurable === false) return;
    Object.defineProperty(target, 'toJson', { value: toJson, configurable: true, enumerable: false, writable: true });
  }
}

function overridesToJson(chart: Chart): boolean {
  return chart.toJson !== Chart.prototype.toJson;
}

function rendered(construct: IConstruct, render: () => any): any {
  try {
    return plainJson(render());
  } catch (error) {
    throw new Error(`"${construct.node.path}" cannot be rendered: ${(error as Error).message}`);
  }
}

/** Where the objects of a construct come from; worked out when somebody asks, as nobody does where all is well. */
class ConstructOrigin implements Origin {
  static readonly #WHEN_ASKED: PropertyDescriptorMap = {
    constructPath: {
      enumerable: true,
      get(this: ConstructOrigin) {
        return this.#construct.node.path;
      },
    },
    createdAt: {
      enumerable: true,
      get(this: ConstructOrigin) {
        return creationSiteOf(this.#construct);
      },
    },
    isIncluded: {
      enumerable: true,
      get(this: ConstructOrigin) {
        return this.#construct.node.scopes.some((scope) => scope instanceof Include);
      },
    },
  };

  declare public readonly constructPath: string;
  declare public readonly createdAt?: string;
  declare public readonly isIncluded: boolean;
  readonly #construct: IConstruct;

  public constructor(construct: IConstruct) {
    this.#construct = construct;
    Object.defineProperties(this, ConstructOrigin.#WHEN_ASKED);
  }
}

/** Mending makes copies that can be changed: from here on they cannot. */
function frozen(json: any): any {
  return Object.isFrozen(json) ? json : plainJson(json);
}

/** A copy in which one value is another. */
function withValueAt(json: any, pointer: string, value: any): any {
  if (pointer === '') return value;
  const copy = structuredClone(json);
  const parent = valueAt(copy, pointer.slice(0, pointer.lastIndexOf('/')));
  parent[segmentsOf(pointer).at(-1) as string] = value;
  return copy;
}
