import { isDeepStrictEqual } from 'node:util';
import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { EvaluationError } from '../engine/report-parts';
import { withValueAt } from '../json/pointer';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import type { Manifest } from '../model/manifest';
import { type ReadObject, readObjects } from '../model/read-objects';
import { jsonAsWritten } from '../model/wrapped';
import { escapeUnprintable } from '../report/escape';
import { ConstructOrigin } from './construct-origin';
import { plainJson } from './plain-json';
import type { Order } from './writing/order';

/** One document that will be written, and its objects (several for a list). */
interface Document {
  readonly construct: IConstruct;
  json: any;
  /** Whether the document is written unchanged, and not by a chart with its own `toJson`. */
  isWritten: boolean;
  readonly objects: (ReadObject & { manifest?: Manifest })[];
}

/** A construct whose `toJson` is replaced for the duration of a synth. */
interface Shadow {
  readonly target: object;
  readonly before?: PropertyDescriptor;
}

/**
 * Contains all documents that one synth will write: they are rendered once, fixed and checked, and then returned to
 * cdk8s, so that the writer gets the checked documents.
 */
export class Rendering {
  /** The order in which it is written; undefined until it is, and where cdk8s finds it. */
  public order?: Order;
  private readonly documents: Document[] = [];
  private readonly byConstruct = new Map<IConstruct, Document[]>();
  /** The documents of the scopes of an aspect, which is asked several times. */
  private found = new Map<readonly IConstruct[], readonly Document[]>();
  private readonly shadows: Shadow[] = [];
  /** Stands for the tree as it is: another object after each change that the synth knows of. */
  public state: object = {};
  private sealed = false;
  private asksCharts = false;
  /** The judged documents that have not arrived at the writer, by what they say. */
  private awaited?: Map<any, Document>;

  public constructor(public readonly root: IConstruct) {}

  /** Whether all documents have been checked. */
  public get isSealed(): boolean {
    return this.sealed;
  }

  /** Whether charts with their own `toJson` are being called, which may call cdk8s' one. */
  public get isAskingCharts(): boolean {
    return this.asksCharts;
  }

  /** Renders the API objects among some constructs. */
  public renderObjects(constructs: readonly IConstruct[], workloadKinds: WorkloadKind[]): void {
    for (const object of constructs.filter((each): each is ApiObject => ApiObject.isApiObject(each))) {
      const docs = render(object, () => [object.toJson()]);
      this.add(object, docs, workloadKinds);
      this.shadow(object, () => this.documentsOf(object)[0]);
    }
  }

  /**
   * Renders the charts that override `toJson`, from the current state of their objects. The result of the chart is
   * checked in place of its objects, and is not fixed.
   */
  public renderCharts(constructs: readonly IConstruct[], workloadKinds: WorkloadKind[]): void {
    for (const construct of constructs) {
      if (!Chart.isChart(construct) || !overridesToJson(construct as Chart)) continue;
      const chart = construct as Chart;
      this.asksCharts = true;
      const docs = render(chart, () => Object.values(chart.toJson())); // It may return an object.
      this.asksCharts = false;
      for (const document of this.documents) {
        if (ApiObject.isApiObject(document.construct) && Chart.of(document.construct) === chart)
          document.isWritten = false;
      }
      this.add(chart, docs, workloadKinds);
      this.shadow(chart, () => this.documentsOf(chart));
    }
  }

  /** Returns the readable objects of some scopes. */
  public manifests(scopes: readonly IConstruct[] = [this.root]): Manifest[] {
    const found: Manifest[] = [];
    for (const { isWritten, objects } of this.within(scopes))
      for (const { manifest } of isWritten ? objects : []) if (manifest) found.push(manifest);
    return found;
  }

  /** Returns the errors for unreadable objects of some scopes. */
  public problems(scopes: readonly IConstruct[]): EvaluationError[] {
    return this.within(scopes).flatMap(({ construct, objects }) =>
      objects.flatMap(({ problem, pointer }) =>
        problem === undefined ? [] : [{ message: problem, pointer, origin: new ConstructOrigin(construct) }],
      ),
    );
  }

