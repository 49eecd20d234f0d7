import { type ApiObject, JsonPatch } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** Path of a construct that is being made, as errors name it. */
export function pathOf(scope: IConstruct, id: string): string {
  return [scope.node.path, id].filter(Boolean).join('/');
}

/** Returns the one value of a kind that an app has, which is made when it is first asked for. */
export function ofRoot<T>(scope: IConstruct, key: symbol, make: (root: IConstruct) => T): T {
  const { root } = scope.node;
  if (!Object.hasOwn(root, key)) Object.defineProperty(root, key, { value: make(root) });
  return (root as any)[key];
}

/** cdk8s writes the chart's namespace on every object; those of the cluster have none. */
export function removeNamespace(object: ApiObject): void {
  if (object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
}
