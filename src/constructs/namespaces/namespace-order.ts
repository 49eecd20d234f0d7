import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Aspects } from '../../aspects/aspects';
import type { IAspect } from '../../aspects/visits';

const ORDER = Symbol.for('cdk8s-hardened.namespaceOrder');

/** Writes a Namespace before the objects of its chart that are in it: `kubectl apply` refuses them before. */
export function writeFirst(namespace: ApiObject, name: string): void {
  const chart: any = Chart.of(namespace);
  if (chart[ORDER]?.hasBegun !== false) {
    Object.defineProperty(chart, ORDER, { value: new NamespaceOrder(), configurable: true });
    Aspects.of(chart).add(chart[ORDER]);
  }
  chart[ORDER].namespaces.set(name, namespace);
}

/** One for all namespaces of a chart, until it has visited objects: it does not visit them again for another namespace. */
class NamespaceOrder implements IAspect {
  public readonly namespaces = new Map<string | undefined, ApiObject>();
  public hasBegun = false;

  public visit(node: IConstruct): void {
    this.hasBegun = true;
    if (!ApiObject.isApiObject(node)) return;
    const object = node as ApiObject;
    const namespace = this.namespaces.get(object.metadata.namespace);
    if (!namespace || object === namespace || Chart.of(object) !== Chart.of(namespace)) return;
    if (object.node.dependencies.includes(namespace) || isNeededBy(namespace, object)) return;
    object.addDependency(namespace);
  }
}

/** Whether the author wrote that an object comes before another: the opposite would be a cycle. */
function isNeededBy(later: IConstruct, earlier: IConstruct): boolean {
  const seen = new Set<IConstruct>([later]);
  for (const construct of seen) {
    for (const scope of construct.node.scopes)
      for (const needed of scope.node.dependencies) for (const each of needed.node.findAll()) seen.add(each);
  }
  return seen.has(earlier);
}

const NAMESPACES = Symbol.for('cdk8s-hardened.namespaces');

/**
 * Remembers the namespace of a construct in its chart. Throws where the chart has another construct for it: two sets of
 * quotas and policies would have the same names.
 */
export function registerNamespace(construct: IConstruct, name: string): void {
  const chart: any = Chart.of(construct);
  if (!Object.hasOwn(chart, NAMESPACES)) Object.defineProperty(chart, NAMESPACES, { value: new Map() });
  const known: Map<string, IConstruct> = chart[NAMESPACES];
  const first = known.get(name);
  if (first && first !== construct && first.node.scope?.node.tryFindChild(first.node.id) === first)
    throw new Error(
      `"${construct.node.path}": "${first.node.path}" already makes namespace "${name}"; use that one, or give another name`,
    );
  known.set(name, construct);
}
