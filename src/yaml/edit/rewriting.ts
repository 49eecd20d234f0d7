import { readYaml } from '../read';
import { type Place, removeFromBlock, replaceNode } from './block';
import { childrenOf, closingStyle, insertInFlow, removeFromFlow, replaceInFlow } from './flow';
import { blockPlaces, flowPlaces } from './places';
import type { Splices } from './splices';
import type { YamlEntry, YamlItem, YamlNode } from './tree';
import { alignItems, fieldsOf, isMap, isSame } from './values';
import { entryLines, type FlowStyle, flowEntry, flowText, indent, isFilled, itemLines } from './writing';

type Fields = { readonly [key: string]: unknown };

/** The changes to a collection: the children to remove, and the new ones after each child; -1 is before all. */
interface Plan {
  readonly removed: ReadonlySet<number>;
  readonly added: ReadonlyMap<number, readonly { readonly key?: string; readonly value: unknown }[]>;
  readonly kept: readonly { readonly child: YamlItem; readonly have: unknown; readonly want: unknown }[];
}

/** Changes a text so that its tree reads as a value, and keeps the parts that already do. */
export class Rewriting {
  /** The values of anchors at the current position in the changed text. */
  private readonly anchors = new Map<string, unknown>();

  public constructor(private readonly splices: Splices) {}

  /**
   * Makes what is at a path below a node read as a value; without a path, the node itself. A text with anchors has no
   * path, as a change in one place may be one in others.
   */
  public root(node: YamlNode, have: unknown, want: unknown, place: Place, path: readonly string[] = []): void {
    const [segment, ...below] = path;
    if (segment === undefined) {
      this.rewrite(node, have, want, place);
      return;
    }
    const child = node.kind === 'map' ? node.entries.find(({ name }) => name === segment) : node.items[Number(segment)];
    if (!child) throw new Error(`nothing is at "${segment}"`);
    const { placeOf } = (node.style === 'flow' ? flowPlaces : blockPlaces)(this.splices, node, place);
    this.root(child.value, have, want, placeOf(child), below);
  }

  private rewrite(node: YamlNode, have: unknown, want: unknown, place: Place): void {
    if (node.kind === 'alias') {
      const { anchor = '' } = node;
      if (!this.anchors.has(anchor) || !isSame(this.anchors.get(anchor), want)) this.replace(node, want, place);
      return;
    }
    if (!node.isShared && isSame(have, want)) return;
    const plan = this.planOf(node, have, want, place);
    if (plan) this.carryOut(plan, node, place);
    else if (!isSame(have, want)) this.replace(node, want, place);
    if (node.anchor !== undefined) this.anchors.set(node.anchor, want);
  }

  private replace(node: YamlNode, want: unknown, place: Place): void {
    const around = place.in === 'flow' ? place.style : undefined;
    const isKeptInFlow = node.style === 'flow' && childrenOf(node).length > 0 && isFilled(want);
    if (!isKeptInFlow) replaceNode(this.splices, node, want, place);
    else
      replaceNode(this.splices, node, want, {
        in: 'flow',
        style: closingStyle(this.splices, node, around),
        hasColon: true,
      });
  }

  /** Undefined if the node is not a collection, or must be replaced as a whole. */
  private planOf(node: YamlNode, have: unknown, want: unknown, place: Place): Plan | undefined {
    const isMapping = node.kind === 'map' && isMap(have) && isMap(want);
    if (!isMapping && (node.kind !== 'list' || !Array.isArray(have) || !Array.isArray(want))) return undefined;
    const plan = isMapping ? this.planOfMap(node, have, want) : planOfList(node, have as unknown[], want as unknown[]);
    const children = childrenOf(node);
    if (plan.removed.size < children.length) return plan;
    // New children take the place of the last old one, if that has lines of its own.
    const [first] = children;
    const hasPlace = node.style === 'flow' || (place.in !== 'root' && !!first && this.splices.isFirst(first.start));
    return plan.added.size > 0 && first && hasPlace ? plan : undefined;
  }

  private planOfMap(node: YamlNode, have: Fields, want: Fields): Plan {
    const removed = new Set<number>();
    const kept: Plan['kept'][number][] = [];
    const settled = new Set<string>();
    const merged = new Map<string, unknown>();
    node.entries.forEach((entry, index) => {
      if (entry.isMerge) {
        const given = this.merged(entry.value);
        if ([...given.keys()].every((key) => Object.hasOwn(want, key) && want[key] !== undefined)) {
          for (const [key, value] of given) if (!merged.has(key)) merged.set(key, value);
        } else removed.add(index);
      } else if (Object.hasOwn(want, entry.name) && want[entry.name] !== undefined) {
        settled.add(entry.name);
        const { anchor, kind } = entry.value;
        if (anchor !== undefined && kind !== 'alias') this.anchors.set(anchor, want[entry.name]); // A merge key below may use it.
        kept.push({ child: entry, have: have[entry.name], want: want[entry.name] });
      } else removed.add(index);
    });
    const missing = fieldsOf(want).filter(
      (key) => !settled.has(key) && !(merged.has(key) && isSame(merged.get(key), want[key])),
    );
    let last = node.entries.length - 1;
    while (removed.has(last)) last -= 1;
    const added = new Map(missing.length > 0 ? [[last, missing.map((key) => ({ key, value: want[key] }))]] : []);
    return { removed, added, kept };
  }

