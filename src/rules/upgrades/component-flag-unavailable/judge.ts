import type { GivenFlag } from '../../../analysis/cluster/flags/program-flags';
import type { VisitorContext } from '../../../engine/visitor';
import { escapeSegment } from '../../../json/pointer';
import { flagProblem, gateProblem, lockedValue, type Program } from '../../../kubernetes/components/components';

/** A feature gate that an object sets. */
interface Gate {
  readonly name: string;
  /** As text; undefined where there is none. */
  readonly value: string | undefined;
  /** JSON Pointer from the root of the object. */
  readonly pointer: string;
}

/** Whose settings they are: the program and its minor version. */
export interface Owner {
  readonly program: Program;
  readonly minor: number;
  /** Where a pointer of a setting is put; default: where it stands. */
  readonly place?: (pointer: string) => string;
}

/** Reports flags that the program does not have, and what they set of feature gates. */
export function judgeFlags(flags: readonly GivenFlag[], owner: Owner, context: VisitorContext): void {
  const { program, minor, place = (at) => at } = owner;
  for (const flag of flags) {
    const problem = flagProblem(program, flag.name, minor);
    if (problem !== undefined) {
      const message = `${program} 1.${minor} gets the flag --${flag.name}, ${problem}; remove it`;
      context.report({ pointer: place(placeOf(flag)), message });
    }
    judgeGates(gatesOf(flag), owner, context);
  }
}

/** Reports feature gates that the program does not have, or that are locked to another value. */
export function judgeGates(
  gates: readonly Gate[],
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

/** Returns the feature gates of a file. */
export function gatesIn({ featureGates }: any): Gate[] {
  return Object.entries(featureGates ?? {}).map(([name, value]) => ({
    ...{ name, value: String(value), pointer: `/featureGates/${escapeSegment(name)}` },
  }));
}

/** Returns the gates that a flag sets: `A=true,B=false`, or with the name of a component, `kube:A=true`. */
function gatesOf(flag: GivenFlag): Gate[] {
  if (flag.name !== 'feature-gates') return [];
  return flag.value.split(',').flatMap((item) => {
    const [, gate, value] = /^(?:kube:)?\s*(\w+)\s*=\s*(\w+)\s*$/.exec(item.trim()) ?? [];
    return gate === undefined ? [] : [{ name: gate, value, pointer: placeOf(flag) }];
  });
}

/** The flag with its name. */
function placeOf({ places: [place = ''] }: GivenFlag): string {
  return place;
}
