import { commentColumn, type Splices } from './splices';
import type { YamlItem, YamlNode } from './tree';
import {
  type BlockStyle,
  blockLines,
  type FlowStyle,
  flowText,
  indent,
  isFilled,
  type Quotes,
  scalarWritten,
  valueBelowDash,
  valueBelowKey,
  type Written,
} from './writing';

/** The position of a value: after a key or a dash in that column, on its own, or in a flow collection. */
export type Place =
  | { readonly in: 'key' | 'dash'; readonly column: number; readonly style: BlockStyle }
  | { readonly in: 'root'; readonly style: BlockStyle }
  | { readonly in: 'flow'; readonly style: FlowStyle; readonly hasColon: boolean };

/** Replaces the content of a node; its anchor is kept. */
export function replaceNode(splices: Splices, node: YamlNode, value: unknown, place: Place): void {
  const { text } = splices;
  if (node.tag) splices.remove(node.tag.start, node.tag.end + (text[node.tag.end] === ' ' ? 1 : 0));
  const quotes = quotesOf(node, value);
  if (place.in === 'flow') {
    const isWritten = node.start < node.end;
    const before = isWritten ? '' : place.hasColon || node.anchor !== undefined ? ' ' : ': ';
    splices.replace(node.start, node.end, before + flowText(value, place.style, quotes));
    return;
  }
  const { head, body } = belowAnchor(node, value, place, written(value, place, quotes));
  if (node.kind === 'scalar' && node.style === 'block') {
    replaceInline(splices, node, node.headerEnd, head);
    replaceBody(splices, node.headerEnd, node.end, body);
  } else if (node.style !== 'block') {
    replaceInline(splices, node, node.end, head);
    splices.insertLines(node.end, body);
  } else if (splices.lineStart(node.start) === splices.lineStart(node.slot)) {
    splices.replace(node.start, node.end, [head, ...body].join(splices.newlineAt(node.start)));
  } else {
    if (head !== '') splices.insert(node.slot, ` ${head}`);
    replaceBody(splices, node.slot, node.end, body);
  }
}

function written(value: unknown, place: Exclude<Place, { in: 'flow' }>, quotes?: Quotes): Written {
  if (place.in === 'root') {
    if (!isFilled(value)) return scalarWritten(value, place.style, 2, quotes);
    const [head = '', ...body] = blockLines(value, place.style);
    return { head, body };
  }
  const write = place.in === 'key' ? valueBelowKey : valueBelowDash;
  const { head, body } = write(value, place.style, quotes);
  return { head, body: indent(body, place.column) };
}

/** A block cannot start on the line of an anchor. */
function belowAnchor(node: YamlNode, value: unknown, place: Place, { head, body }: Written): Written {
  if (node.anchor === undefined || node.kind === 'alias' || !isFilled(value) || head === '') return { head, body };
  return { head: '', body: [...indent([head], place.in === 'dash' ? place.column + 2 : 0), ...body] };
}

function quotesOf(node: YamlNode, value: unknown): Quotes | undefined {
  if (typeof value !== 'string') return undefined;
  return node.style === 'single' || node.style === 'double' ? node.style : undefined;
}

function replaceInline(splices: Splices, node: YamlNode, end: number, head: string): void {
  const { start, slot } = node;
  if (head !== '' && start === end) splices.insert(slot, ` ${head}`);
  else if (head !== '') splices.replace(start, end, head);
  else {
    let from = start;
    while (from > slot && /\s/.test(splices.text[from - 1] as string)) from -= 1;
    splices.remove(from, end);
  }
}

/** Replaces the lines after one, up to the line of an offset. */
function replaceBody(splices: Splices, below: number, end: number, body: readonly string[]): void {
  const from = splices.lineEnd(below);
  const newline = splices.newlineAt(below);
  splices.replace(from, Math.max(from, splices.lineEnd(end)), body.map((line) => newline + line).join(''));
}

/** Removes consecutive children with their comments from a block; at least one child stays. */
export function removeFromBlock(
  splices: Splices,
  children: readonly YamlItem[],
  from: number,
  to: number,
  /** Comments above the first child of a whole text belong to the text. */
  upTo: number,
): void {
  const { text } = splices;
  const first = children[from] as YamlItem;
  const { value } = children[to] as YamlItem;
  const next = children[to + 1];
  if (!splices.isFirst(first.start)) {
    removeBehindDash(splices, first.start, value.end, next);
    return;
  }
  const column = splices.column(first.start);
  const bound = children[from - 1]?.value.end ?? upTo;
  let start = splices.lineStart(first.start);
  for (;;) {
    const above = start > 0 ? splices.lineStart(start - 1) : -1;
    if (above <= bound || commentColumn(text, above) !== column) break;
    start = above;
  }
  let end = splices.lineEnd(value.end);
  for (;;) {
    const below = splices.nextLine(end);
    if (value.style !== 'block' || below >= text.length || commentColumn(text, below) <= column) break;
    end = splices.lineEnd(below);
  }
  if (start > 0) splices.remove(splices.lineEnd(start - 1), end);
  else splices.remove(0, splices.nextLine(end));
}

/** The next item moves up to the dash, unless there are comments in between. */
function removeBehindDash(splices: Splices, start: number, end: number, next: YamlItem | undefined): void {
  if (!next) throw new Error('nothing is left behind a dash');
  const { text } = splices;
  const lineEnd = splices.lineEnd(end);
  if (text.slice(lineEnd, splices.lineStart(next.start)).trim() === '') splices.remove(start, next.start);
  else splices.remove(text.slice(0, start).trimEnd().length, lineEnd);
}
