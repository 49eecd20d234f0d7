import type { IConstruct } from 'constructs';
import type { Rendering } from './rendering';

/** The root keeps it, where every copy of this library finds it. */
const UNDER_WAY = Symbol.for('cdk8s-hardened.underWay');

/** Returns the synth of a tree that is in progress. */
export function underWay(root: IConstruct): Rendering | undefined {
  return (root as any)[UNDER_WAY];
}

/** Sets the synth of a tree that is in progress; undefined at its end. */
export function setUnderWay(root: IConstruct, value: Rendering | undefined): void {
  Object.defineProperty(root, UNDER_WAY, { value, configurable: true });
}
