import { type ChangedEdge, type NetworkDifference, widens } from '../../analysis/network/reachability/difference';
import { endpointName } from '../../analysis/network/reachability/endpoints';
import { isEmpty, portsText } from '../../analysis/network/reachability/ports';
import { count } from '../object-name';
import { type Table, tableText } from '../table';
import type { DrawnEdge } from './graphs';

/** Returns the changed connections, one row each. */
export function differenceTable({ changed }: NetworkDifference): Table {
  return {
    columns: ['change', 'source', 'target', 'before', 'after'],
    rows: changed.map((edge) => [
      changeOf(edge),
      endpointName(edge.source),
      endpointName(edge.target),
      portsText(edge.before),
      portsText(edge.after),
    ]),
  };
}

/** Returns the changed connections for a picture. */
export function changedEdges({ changed }: NetworkDifference): DrawnEdge[] {
  return changed.map((edge) => {
    const { source, target, before, after } = edge;
    const conn = isEmpty(after) ? portsText(before) : portsText(after);
    return { src: endpointName(source), dst: endpointName(target), conn, change: changeOf(edge) };
  });
}

/** Whether a connection, or a port of one, is allowed that was not. */
export function hasWidened({ changed }: NetworkDifference): boolean {
  return changed.some(({ before, after }) => widens(before, after));
}

export function differenceText(difference: NetworkDifference): string {
  const { changed, added, removed, newlyIsolated } = difference;
  const isolated = newlyIsolated.map(
    ({ workload, direction }) =>
      `! ${workload} is isolated for the first time (${direction.toLowerCase()}): what no rule allows is cut off`,
  );
  const wider = changed.filter(({ before, after }) => widens(before, after)).length;
  return [
    ...(changed.length > 0 ? [tableText(differenceTable(difference))] : []),
    ...[...added.map((name) => `+ ${name}`), ...removed.map((name) => `- ${name}`), ...isolated].map(
      (line) => `${line}\n`,
    ),
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
    ...{ addedWorkloads: added, removedWorkloads: removed, newlyIsolated },
  };
}

function changeOf({ before, after }: ChangedEdge): 'added' | 'removed' | 'changed' {
  return isEmpty(before) ? 'added' : isEmpty(after) ? 'removed' : 'changed';
}
