import type { NetworkDifference } from '../../analysis/network/reachability/difference';
import { rangeText } from '../../analysis/network/reachability/endpoints';
import type { Explanation } from '../../analysis/network/reachability/explain';
import type { WorkloadExposure } from '../../analysis/network/reachability/exposure';
import { isEmpty, portsText } from '../../analysis/network/reachability/ports';
import type { ReachabilityGraph } from '../../analysis/network/reachability/reachability';
import { type Answer, jsonText, notesMarkdown, TABLE_FORMATS, tableAnswer } from '../answer';
import { escapeUnprintable } from '../escape';
import { prose } from '../formats/markdown-sections';
import { joined } from '../pieces';
import { changedEdges, differenceJson, differenceTable, differenceText, isolationLines } from './difference';
import { namedEdges } from './edges';
import { isFocused } from './ends';
import { exposureJson, exposureTable } from './exposure';
import { type DrawnEdge, dot, mermaid } from './graphs';
import { type NetworkGraph, networkWorkloads } from './picture/graph';
import { networkPage } from './picture/page';
import { networkSvg } from './picture/svg';

const GRAPHS = ['mermaid', 'dot'];

/** The formats of each answer. The first is the default. */
export const ANSWER_FORMATS = {
  list: [...TABLE_FORMATS, ...GRAPHS, 'svg', 'html'],
  explain: ['text', 'json', 'markdown'],
  exposure: [...TABLE_FORMATS, ...GRAPHS],
  difference: [...TABLE_FORMATS, ...GRAPHS, 'svg', 'html'],
};

/** The end that stands for every pod of the cluster, in the set or not. */
const WHOLE_CLUSTER = '{whole cluster}';

/** All connections, or those of some workloads. Its text and JSON have the form of netpol-analyzer, which has no notes. */
export function listAnswer(graph: ReachabilityGraph, notes: readonly string[], focus: readonly string[] = []): Answer {
  const edges = namedEdges(graph, focus);
  const isShown = (name: string) => focus.length === 0 || isFocused(name, focus);
  const workloads = graph.workloads.map(({ name }) => name).filter(isShown);
  const table = { columns: ['src', 'dst', 'conn'], rows: edges.map(({ src, dst, conn }) => [src, dst, conn]) };
  const picture = (): NetworkGraph => {
    const named = new Set(edges.flatMap(({ src, dst }) => [src, dst]));
    return {
      workloads: networkWorkloads(graph).filter(({ name }) => named.has(name) || isShown(name)),
      edges: edges.map(({ src, dst, conn }) => ({ source: src, target: dst, ports: conn })),
      notes,
    };
  };
  return {
    ...tableAnswer(table, notes),
    ...graphAnswer(edges, workloads, notes),
    text: () => edges.map(({ src, dst, conn }) => `${escapeUnprintable(`${src} => ${dst} : ${conn}`)}\n`).join(''),
    json: () => jsonText(edges),
    svg: () => joined(networkSvg(picture())),
    html: () => joined(networkPage(picture())),
  };
}

/** Why one end can reach another, or cannot. */
export function explainAnswer({ ports, sentences }: Explanation, notes: readonly string[]): Answer {
  return {
    text: () => sentences.map((line) => `${escapeUnprintable(line)}\n`).join(''),
    json: () => jsonText({ conn: portsText(ports), sentences, notes }),
    markdown: () =>
      sentences.map((line) => `${line.startsWith(' ') ? '  ' : ''}- ${prose(line.trim())}\n`).join('') +
      notesMarkdown(notes),
  };
}

/** How open each workload is. */
export function exposureAnswer(exposures: readonly WorkloadExposure[], notes: readonly string[]): Answer {
  const table = exposureTable(exposures);
  const workloads = exposures.map(({ workload: { name } }) => name);
  return {
    ...tableAnswer(table, notes),
    ...graphAnswer(exposures.flatMap(exposureEdges), workloads, notes),
    json: () => jsonText({ workloads: exposureJson(exposures), notes }),
  };
}

function exposureEdges({ workload: { name }, ingress, egress }: WorkloadExposure): DrawnEdge[] {
  return [ingress, egress].flatMap((side) => {
    const edge = (other: string, conn: string) =>
      side === ingress ? { src: other, dst: name, conn } : { src: name, dst: other, conn };
    const outside = side.outside.map(({ range, ports }) => edge(`${rangeText(range)}[External]`, portsText(ports)));
    return isEmpty(side.wholeCluster) ? outside : [...outside, edge(WHOLE_CLUSTER, portsText(side.wholeCluster))];
  });
}

/** What changed from one graph to another. */
export function differenceAnswer(difference: NetworkDifference, notes: readonly string[]): Answer {
  const edges = changedEdges(difference);
  const said = [...(edges.length === 0 ? ['No connection changes'] : []), ...isolationLines(difference), ...notes];
  const { before, after, added, removed, newlyIsolated } = difference;
  const picture = (): NetworkGraph => {
    const shown = new Set([
      ...edges.flatMap(({ src, dst }) => [src, dst]),
      ...newlyIsolated.map((each) => each.workload),
    ]);
    const known = new Map([before, after].flatMap(networkWorkloads).map((workload) => [workload.name, workload]));
    const noteOf = (name: string) => (added.includes(name) ? 'added' : removed.includes(name) ? 'removed' : undefined);
    return {
      workloads: [...known.values()]
        .map((workload) => ({ ...workload, note: noteOf(workload.name) }))
        .filter(({ name, note }) => shown.has(name) || note !== undefined),
      edges: edges.map(({ src, dst, conn, mark }) => ({ source: src, target: dst, ports: conn, mark })),
      notes: said,
      isDifference: true,
    };
  };
  return {
    ...tableAnswer(differenceTable(difference), notes),
    ...graphAnswer(edges, [...added, ...removed], said),
    text: () => differenceText(difference),
    json: () => jsonText({ ...differenceJson(difference), notes }),
    svg: () => joined(networkSvg(picture())),
    html: () => joined(networkPage(picture(), 'What changes in who can reach whom, as the NetworkPolicies say.')),
  };
}

function graphAnswer(edges: readonly DrawnEdge[], workloads: readonly string[], notes: readonly string[]): Answer {
  return { mermaid: () => mermaid({ edges, workloads, notes }), dot: () => dot({ edges, workloads, notes }) };
}
