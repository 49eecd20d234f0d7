import { addTo, groupBy } from '../../../json/group-by';
import { count } from '../../object-name';
import { bundlesOf } from './bundles';
import { endsOf, partsOf } from './coverage';
import type { Connection, Group, Picture, Spot, Tie } from './drawing';
import type { NetworkEdge, NetworkGraph, NetworkWorkload } from './graph';
import { MARKS, type Mark } from './marks';
import { stacksOf } from './twins';

/** A graph of more workloads is drawn by namespace. */
export const MOST_WORKLOADS = 200;
/** A picture of more lines is not readable, and takes seconds. */
const MOST_LINES = 1200;
const MOST_SPOTS = 2 * MOST_WORKLOADS;
const MOST_NAMES = 12;

interface Home {
  readonly spot: Spot;
  readonly namespace: string;
}

/** Returns what is drawn of a graph: its workloads, or its namespaces if there are too many of them. */
export function pictureOf(graph: NetworkGraph): Picture {
  const workloads = [...graph.workloads].sort(by(({ name }) => name));
  const edges = restricted(graph).sort(by(({ source, target, ports }) => JSON.stringify([source, target, ports])));
  const why = `${count(workloads.length, 'workload')} with their connections are too many for one picture`;
  const whole = () => draw(new Map(workloads.map((each) => [each.name, homeOf(each)])), edges);
  return (
    (workloads.length > MOST_WORKLOADS ? undefined : whole()) ??
    draw(
      namespacesOf(workloads, edges),
      betweenNamespaces(workloads, edges),
      `${why}: each namespace is drawn as one`,
    ) ?? {
      ...{ spots: [], stacks: [], groups: [], bundles: [] },
      note: `${why}, and so are their namespaces`,
    }
  );
}

function by<T>(textOf: (item: T) => string): (one: T, other: T) => number {
  return (one, other) => (textOf(one) < textOf(other) ? -1 : 1);
}

/** An edge that no policy restricts says what the marks of its ends say: it is left out unless it should not be there. */
function restricted({ workloads, edges }: NetworkGraph): NetworkEdge[] {
  const known = new Map(workloads.map((workload) => [workload.name, workload]));
  return edges.filter(
    ({ source, target, mark }) =>
      source !== target &&
      (mark !== undefined || known.get(source)?.isolatedEgress || known.get(target)?.isolatedIngress),
  );
}

/** Returns undefined if that is too much for one picture. */
function draw(homes: ReadonlyMap<string, Home>, edges: readonly NetworkEdge[], note?: string): Picture | undefined {
  const spots = [...homes.values()].map(({ spot }) => spot);
  const indexes = new Map([...homes.keys()].map((name, index) => [name, index]));
  const inside = groupBy(homes, ([, { namespace }]) => namespace);
  const outside = { source: new Map<string, number>(), target: new Map<string, number>() };
  const indexOf = (name: string, side: 'source' | 'target'): number => {
    const known = indexes.get(name) ?? outside[side].get(name);
    if (known !== undefined) return known;
    outside[side].set(name, spots.length);
    return (
      spots.push({
        name,
        label: name.replace(/\[External\]$/, ''),
        note: name.endsWith('[External]') ? 'addresses' : '',
        isOpen: false,
      }) - 1
    );
  };
  const ties = edges.map(
    ({ source, target, ports, mark }): Tie => ({
      ...{ source: indexOf(source, 'source'), target: indexOf(target, 'target'), ports, mark },
    }),
  );
  if (spots.length > MOST_SPOTS) return undefined;
  const sides = [
    { title: 'From outside of the cluster', isOutside: true, own: [...outside.source.values()] },
    ...[...inside].map(([title, own]) => ({
      ...{ title, isOutside: false },
      own: own.map(([name]) => indexes.get(name) as number),
    })),
    { title: 'To outside of the cluster', isOutside: true, own: [...outside.target.values()] },
  ].filter(({ own }) => own.length > 0);
  const stacks = stacksOf(
    sides.map(({ own }) => own),
    ties,
  );
  const bundles = bundlesOf(stacks, ties);
  const groups = sides.map(
    ({ title, isOutside }, group): Group => ({
      ...{ title, isOutside },
      stacks: [...stacks.keys()].filter((index) => stacks[index]?.group === group),
    }),
  );
  const picture = { spots, stacks, groups, bundles, note };
  return linesOf(picture) > MOST_LINES ? undefined : picture;
}

