import type { Substituted } from '../kubernetes/workloads/parameters';
import { withTexts } from '../kubernetes/workloads/parameters';
import { type Placed, unplaced } from './placed';

/** Where an object stands that is a part of another object. */
export interface Wrapped {
  /** A name that only one object of the input has. */
  readonly wrapper: string;
  /** The object with the values of the wrapper's parameters. */
  readonly object: Substituted;
}

/**
 * The JSON of an object as its file has it, which may be a part of another object with texts that stand for values, and may
 * not say where the object goes.
 */
export function jsonAsWritten({ json, _written, _wrapped, _placed }: Source): any {
  const own = _wrapped ? json : (_written ?? json);
  const before = _placed ? unplaced(own, _placed) : own;
  return _wrapped ? withTexts(before, _wrapped.object) : before;
}

interface Source {
  readonly json: any;
  /** The object before it was decoded. */
  readonly _written?: any;
  readonly _wrapped?: Wrapped;
  readonly _placed?: Placed;
}
