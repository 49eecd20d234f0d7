import { escapeUnprintable } from '../escape';
import { LIGHT } from '../html/style';
import type { AccessNode, AccessNodeKind, AccessPicture } from './picture/graph';

/** The titles of the columns, from the left. */
export const COLUMNS: { readonly [kind in AccessNodeKind]: string } = {
  workload: 'Workloads',
  subject: 'Subjects',
  binding: 'Bindings',
  role: 'Roles',
  rule: 'What they allow',
};
const KINDS = Object.keys(COLUMNS) as AccessNodeKind[];
const COLOURS = { danger: LIGHT.high, unknown: LIGHT.medium } as const;

/** Writes the picture as a Mermaid flowchart, with a subgraph for each column. */
export function mermaid({ nodes, edges, note }: AccessPicture, notes: readonly string[]): string {
  const text = (value: string) =>
    `"${escapeUnprintable(value).replace(/["#&<>\\`]/g, (each) => `#${each.charCodeAt(0)};`)}"`;
  const marked = nodes.flatMap(({ mark }, index) =>
    mark ? [`  style n${index} stroke:${COLOURS[mark]},stroke-width:3px`] : [],
  );
  return [
    'flowchart LR',
    ...columnsOf(nodes).flatMap(({ kind, own }) => [
      `  subgraph ${kind}s[${text(COLUMNS[kind])}]`,
      ...own.map(([index, node]) => `    n${index}[${text(labelOf(node))}]`),
      '  end',
    ]),
    ...edges.map(({ source, target, isIdle }) => `  n${source} ${isIdle ? '-.->' : '-->'} n${target}`),
    ...marked,
    ...[...(note === undefined ? [] : [note]), ...notes].map((each, index) => `  note${index}[${text(each)}]`),
    '',
  ].join('\n');
}

/** Writes the picture as a graph for Graphviz, with a cluster for each column. */
export function dot({ nodes, edges, note }: AccessPicture, notes: readonly string[]): string {
  const text = (value: string) => `"${escapeUnprintable(value).replace(/["\\]/g, '\\$&')}"`;
  const look = ({ mark }: AccessNode) => (mark ? ` color=${text(COLOURS[mark])} style=bold` : '');
  return [
    'digraph {',
    '  rankdir=LR',
    '  node [shape=box]',
    ...columnsOf(nodes).flatMap(({ kind, own }) => [
      `  subgraph cluster_${kind} {`,
      `    label=${text(COLUMNS[kind])}`,
      ...own.map(([index, node]) => `    n${index} [label=${text(labelOf(node))}${look(node)}]`),
      '  }',
    ]),
    ...edges.map(({ source, target, isIdle }) => `  n${source} -> n${target}${isIdle ? ' [style=dashed]' : ''}`),
    ...[...(note === undefined ? [] : [note]), ...notes].map(
      (each, index) => `  note${index} [shape=note label=${text(each)}]`,
    ),
    '}',
    '',
  ].join('\n');
}

function columnsOf(nodes: readonly AccessNode[]) {
  const indexed = [...nodes.entries()];
  return KINDS.map((kind) => ({ kind, own: indexed.filter(([, node]) => node.kind === kind) })).filter(
    ({ own }) => own.length > 0,
  );
}

function labelOf({ label, note }: AccessNode): string {
  return note === '' ? label : `${label} (${note})`;
}
