import { ApiObject, Chart } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { Aspects } from '../../aspects/aspects';
import type { IAspect } from '../../aspects/visits';

const NAMESPACES = Symbol.for('cdk8s-hardened.namespaces');
const ORDER = Symbol.for('cdk8s-hardened.namespaceOrder');

/** Writes a Namespace before the objects of its chart that are in it: `kubectl apply` refuses them before. */
export function writeFirst(namespace: IConstruct): void {
  const chart: any = Chart.of(namespace);
  if (chart[ORDER]?.hasBegun === false) return;
  Object.defineProperty(chart, ORDER, { value: new NamespaceOrder(), configurable: true });
  Aspects.of(chart).add(chart[ORDER]);
}

/** One for all namespaces of a chart, until it has visited objects: it does not visit them again for another namespace. */
class NamespaceOrder implements IAspect {
  public hasBegun = false;

  public visit(node: IConstruct): void {
    this.hasBegun = true;
    if (!ApiObject.isApiObject(node)) return;
    const object = node as ApiObject;
    const made = namespacesOf(Chart.of(object)).get(object.metadata.namespace);
    const namespace = made && ApiObject.of(made);
    if (!namespace || object === namespace) return;
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

/**
 * Remembers a namespace in its chart. Throws where the chart has another construct for it: two sets of quotas and policies would
 * have the same names.
 */
export function registerNamespace(namespace: kplus.Namespace, name: string): void {
  const known = namespacesOf(Chart.of(namespace));
  const first = known.get(name);
  if (first && first !== namespace && first.node.scope?.node.tryFindChild(first.node.id) === first)
    throw new Error(
      `"${namespace.node.path}": "${first.node.path}" already makes namespace "${name}"; use that one, or give another name`,
    );
  known.set(name, namespace);
}

/** The namespaces that a chart makes, by name. */
function namespacesOf(chart: any): Map<string | undefined, kplus.Namespace> {
  if (!Object.hasOwn(chart, NAMESPACES)) Object.defineProperty(chart, NAMESPACES, { value: new Map() });
  return chart[NAMESPACES];
}
