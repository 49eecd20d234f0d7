import { typeOf } from '../workload-kinds';
import { ARGO } from './argo';
import { BATCH } from './batch';
import { BUILT_IN } from './built-in';
import { OPERATORS } from './operators';
import type { WorkloadEntry } from './place';
import { PLATFORMS } from './platforms';
import { SERVING } from './serving';
import { TEKTON } from './tekton';

/** Where the kinds that make pods keep them. This is the only list of them. */
export const WORKLOADS: readonly WorkloadEntry[] = [
  ...BUILT_IN,
  ...ARGO,
  ...TEKTON,
  ...SERVING,
  ...BATCH,
  ...OPERATORS,
  ...PLATFORMS,
];

const BY_TYPE = new Map(
  WORKLOADS.flatMap((entry) =>
    entry.groups.flatMap((group) => entry.kinds.map((kind) => [typeOf(group, kind), entry] as const)),
  ),
);

/** What is known of a group and kind, such as `apps/Deployment`; undefined if it is not known to make pods. */
export function workloadOf(type: string): WorkloadEntry | undefined {
  return BY_TYPE.get(type);
}
