import { groupBy } from '../../json/group-by';
import { escapeUnprintable } from '../escape';
import type { NamedEdge } from './edges';

/** An edge of a picture. */
export interface DrawnEdge extends NamedEdge {
  /** What became of it: drawn green, red or violet. Default: drawn black. */
  readonly change?: 'added' | 'removed' | 'changed';
}

const COLOURS = { added: '#008000', removed: '#c00000', changed: '#a000a0' };

/** Writes edges as a Mermaid flowchart, with a subgraph for each namespace. */
export function mermaid(edges: readonly DrawnEdge[], workloads: readonly string[]): string {
  const { ids, groups } = nodesOf(edges, workloads);
  const text = (value: string) =>
    `"${escapeUnprintable(value).replace(/["#&<>\\`]/g, (each) => `#${each.charCodeAt(0)};`)}"`;
  const node = (name: string) => `${ids.get(name)}[${text(name)}]`;
  return [
    'flowchart LR',
    ...groups.flatMap(({ namespace, names }, index) =>
      namespace === undefined
        ? names.map((name) => `  ${node(name)}`)
        : [`  subgraph g${index}[${text(namespace)}]`, ...names.map((name) => `    ${node(name)}`), '  end'],
    ),
    ...edges.map(({ src, dst, conn }) => `  ${ids.get(src)} -->|${text(conn)}| ${ids.get(dst)}`),
    ...edges.flatMap(({ change }, index) => (change ? [`  linkStyle ${index} stroke:${COLOURS[change]}`] : [])),
    '',
  ].join('\n');
}

/** Writes edges as a graph for Graphviz, with a cluster for each namespace. */
export function dot(edges: readonly DrawnEdge[], workloads: readonly string[]): string {
  const { groups } = nodesOf(edges, workloads);
  const text = (value: string) => `"${escapeUnprintable(value).replace(/["\\]/g, '\\$&')}"`;
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
    ...edges.map(({ src, dst, conn, change }) => {
      const colour = change ? ` color=${text(COLOURS[change])} fontcolor=${text(COLOURS[change])}` : '';
      return `  ${text(src)} -> ${text(dst)} [label=${text(conn)}${colour}]`;
    }),
    '}',
    '',
  ].join('\n');
}

interface Nodes {
  readonly ids: ReadonlyMap<string, string>;
  /** By namespace; undefined for what is outside of the cluster. */
  readonly groups: readonly { readonly namespace?: string; readonly names: readonly string[] }[];
}

function nodesOf(edges: readonly NamedEdge[], workloads: readonly string[]): Nodes {
  const names = [...new Set([...workloads, ...edges.flatMap(({ src, dst }) => [src, dst])])].sort();
  const known = new Set(workloads);
  const namespaceOf = (name: string) => (known.has(name) ? name.slice(0, name.indexOf('/')) : undefined);
  return {
    ids: new Map(names.map((name, index) => [name, `n${index}`])),
    groups: [...groupBy(names, namespaceOf)].map(([namespace, own]) => ({ namespace, names: own })),
  };
}
