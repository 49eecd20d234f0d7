import type { ManifestSet } from '../../../model/manifest-set';
import { networkDifference } from './difference';
import { type Endpoint, isWorkload } from './endpoints';
import { differenceOf, isEmpty } from './ports';
import { type Edge, ReachabilityGraph } from './reachability';

/** What the workloads of an app declare. */
export interface Declared {
  /** The objects of the app, with the policies that its workloads declare and no others. */
  readonly objects: ManifestSet;
  /** The names of the workloads that declare connections. */
  readonly workloads: ReadonlySet<string>;
}

/** Stores what the app of some objects declares, which is computed when it is asked for. */
export function declare(all: ManifestSet, make: () => Declared): void {
  all._analysis(declare, () => make);
}

/** Returns what the app of some objects declares; undefined for objects that come from no app. */
export function declaredIn(all: ManifestSet): Declared | undefined {
  const make = all._analysis<(() => Declared) | undefined>(declare, () => undefined);
  return make && all._analysis(declaredIn, make);
}

/** Returns the connections of declaring workloads that are allowed and not declared; none for objects from no app. */
export function undeclaredEdges(all: ManifestSet): Edge[] {
  return compared(all, (declared, actual) => networkDifference(declared, actual));
}

/** Returns those that are declared and not allowed. */
export function deniedEdges(all: ManifestSet): Edge[] {
  return compared(all, (declared, actual) => networkDifference(actual, declared));
}

function compared(
  all: ManifestSet,
  compare: (declared: ReachabilityGraph, actual: ReachabilityGraph) => ReturnType<typeof networkDifference>,
): Edge[] {
  const declared = declaredIn(all);
  if (!declared) return [];
  const isDeclaring = (end: Endpoint) => isWorkload(end) && declared.workloads.has(end.name);
  return compare(ReachabilityGraph.of(declared.objects), ReachabilityGraph.of(all))
    .changed.filter(({ source, target }) => isDeclaring(source) || isDeclaring(target))
    .map(({ source, target, before, after }) => ({ source, target, ports: differenceOf(after, before) }))
    .filter(({ ports }) => !isEmpty(ports));
}