  /** Replaces objects by their fixed versions. */
  public replace(mended: ReadonlyMap<Manifest, Manifest>, scopes: readonly IConstruct[]): void {
    for (const document of this.within(scopes)) {
      const { json: jsonBefore } = document;
      document.objects.forEach((object, index) => {
        const manifest = object.manifest && mended.get(object.manifest);
        if (!manifest || manifest === object.manifest) return;
        document.objects[index] = { pointer: object.pointer, manifest };
        document.json = withValueAt(document.json, object.pointer, jsonAsWritten(manifest));
      });
      const [first] = document.objects;
      // An object that holds others holds them as they are now.
      if (document.objects.length > 1 && first?.pointer === '' && first.manifest && document.json !== jsonBefore)
        document.objects[0] = { pointer: '', manifest: first.manifest._withJson(document.json) };
    }
  }

  /** From now on, constructs return the checked documents, which are frozen. */
  public seal(): void {
    for (const document of this.documents) if (document.isWritten) document.json = freeze(document.json);
    this.sealed = true;
  }

  /** Returns the documents of an object or a chart: as checked, or copies before they are checked. */
  public documentsOf(construct: IConstruct): any[] {
    const documents = this.byConstruct.get(construct) ?? [];
    return documents.map(({ json, isWritten }) => (this.sealed && isWritten ? json : structuredClone(json)));
  }

  /** The documents that are written. All must be sealed. */
  public get written(): ReadonlySet<any> {
    return new Set(this.documents.filter(({ isWritten }) => isWritten).map(({ json }) => json));
  }

  /** Gives the judged documents for some that are to be written. Throws where there is none, or a document comes twice. */
  public confirm(docs: readonly any[]): any[] {
    const awaited = this.awaitedDocuments();
    return docs.map((doc) => {
      if (doc === undefined || awaited.delete(doc)) return doc;
      const plain = plainJson(doc);
      const equal = [...awaited.keys()].find((json) => isDeepStrictEqual(json, plain));
      if (equal !== undefined && awaited.delete(equal)) return equal;
      const { kind, metadata } = plain ?? {};
      throw refusal(
        `${kind} "${metadata?.name}" differs from the object that was checked; remove what changes it during the synth, for example a toJson with a different result on each call`,
      );
    });
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
      throw refusal(
        `${kind} "${metadata?.name}" of "${construct.node.path}" was judged and is not written; remove what takes it away during the synth`,
      );
    }
  }

  /** Throws if the tree has objects that were added after the check. */
  public confirmNothingAdded(): void {
    for (const construct of this.root.node.findAll()) {
      if (!ApiObject.isApiObject(construct) || this.byConstruct.has(construct)) continue;
      throw refusal(
        `object at "${construct.node.path}" was added after the check; add it before the synth, or in an aspect`,
      );
    }
  }

  /** Restores the constructs. */
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

  private within(scopes: readonly IConstruct[]): readonly Document[] {
    if (scopes.includes(this.root)) return this.documents;
    let found = this.found.get(scopes);
    if (!found) {
      const constructs = new Set(scopes.flatMap((scope) => scope.node.findAll()));
      found = [...constructs].flatMap((construct) => this.byConstruct.get(construct) ?? []);
      this.found.set(scopes, found);
    }
    return found;
  }

  private add(construct: IConstruct, docs: any[], workloadKinds: WorkloadKind[]): void {
    const options = { origin: new ConstructOrigin(construct), workloadKinds };
    const documents = docs.map((json) => {
      const isWritten = json !== undefined; // cdk8s writes nothing of such a document
      return { construct, json, isWritten, objects: isWritten ? readObjects(json, options) : [] };
    });
    this.documents.push(...documents);
    this.byConstruct.set(construct, documents);
    if (this.found.size > 0) this.found = new Map();
  }

  /** A `toJson` that another language overrides cannot be replaced: its result is compared when it is written. */
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

/** Names come from objects, which others may have written, and the message goes to a terminal. */
function refusal(message: string): Error {
  return new Error(escapeUnprintable(message));
}

function render(construct: IConstruct, render: () => any[]): any[] {
  try {
    return render().map((document) => plainJson(document));
  } catch (error) {
    throw refusal(`"${construct.node.path}" cannot be rendered: ${(error as Error).message}`);
  }
}

/** Fixes create copies that can be changed: this freezes them. */
function freeze(json: any): any {
  return Object.isFrozen(json) ? json : plainJson(json);
}
