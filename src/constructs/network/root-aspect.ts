import type { IConstruct } from 'constructs';
import { type AspectOptions, Aspects } from '../../aspects/aspects';
import type { IAspect } from '../../aspects/visits';

/** Returns the one aspect of a kind that an app has for all its workloads, which is made for the first of them. */
export function rootAspect<T extends IAspect>(
  scope: IConstruct,
  key: symbol,
  make: () => T,
  options?: AspectOptions,
): T {
  const { root } = scope.node;
  if (!Object.hasOwn(root, key)) {
    const aspect = make();
    Object.defineProperty(root, key, { value: aspect });
    Aspects.of(root).add(aspect, options);
  }
  return (root as any)[key];
}
