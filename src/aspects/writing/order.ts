import { ApiObject, App, Chart, DependencyGraph } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ASK_CDK8S, Dependencies } from './dependencies';

/**
 * The order in which cdk8s writes charts and objects, in linear time: what something depends on comes before it. cdk8s looks
 * for a cycle along all paths for each dependency, and does all of it once more for each chart.
 *
 * @see https://github.com/cdk8s-team/cdk8s-core/blob/2.x/src/dependency.ts
 */
export class Order {
  /** The charts of the app. */
  public readonly charts: readonly Chart[];
  /** Whether a chart depends on another. */
  public readonly hasDependentCharts: boolean;
  private readonly objects: ReadonlyMap<Chart, readonly ApiObject[]>;

  private constructor(root: IConstruct) {
    const all = root.node.findAll();
    const dependencies = new Dependencies(root, all);
    this.hasDependentCharts = dependencies.hasDependentCharts;
    this.charts = new Graph(all, dependencies).order.filter((each): each is Chart => Chart.isChart(each));
    this.objects = new Map(
      this.charts.map((chart) => [chart, ownObjects(chart, new Graph(chart.node.findAll(), dependencies).order)]),
    );
  }

  /** The order of an app; undefined where cdk8s must find it, or has an error for it. */
  public static of(root: IConstruct): Order | undefined {
    if (hasOwnCharts(root)) return undefined;
    try {
      return new Order(root);
    } catch (error) {
      if (error === ASK_CDK8S || error instanceof RangeError) return undefined; // a chain that is deeper than the stack
      throw error;
    }
  }

  /** The objects of a chart, without those of charts in it; undefined for a chart that was added since. */
  public objectsOf(chart: Chart): readonly ApiObject[] | undefined {
    return this.objects.get(chart);
  }
}

/** The objects of a chart in the order that cdk8s finds, after it has derived the dependencies of the app. */
export function objectsInOrder(chart: Chart): ApiObject[] {
  return ownObjects(chart, new DependencyGraph(chart.node).topology());
}

/** The objects among some constructs that are in a chart, and not in a chart inside it. */
function ownObjects(chart: Chart, constructs: readonly IConstruct[]): ApiObject[] {
  return constructs.filter((each): each is ApiObject => ApiObject.isApiObject(each) && Chart.of(each) === chart);
}

/** A subclass of `App` may have an order of its own. */
function hasOwnCharts(root: any): boolean {
  if (!('charts' in root)) return false;
  let holder = root;
  while (!Object.hasOwn(holder, 'charts')) holder = Object.getPrototypeOf(holder);
  return holder !== App.prototype;
}

/** A construct and those below it, with the dependencies among them. */
class Graph {
  /** All constructs; what one depends on is before it. */
  public readonly order: IConstruct[];
  private readonly all: ReadonlySet<IConstruct>;
  /** Those that are being visited. */
  private readonly open = new Set<IConstruct>();
  private readonly visited = new Set<IConstruct>();
  /** The constructs of which all objects have been visited. */
  private readonly finished = new Set<IConstruct>();

  public constructor(
    all: readonly IConstruct[],
    private readonly dependencies: Dependencies,
  ) {
    this.all = new Set(all);
    if (dependencies.areNone) {
      this.order = inOrderOfKeys(all);
      return;
    }
    this.order = [];
    const needed = this.needed();
    for (const construct of inOrderOfKeys(all)) if (!needed.has(construct)) this.visit(construct);
    // Those of a cycle on which nothing else depends have not been visited.
    if (this.visited.size < all.length) throw ASK_CDK8S;
  }

  private visit(construct: IConstruct): void {
    if (this.visited.has(construct)) return;
    if (this.open.has(construct)) throw ASK_CDK8S; // a cycle
    this.open.add(construct);
    for (const target of this.within(this.dependencies.of(construct))) this.visit(target);
    if (ApiObject.isApiObject(construct))
      for (const target of this.within(this.dependencies.groupsOf(construct))) this.visitObjects(target, construct);
    this.visited.add(construct);
    this.order.push(construct);
  }

  private visitObjects(target: IConstruct, source: IConstruct): void {
    if (this.finished.has(target)) return;
    const objects = this.dependencies.objectsOf(target);
    for (const object of objects) if (object !== source) this.visit(object);
    if (!objects.includes(source)) this.finished.add(target);
  }

  /** The constructs on which another depends. */
  private needed(): Set<IConstruct> {
    const needed = new Set<IConstruct>();
    const finished = new Set<IConstruct>();
    for (const source of this.all) {
      for (const target of this.within(this.dependencies.of(source))) {
        needed.add(target);
        if (finished.has(target)) continue;
        const [sources, objects] = [this.dependencies.objectsOf(source), this.dependencies.objectsOf(target)];
        // An object does not depend on itself.
        for (const object of objects) if (sources.some((each) => each !== object)) needed.add(object);
        if (sources.some((each) => !objects.includes(each))) finished.add(target);
      }
    }
    return needed;
  }

  private within(targets: Iterable<IConstruct>): IConstruct[] {
    return [...targets].filter((target) => this.all.has(target));
  }
}

/** The order of the keys of an object, in which cdk8s keeps constructs by path: numbers come first. */
function inOrderOfKeys(constructs: readonly IConstruct[]): IConstruct[] {
  const byPath: { [path: string]: IConstruct } = {};
  for (const construct of constructs) {
    const { path } = construct.node;
    if (path in Object.prototype) throw ASK_CDK8S; // such as "constructor", which each object has
    byPath[path] = construct;
  }
  return Object.values(byPath);
}
