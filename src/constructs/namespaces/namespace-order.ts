import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { IAspect } from '../../aspects/visits';

/** Writes a Namespace before the objects of its chart that are in it: `kubectl apply` refuses them before. */
export class NamespaceOrder implements IAspect {
  /**
   * @param namespace the object
   * @param name its name
   */
  public constructor(
    private readonly namespace: ApiObject,
    private readonly name: string,
  ) {}

  public visit(node: IConstruct): void {
    if (!ApiObject.isApiObject(node) || node === this.namespace) return;
    const object = node as ApiObject;
    if (object.metadata.namespace !== this.name || Chart.of(object) !== Chart.of(this.namespace)) return;
    if (object.node.dependencies.includes(this.namespace) || isNeededBy(this.namespace, object)) return;
    object.addDependency(this.namespace);
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
