import type { IConstruct } from 'constructs';

/** Visits every construct of a scope before it is synthesized. */
export interface IAspect {
  /**
   * Visits one construct; called once for each construct of the scope, the scope itself first.
   *
   * @param node the construct
   */
  visit(node: IConstruct): void;
}

/** An aspect, its scope and its priority. */
export interface AspectApplication {
  readonly scope: IConstruct;
  readonly aspect: IAspect;
  readonly priority: number;
}

const APPLICATIONS = Symbol.for('cdk8s-hardened.aspects');
/** An aspect that still adds constructs after this many passes is considered endless. */
const MAX_PASSES = 100;

/** Returns the aspects of one construct, in the order in which they were added. */
export function applicationsOf(scope: IConstruct): readonly AspectApplication[] {
  return (scope as any)[APPLICATIONS] ?? [];
}

/** Stores an aspect on its scope. */
export function addApplication(application: AspectApplication): void {
  const { scope } = application;
  if (!Object.hasOwn(scope, APPLICATIONS)) Object.defineProperty(scope, APPLICATIONS, { value: [] });
  (scope as any)[APPLICATIONS].push(application);
}

/** Returns all aspects of some constructs by priority; for equal priorities, the outermost scope comes first. */
export function applicationsIn(nodes: readonly IConstruct[]): AspectApplication[] {
  const applications: AspectApplication[] = [];
  for (const scope of nodes) applications.push(...applicationsOf(scope));
  return applications.sort((a, b) => a.priority - b.priority);
}

/**
 * Calls all aspects of a tree for the constructs that they have not visited yet, including those that a visit creates.
 * Returns all constructs afterwards.
 *
 * @param onPass called before each pass over the tree
 */
export function invokeAspects(root: IConstruct, onPass: () => void = () => {}): readonly IConstruct[] {
  for (let pass = 0; ; pass += 1) {
    onPass();
    const nodes = root.node.findAll();
    const visits = pendingVisits(root, nodes);
    const [first] = visits;
    if (!first) return nodes;
    if (pass === MAX_PASSES) {
      const { aspect, node } = first;
      throw new Error(
        `aspect ${aspect.constructor.name} still adds constructs after ${MAX_PASSES} passes, the last one at "${node.node.path}"; check for an existing construct before adding one`,
      );
    }
    for (const { aspect, node, visited } of visits) {
      visited.add(node); // first, as a visit may lead back here
      try {
        aspect.visit(node);
      } catch (error) {
        visited.delete(node); // it is asked again in the next synth
        throw error;
      }
    }
  }
}

interface PendingVisit {
  readonly aspect: IAspect;
  readonly node: IConstruct;
  readonly visited: WeakSet<IConstruct>;
}

/** The constructs that each aspect has visited, in all synths: an aspect visits a construct once. */
const VISITED = new WeakMap<IAspect, WeakSet<IConstruct>>();

/** An aspect that acts on what is rendered, and whose visit does nothing unless a subclass overrides it. */
export interface IdleAspect extends IAspect {
  /** The visit that does nothing. */
  readonly _idleVisit?: IAspect['visit'];
}

/** Returns the visits of the first priority that has any left, from the root to the leaves. */
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
