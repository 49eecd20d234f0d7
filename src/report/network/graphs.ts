import { groupBy } from '../../json/group-by';
import { escapeUnprintable } from '../escape';
import { LIGHT } from '../html/style';
import type { NamedEdge } from './edges';
import { MARKS, type Mark, marksIn } from './picture/marks';

/** An edge of a picture. */
export interface DrawnEdge extends NamedEdge {
  /** What is said of it by its colour and the style of its line. Default: drawn black. */
  readonly mark?: Mark;
}

/** What is written as a graph. */
export interface Drawn {
  readonly edges: readonly DrawnEdge[];
  readonly workloads: readonly string[];
  /** Sentences beside the graph. */
  readonly notes: readonly string[];
}

/** The colours of the picture, and styles of lines in the words of Mermaid and of Graphviz. */
const LOOKS: {
  readonly [mark in Mark]: { readonly colour: string; readonly dashes?: string; readonly style: string };
} = {
  undeclared: { colour: LIGHT.high, style: 'bold' },
  added: { colour: LIGHT.good, style: 'bold' },
  removed: { colour: LIGHT.high, dashes: '7 4', style: 'dashed' },
  changed: { colour: LIGHT.link, dashes: '2 3', style: 'dotted' },
};

/** Writes edges as a Mermaid flowchart, with a subgraph for each namespace, and a legend where edges are marked. */
export function mermaid(drawn: Drawn): string {
  const { edges, notes } = drawn;
  const { ids, groups } = nodesOf(drawn);
  const text = (value: string) =>
    `"${escapeUnprintable(value).replace(/["#&<>\\`]/g, (each) => `#${each.charCodeAt(0)};`)}"`;
  const node = (name: string) => `${ids.get(name)}[${text(name)}]`;
  const marks = marksIn(edges);
  const styleOf = (mark: Mark) => {
    const { colour, dashes } = LOOKS[mark];
    return `stroke:${colour},stroke-width:3px${dashes === undefined ? '' : `,stroke-dasharray:${dashes}`}`;
  };
  return [
    'flowchart LR',
    ...groups.flatMap(({ namespace, names }, index) =>
      namespace === undefined
        ? names.map((name) => `  ${node(name)}`)
        : [`  subgraph g${index}[${text(namespace)}]`, ...names.map((name) => `    ${node(name)}`), '  end'],
    ),
    ...edges.map(({ src, dst, conn }) => `  ${ids.get(src)} -->|${text(conn)}| ${ids.get(dst)}`),
    ...edges.flatMap(({ mark }, index) => (mark ? [`  linkStyle ${index} ${styleOf(mark)}`] : [])),
    ...(marks.length === 0 ? [] : ['  subgraph legend["Legend"]']),
    ...marks.map((mark) => `    ${mark}From[" "] -->|${text(`${mark}: ${MARKS[mark].long}`)}| ${mark}To[" "]`),
    ...(marks.length === 0 ? [] : ['  end']),
    ...marks.map((mark, index) => `  linkStyle ${edges.length + index} ${styleOf(mark)}`),
    ...notes.map((note, index) => `  note${index}[${text(note)}]`),
    '',
  ].join('\n');
}

/** Writes edges as a graph for Graphviz, with a cluster for each namespace, and a legend where edges are marked. */
export function dot(drawn: Drawn): string {
  const { edges, notes } = drawn;
  const { groups } = nodesOf(drawn);
  const text = (value: string) => `"${escapeUnprintable(value).replace(/["\\]/g, '\\$&')}"`;
  const looks = (mark: Mark | undefined) => {
    if (mark === undefined) return '';
    const { colour, style } = LOOKS[mark];
    return ` color=${text(colour)} fontcolor=${text(colour)} style=${style}`;
  };
  const marks = marksIn(edges);
  return [
    'digraph {',
    '  rankdir=LR',
    '  node [shape=box]',
    ...groups.flatMap(({ namespace, names }, index) =>
      namespace === undefined
        ? names.map((name) => `  ${text(name)}`)
        : [
            `  subgraph cluster_${index} {`,
            `    label=${text(namespace)}`,
            ...names.map((name) => `    ${text(name)}`),
            '  }',
          ],
    ),
    ...edges.map(({ src, dst, conn, mark }) => `  ${text(src)} -> ${text(dst)} [label=${text(conn)}${looks(mark)}]`),
    ...(marks.length === 0 ? [] : ['  subgraph cluster_legend {', '    label="Legend"']),
    ...marks.flatMap((mark) => [
      `    ${mark}From [shape=point]`,
      `    ${mark}To [shape=point]`,
      `    ${mark}From -> ${mark}To [label=${text(`${mark}: ${MARKS[mark].long}`)}${looks(mark)}]`,
    ]),
    ...(marks.length === 0 ? [] : ['  }']),
    ...notes.map((note, index) => `  note${index} [shape=note label=${text(note)}]`),
    '}',
    '',
  ].join('\n');
}

interface Nodes {
  readonly ids: ReadonlyMap<string, string>;
  /** By namespace; undefined for what is outside of the cluster. */
  readonly groups: readonly { readonly namespace?: string; readonly names: readonly string[] }[];
}

function nodesOf({ edges, workloads }: Drawn): Nodes {
  const names = [...new Set([...workloads, ...edges.flatMap(({ src, dst }) => [src, dst])])].sort();
  const known = new Set(workloads);
  const namespaceOf = (name: string) => (known.has(name) ? name.slice(0, name.indexOf('/')) : undefined);
  return {
    ids: new Map(names.map((name, index) => [name, `n${index}`])),
    groups: [...groupBy(names, namespaceOf)].map(([namespace, own]) => ({ namespace, names: own })),
  };
}
