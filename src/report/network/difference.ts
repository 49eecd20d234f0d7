import {
  type ChangedEdge,
  type NetworkDifference,
  type NewIsolation,
  widens,
} from '../../analysis/network/reachability/difference';
import { endpointName } from '../../analysis/network/reachability/endpoints';
import { isEmpty, portsText } from '../../analysis/network/reachability/ports';
import { escapeUnprintable } from '../escape';
import { count } from '../object-name';
import { type Table, tableText } from '../table';
import type { DrawnEdge } from './graphs';

/** Returns what changed, one row each: connections, then workloads, then what is isolated for the first time. */
export function differenceTable(difference: NetworkDifference): Table {
  const { added, removed, newlyIsolated } = difference;
  return {
    columns: ['change', 'source', 'target', 'before', 'after'],
    rows: [
      ...connectionRows(difference),
      ...added.map((name) => ['workload added', name, '', '', '']),
      ...removed.map((name) => ['workload removed', name, '', '', '']),
      ...newlyIsolated.map((isolation) => {
        const ends = isolation.direction === 'Egress' ? [isolation.workload, ''] : ['', isolation.workload];
        const direction = isolation.direction.toLowerCase();
        return [`${direction} isolated`, ...ends, 'not isolated', `isolated by ${policiesOf(isolation)}`];
      }),
    ],
  };
}

function connectionRows({ changed }: NetworkDifference): string[][] {
  return changed.map((edge) => [
    changeOf(edge),
    endpointName(edge.source),
    endpointName(edge.target),
    portsText(edge.before),
    portsText(edge.after),
  ]);
}

/** Returns the changed connections for a picture. */
export function changedEdges({ changed }: NetworkDifference): DrawnEdge[] {
  return changed.map((edge) => {
    const { source, target, before, after } = edge;
    const change = changeOf(edge);
    const conn =
      change === 'changed' ? `${portsText(after)} (before: ${portsText(before)})` : portsText(edge[sides[change]]);
    return { src: endpointName(source), dst: endpointName(target), conn, mark: change };
  });
}

const sides = { added: 'after', removed: 'before' } as const;

/** Whether a connection, or a port of one, is allowed that was not. */
export function hasWidened({ changed }: NetworkDifference): boolean {
  return changed.some(({ before, after }) => widens(before, after));
}

/** Says of each workload that is isolated for the first time, and by what. */
export function isolationLines({ newlyIsolated }: NetworkDifference): string[] {
  return newlyIsolated.map((isolation) => {
    const direction = isolation.direction.toLowerCase();
    return `${isolation.workload} is isolated for the first time (${direction}) by ${policiesOf(isolation)}: what no rule allows is cut off`;
  });
}

/** The policies that isolate a workload, with their kind. */
function policiesOf({ policies }: NewIsolation): string {
  const names = policyNames(policies);
  return `${names.length === 1 ? 'NetworkPolicy' : 'NetworkPolicies'} ${names.join(', ')}`;
}

/** Returns policies as `namespace/name`. */
export function policyNames(policies: NewIsolation['policies']): string[] {
  return policies.map(({ effectiveNamespace, objectRef }) => `${effectiveNamespace}/${objectRef.name}`);
}

export function differenceText(difference: NetworkDifference): string {
  const { changed, added, removed } = difference;
  const { columns } = differenceTable(difference);
  const wider = changed.filter(({ before, after }) => widens(before, after)).length;
  return [
    ...(changed.length > 0 ? [tableText({ columns, rows: connectionRows(difference) })] : []),
    ...[
      ...added.map((name) => `+ ${name}`),
      ...removed.map((name) => `- ${name}`),
      ...isolationLines(difference).map((line) => `! ${line}`),
    ].map((line) => `${escapeUnprintable(line)}\n`),
    `${count(changed.length, 'changed connection')}, ${wider === 0 ? 'none allows more' : `${wider} of them ${wider === 1 ? 'allows' : 'allow'} more`}\n`,
  ].join('');
}

export function differenceJson(difference: NetworkDifference): object {
  const { changed, added, removed, newlyIsolated } = difference;
  return {
    widens: hasWidened(difference),
    changed: changed.map((edge) => ({
      ...{ src: endpointName(edge.source), dst: endpointName(edge.target), change: changeOf(edge) },
      ...{ before: portsText(edge.before), after: portsText(edge.after), widens: widens(edge.before, edge.after) },
    })),
    ...{ addedWorkloads: added, removedWorkloads: removed },
    newlyIsolated: newlyIsolated.map((isolation) => ({ ...isolation, policies: policyNames(isolation.policies) })),
  };
}

function changeOf({ before, after }: ChangedEdge): 'added' | 'removed' | 'changed' {
  return isEmpty(before) ? 'added' : isEmpty(after) ? 'removed' : 'changed';
}
