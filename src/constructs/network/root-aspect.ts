import type { IConstruct } from 'constructs';
import { type AspectOptions, Aspects } from '../../aspects/aspects';
import type { IAspect } from '../../aspects/visits';
import { ofRoot } from '../construct-tree';

/** Returns the one aspect of a kind that an app has for all its workloads, which is made for the first of them. */
export function rootAspect<T extends IAspect>(
  scope: IConstruct,
  key: symbol,
  make: () => T,
  options?: AspectOptions,
): T {
  return ofRoot(scope, key, (root) => {
    const aspect = make();
    Aspects.of(root).add(aspect, options);
    return aspect;
  });
}
