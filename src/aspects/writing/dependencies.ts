import { ApiObject, Chart } from 'cdk8s';
import { Dependable, type IConstruct } from 'constructs';

/** Thrown for what only cdk8s can answer, such as a cycle, for which it has a message. */
export const ASK_CDK8S = Symbol('ask cdk8s');

/**
 * What the constructs of an app depend on, after what cdk8s derives from it: a chart depends on the charts inside it and on
 * those that anything in it depends on, and where one construct depends on another, each object of the first depends on each of
 * the second. cdk8s adds these last to the tree one by one; here they are told by `groupsOf`.
 *
 * @see https://github.com/cdk8s-team/cdk8s-core/blob/2.x/src/app.ts, `resolveDependencies`
 */
export class Dependencies {
  /** Whether a chart depends on another, which decides about the names of files. */
  public readonly hasDependentCharts: boolean;
  private readonly charts = new Map<IConstruct, Chart>();
  private readonly direct = new Map<IConstruct, Set<IConstruct>>();
  private readonly objects = new Map<IConstruct, readonly IConstruct[]>();

  public constructor(
    private readonly root: IConstruct,
    all: readonly IConstruct[],
  ) {
    for (const construct of all) {
      const chart = Chart.isChart(construct)
        ? (construct as Chart)
        : this.charts.get(construct.node.scope as IConstruct);
      if (chart) this.charts.set(construct, chart);
      const { dependencies } = construct.node;
      if (dependencies.length > 0) this.direct.set(construct, new Set(dependencies.map((each) => this.inTree(each))));
    }
    const links: (readonly [Chart, Chart])[] = [];
    for (const parent of all.filter(Chart.isChart) as Chart[])
      for (const child of parent.node.children.filter(Chart.isChart) as Chart[]) links.push([parent, child]);
    this.link(links);
    const implied = all.flatMap((source) =>
      [...this.of(source)].map((target) => [this.chartOf(source), this.chartOf(target)] as const),
    );
    const between = implied.filter(([source, target]) => source !== target);
    this.link(between);
    this.hasDependentCharts = links.length + between.length > 0;
  }

  /** Whether nothing depends on anything, as in most apps. */
  public get areNone(): boolean {
    return this.direct.size === 0;
  }

  /** The constructs that one depends on, in the order in which cdk8s finds them. */
  public of(source: IConstruct): Iterable<IConstruct> {
    return this.direct.get(source) ?? [];
  }

  /** The constructs whose objects an object depends on, as a construct around it in its chart, or itself, depends on them. */
  public groupsOf(object: IConstruct): readonly IConstruct[] {
    const { scopes } = object.node;
    return scopes.slice(scopes.indexOf(this.chartOf(object))).flatMap((scope) => [...this.of(scope)]);
  }

  /** The objects of a construct that are in the chart of the construct. */
  public objectsOf(construct: IConstruct): readonly IConstruct[] {
    const known = this.objects.get(construct);
    if (known) return known;
    const chart = this.chartOf(construct);
    const own = (each: IConstruct) => ApiObject.isApiObject(each) && this.chartOf(each) === chart;
    const objects = construct.node
      .findAll()
      .filter(own)
      .map((each) => this.inTree(each));
    this.objects.set(construct, objects);
    return objects;
  }

  private link(pairs: readonly (readonly [Chart, Chart])[]): void {
    for (const [source, target] of pairs) {
      const known = this.direct.get(source);
      if (known) known.add(this.inTree(target));
      else this.direct.set(source, new Set([this.inTree(target)]));
    }
  }

  /** cdk8s has an error for a construct outside of all charts. */
  private chartOf(construct: IConstruct): Chart {
    const chart = this.charts.get(construct);
    if (!chart) throw ASK_CDK8S;
    return chart;
  }

  /** Another tree may have the same paths, and a construct may stand for others. */
  private inTree(construct: IConstruct): IConstruct {
    const { dependencyRoots } = Dependable.of(construct);
    const isItself = dependencyRoots.length === 1 && dependencyRoots[0] === construct;
    if (!isItself || construct.node.root !== this.root) throw ASK_CDK8S;
    return construct;
  }
}
