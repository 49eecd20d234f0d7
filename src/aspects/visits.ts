import type { IConstruct } from 'constructs';

/** Something that is done to every construct of a scope before it is synthesized. */
export interface IAspect {
  /**
   * Called once for each construct of the scope, the scope itself first.
   *
   * @param node the construct
   */
  visit(node: IConstruct): void;
}

/** One aspect, where it was added, and when it comes. */
export interface AspectApplication {
  readonly scope: IConstruct;
  readonly aspect: IAspect;
  readonly priority: number;
}

const APPLICATIONS = Symbol.for('cdk8s-hardened.aspects');
/** An aspect that still adds constructs after this many passes never ends. */
const MAX_PASSES = 100;

/** The aspects of one construct; the list is kept on the construct. */
export function applicationsOf(scope: IConstruct): AspectApplication[] {
  if (!Object.hasOwn(scope, APPLICATIONS)) Object.defineProperty(scope, APPLICATIONS, { value: [] });
  return (scope as any)[APPLICATIONS];
}

/** All aspects of some constructs by priority, outermost scope first where that is the same. */
export function applicationsIn(nodes: readonly IConstruct[]): AspectApplication[] {
  const applications: AspectApplication[] = [];
  for (const scope of nodes) if (Object.hasOwn(scope, APPLICATIONS)) applications.push(...applicationsOf(scope));
  return applications.sort((a, b) => a.priority - b.priority);
}

/**
 * Lets all aspects of a tree visit what they have not visited yet, including what a visit creates. Gives the constructs
 * that there are in the end.
 */
export function invokeAspects(root: IConstruct): readonly IConstruct[] {
  for (let pass = 0; ; pass += 1) {
    const nodes = root.node.findAll();
    const visits = pendingVisits(root, nodes);
    const [first] = visits;
    if (!first) return nodes;
    if (pass === MAX_PASSES) {
      const { aspect, node } = first;
      throw new Error(
        `aspect ${aspect.constructor.name} still adds constructs after ${MAX_PASSES} passes, the last one at "${node.node.path}"; let it look before it adds`,
      );
    }
    for (const { aspect, node, visited } of visits) {
      visited.add(node);
      aspect.visit(node);
    }
  }
}

interface PendingVisit {
  readonly aspect: IAspect;
  readonly node: IConstruct;
  readonly visited: WeakSet<IConstruct>;
}

/** The nodes that each aspect has visited, in whatever synth: an aspect sees a construct once. */
const VISITED = new WeakMap<IAspect, WeakSet<IConstruct>>();

/** An aspect that acts on what is rendered, and whose visit does nothing unless a subclass overrides it. */
export interface IdleAspect extends IAspect {
  /** The visit that does nothing. */
  readonly _idleVisit?: IAspect['visit'];
}

/** The visits of the first priority that has any left, from the root to the leaves. */
function pendingVisits(root: IConstruct, nodes: readonly IConstruct[]): PendingVisit[] {
  const applications = applicationsIn(nodes).filter(({ aspect }) => aspect.visit !== (aspect as IdleAspect)._idleVisit);
  for (const priority of new Set(applications.map((application) => application.priority))) {
    const visits: PendingVisit[] = [];
    for (const { aspect, scope } of applications.filter((application) => application.priority === priority)) {
      const visited = VISITED.get(aspect) ?? new WeakSet();
      VISITED.set(aspect, visited);
      for (const node of scope === root ? nodes : scope.node.findAll())
        if (!visited.has(node)) visits.push({ aspect, node, visited });
    }
    if (visits.length > 0) return visits;
  }
  return [];
}