function linesOf(picture: Picture): number {
  const ends = partsOf(picture, () => true).flatMap((parts, group) =>
    parts.map((part) => endsOf(picture, group, part)),
  );
  return ends.reduce((sum, { sources, targets }) => sum + sources.length + targets.length, picture.bundles.length);
}

function homeOf(workload: NetworkWorkload): Home {
  const { name, namespace, kind } = workload;
  const bare = name.startsWith(`${namespace}/`) ? name.slice(namespace.length + 1) : name;
  const label = bare.endsWith(`[${kind}]`) ? bare.slice(0, -kind.length - 2) : bare;
  const open = openness(workload);
  const note = [kind, open, workload.note].filter((each) => each !== undefined).join(' · ');
  return { spot: { name, label, note, isOpen: open !== undefined }, namespace };
}

function openness({ isolatedIngress, isolatedEgress }: NetworkWorkload): string | undefined {
  if (isolatedIngress) return isolatedEgress ? undefined : 'open egress';
  return isolatedEgress ? 'open ingress' : 'not isolated';
}

/**
 * Returns each namespace as one spot, by the name that `spaceName` gives it. It says which marked connections are inside
 * of it, as they are not drawn.
 */
function namespacesOf(workloads: readonly NetworkWorkload[], edges: readonly NetworkEdge[]): Map<string, Home> {
  const spaces = new Map(workloads.map(({ name, namespace }) => [name, namespace]));
  const inside = edges.filter(
    ({ source, target, mark }) => mark && spaces.has(source) && spaces.get(source) === spaces.get(target),
  );
  const marked = groupBy(inside, ({ source }) => spaces.get(source));
  return new Map(
    [...groupBy(workloads, ({ namespace }) => namespace)].map(([namespace, own]) => {
      const open = own.filter((workload) => openness(workload) !== undefined).length;
      const label = count(own.length, 'workload');
      const marks = [...groupBy(marked.get(namespace) ?? [], ({ mark }) => mark)].map(
        ([mark, { length }]) => `${length} inside ${MARKS[mark as Mark].short}`,
      );
      const note = [open > 0 ? `${open} not fully isolated` : 'all isolated', ...marks].join(' · ');
      return [
        spaceName(namespace),
        { spot: { name: `${namespace}: ${label}`, label, note, isOpen: open > 0 }, namespace },
      ];
    }),
  );
}

function betweenNamespaces(workloads: readonly NetworkWorkload[], edges: readonly NetworkEdge[]): NetworkEdge[] {
  const spaces = new Map(workloads.map(({ name, namespace }) => [name, spaceName(namespace)]));
  const merged = new Map<string, NetworkEdge[]>();
  for (const edge of edges) {
    const [source, target] = [spaces.get(edge.source) ?? edge.source, spaces.get(edge.target) ?? edge.target];
    if (source === target) continue;
    addTo(merged, JSON.stringify([source, target, edge.mark]), { ...edge, source, target });
  }
  return [...merged.values()].map((own) => {
    const all = [...new Set(own.map(({ ports }) => ports))].sort();
    return { ...(own[0] as NetworkEdge), ports: all.length > 3 ? `${all.length} sets of ports` : all.join('; ') };
  });
}

/** No workload has such a name. */
function spaceName(namespace: string): string {
  return `${namespace}/`;
}

/** Returns the connections that a picture shows: those of its bundles, in their order, then those inside of stacks. */
export function connectionsOf({ stacks, bundles }: Picture): Connection[] {
  const all = (ends: readonly number[]) => ends.flatMap((stack) => stacks[stack]?.spots ?? []);
  return [
    ...bundles.map(({ sources, targets, ...rest }) => ({ ...rest, sources: all(sources), targets: all(targets) })),
    ...stacks.flatMap(({ spots, among, mark }) =>
      among === undefined ? [] : [{ sources: spots, targets: spots, ports: among, mark }],
    ),
  ];
}

/** Returns the first names of many, and how many more there are. */
export function shortList(names: readonly string[]): string[] {
  const more = names.length - MOST_NAMES;
  return more > 0 ? [...names.slice(0, MOST_NAMES), `and ${more} more`] : [...names];
}
