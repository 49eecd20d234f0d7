import { rangeText } from '../../analysis/network/reachability/endpoints';
import type { SideExposure, WorkloadExposure } from '../../analysis/network/reachability/exposure';
import { isEmpty, portsText } from '../../analysis/network/reachability/ports';
import type { Table } from '../table';

/** Returns how open workloads are, one row for each of them and direction. */
export function exposureTable(exposures: readonly WorkloadExposure[]): Table {
  return {
    columns: ['workload', 'direction', 'isolated', 'outside', 'whole cluster'],
    rows: exposures.flatMap(({ workload: { name }, ingress, egress }) => [
      [name, 'ingress', ...cellsOf(ingress)],
      [name, 'egress', ...cellsOf(egress)],
    ]),
  };
}

function cellsOf({ isProtected, outside, wholeCluster }: SideExposure): string[] {
  const ranges = outside.map(({ range, ports }) => `${rangeText(range)}: ${portsText(ports)}`);
  return [isProtected ? 'yes' : 'no', ranges.join('; '), isEmpty(wholeCluster) ? '' : portsText(wholeCluster)];
}

/** Returns how open workloads are, for programs. */
export function exposureJson(exposures: readonly WorkloadExposure[]): object[] {
  return exposures.map(({ workload: { name }, ingress, egress }) => ({
    workload: name,
    ingress: sideJson(ingress),
    egress: sideJson(egress),
  }));
}

function sideJson({ isProtected, outside, wholeCluster }: SideExposure): object {
  return {
    isolated: isProtected,
    outside: outside.map(({ range, ports }) => ({ range: rangeText(range), conn: portsText(ports) })),
    wholeCluster: portsText(wholeCluster),
  };
}