  /** The fields that a merge key provides. */
  private merged(node: YamlNode): Map<string, unknown> {
    const { anchor = '' } = node;
    if (node.kind === 'alias' && !this.anchors.has(anchor))
      throw new Error(`alias "${anchor}" refers to a removed value`);
    const source = node.kind === 'alias' ? this.anchors.get(anchor) : undefined;
    const maps = new Map<string, unknown>();
    const add = (map: unknown) => {
      if (isMap(map)) for (const key of fieldsOf(map)) if (!maps.has(key)) maps.set(key, map[key]);
    };
    if (Array.isArray(source)) source.forEach(add);
    else if (node.kind === 'alias') add(source);
    else if (node.kind === 'list') for (const { value } of node.items) add(Object.fromEntries(this.merged(value)));
    else if (node.kind === 'map') add(this.read(node));
    return maps;
  }

  private read(node: YamlNode): unknown {
    if (node.isShared) throw new Error('a merge key with aliases in a mapping of its own; write them as a list');
    const { text } = this.splices;
    const space = ' '.repeat(this.splices.column(node.start)); // So that the first line has the same indentation as the others.
    return readYaml(space + text.slice(node.start, node.end)).documents[0]?.value;
  }

  private carryOut(plan: Plan, node: YamlNode, place: Place): void {
    const { splices } = this;
    if (node.style === 'flow') {
      const isPair = node.kind === 'map' && splices.text[node.start] !== '{';
      if (isPair && plan.removed.size + plan.added.size > 0)
        throw new Error('a field alone in a list; put it in braces');
      const { style, placeOf } = flowPlaces(splices, node, place);
      this.rewriteKept(plan, placeOf);
      const added = new Map([...plan.added].map(([after, list]) => [after, flowTexts(list, style)]));
      for (const [from, to] of runsOf(plan.removed)) {
        const texts = added.get(from - 1);
        added.delete(from - 1);
        if (texts) replaceInFlow(splices, node, { from, to, texts }, style);
        else removeFromFlow(splices, node, from, to);
      }
      for (const [after, texts] of added) insertInFlow(splices, node, after, texts, style);
      return;
    }
    const children = node.kind === 'map' ? node.entries : node.items;
    const { style, column, placeOf } = blockPlaces(splices, node, place);
    this.rewriteKept(plan, placeOf);
    const upTo = place.in === 'root' ? Number.POSITIVE_INFINITY : node.slot;
    for (const [from, to] of runsOf(plan.removed)) removeFromBlock(splices, children, from, to, upTo);
    for (const [after, list] of plan.added) {
      const lines = list.flatMap(({ key, value }) =>
        key === undefined ? itemLines(value ?? null, style) : entryLines(key, value, style),
      );
      const last = children.length - 1;
      this.insertInBlock(children, plan.removed.size > last ? last : after, indent(lines, column), column);
    }
  }

  private rewriteKept({ kept }: Plan, placeOf: (child: YamlItem | YamlEntry) => Place): void {
    for (const { child, have, want } of kept)
      if (have !== want || child.value.isShared) this.rewrite(child.value, have, want, placeOf(child));
  }

  private insertInBlock(children: readonly YamlItem[], after: number, lines: readonly string[], column: number): void {
    const { splices } = this;
    if (after >= 0) {
      splices.insertLines((children[after] as YamlItem).value.end, lines);
      return;
    }
    const { start } = children[0] as YamlItem;
    const gap = splices.newlineAt(start) + ' '.repeat(column);
    splices.insert(start, lines.map((line) => line.slice(column) + gap).join(''));
  }
}

function planOfList(node: YamlNode, have: readonly unknown[], want: readonly unknown[]): Plan {
  const removed = new Set<number>();
  const added = new Map<number, { value: unknown }[]>();
  const kept: Plan['kept'][number][] = [];
  let last = -1;
  for (const { from, to } of alignItems(have, want)) {
    if (from === undefined) {
      const list = added.get(last) ?? [];
      list.push({ value: want[to as number] });
      added.set(last, list);
    } else if (to === undefined) removed.add(from);
    else {
      last = from;
      kept.push({ child: node.items[from] as YamlItem, have: have[from], want: want[to] });
    }
  }
  return { removed, added, kept };
}

/** Consecutive indexes, as pairs of first and last. */
function runsOf(indices: ReadonlySet<number>): [number, number][] {
  const runs: [number, number][] = [];
  for (const index of [...indices].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run[1] === index - 1) run[1] = index;
    else runs.push([index, index]);
  }
  return runs;
}

function flowTexts(list: readonly { readonly key?: string; readonly value: unknown }[], style: FlowStyle): string[] {
  return list.map(({ key, value }) =>
    key === undefined ? flowText(value ?? null, style) : flowEntry(key, value, style),
  );
}
