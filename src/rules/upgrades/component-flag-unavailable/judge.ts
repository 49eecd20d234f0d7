import type { VisitorContext } from '../../../engine/visitor';
import { flagProblem, gateProblem, lockedValue, type Program } from '../../../kubernetes/components/components';
import { gatesOf, type Setting } from '../../shared/versions/component-settings';

/** Whose settings they are: the program and its minor version. */
export interface Owner {
  readonly program: Program;
  readonly minor: number;
  /** Where a pointer of a setting is put; default: where it stands. */
  readonly place?: (pointer: string) => string;
}

/** Reports flags that the program does not have, and what they set of feature gates. */
export function judgeFlags(flags: readonly Setting[], owner: Owner, context: VisitorContext): void {
  const { program, minor, place = (at) => at } = owner;
  for (const flag of flags) {
    const problem = flagProblem(program, flag.name, minor);
    if (problem !== undefined) {
      const message = `${program} 1.${minor} gets the flag --${flag.name}, ${problem}; remove it`;
      context.report({ pointer: place(flag.pointer), message });
    }
    judgeGates(gatesOf(flag), owner, context);
  }
}

/** Reports feature gates that the program does not have, or that are locked to another value. */
export function judgeGates(
  gates: readonly Setting[],
  { program, minor, place = (at) => at }: Owner,
  { report }: VisitorContext,
): void {
  for (const { name, value, pointer } of gates) {
    const locked = lockedValue(name, minor);
    const isRefused = locked !== undefined && value !== String(locked);
    const problem = gateProblem(name, minor) ?? (isRefused ? `which is locked to ${locked}` : undefined);
    if (problem === undefined) continue;
    const message = `${program} 1.${minor} gets the feature gate ${name}=${value}, ${problem}; remove it`;
    report({ pointer: place(pointer), message });
  }
}
