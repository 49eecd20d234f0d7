import { isKyaml } from './kyaml';
import { commentColumn, type Splices } from './splices';
import { skip, type YamlItem, type YamlNode } from './tree';
import type { FlowStyle } from './writing';

const UNIT = '  ';

/** The style of a flow collection, derived from its content, else from its context. */
export function flowStyleOf(splices: Splices, node: YamlNode, around?: FlowStyle): FlowStyle {
  const { text } = splices;
  const children = childrenOf(node);
  const first = children[0];
  const firstEntry = node.entries[0];
  const hasQuotedKey = firstEntry ? text[firstEntry.start] === '"' : undefined;
  const isInKyaml = isKyaml(splices, node) ?? (around?.isKyaml || undefined);
  const isQuoted = !isInKyaml && (hasQuotedKey ?? around?.isQuoted ?? first?.value.style === 'double');
  const second = children[1];
  const isTight = firstEntry
    ? firstEntry.hasColon &&
      firstEntry.value.outer === firstEntry.value.slot &&
      text[firstEntry.value.outer - 1] === ':'
    : first && second
      ? text.slice(first.value.end, second.start) === ','
      : (around?.isTight ?? false);
  const style = { isQuoted, isTight: isQuoted && isTight, isKyaml: isInKyaml };
  if (!first) return style;
  if (!splices.isFirst(first.start)) {
    const isCuddled = isInKyaml && node.kind === 'list' && childrenOf(first.value).length > 0;
    const { newline, prefix } = { newline: splices.newlineAt(node.start), prefix: prefixOf(splices, node.start) };
    return isCuddled ? { ...style, isCuddled, lines: { newline, prefix, unit: UNIT } } : style;
  }
  const prefix = prefixOf(splices, first.start);
  const closing = prefixOf(splices, node.end - 1);
  const isIndented = splices.isFirst(node.end - 1) && prefix.startsWith(closing) && prefix.length > closing.length;
  const unit = isIndented ? prefix.slice(closing.length) : UNIT;
  return { ...style, lines: { newline: splices.newlineAt(first.start), prefix, unit } };
}

/** The style for rewriting a flow collection that is not empty. */
export function closingStyle(splices: Splices, node: YamlNode, around?: FlowStyle): FlowStyle {
  const style = flowStyleOf(splices, node, around);
  return style.lines ? { ...style, lines: { ...style.lines, prefix: prefixOf(splices, node.end - 1) } } : style;
}

export function childrenOf(node: YamlNode): readonly YamlItem[] {
  return node.kind === 'map' ? node.entries : node.items;
}

/** Consecutive children that go, and what is written in their place. */
export interface FlowRun {
  readonly from: number;
  readonly to: number;
  readonly texts: readonly string[];
}

/** Inserts texts after one child of a flow collection, or before all for -1. */
export function insertInFlow(
  splices: Splices,
  node: YamlNode,
  after: number,
  texts: readonly string[],
  style: FlowStyle,
): void {
  const children = childrenOf(node);
  const { lines, isCuddled } = style;
  const gap = gapOf(style);
  if (after < 0) {
    splices.insert((children[0] as YamlItem).start, texts.map((text) => `${text},${gap}`).join(''));
    return;
  }
  const { end } = (children[after] as YamlItem).value;
  const { rest, comma } = behindComma(splices, end);
  if (!lines || isCuddled || !isRestBlank(splices, rest)) {
    splices.insert(end, texts.map((text) => `,${gap}${text}`).join(''));
    return;
  }
  if (comma < 0) splices.insert(end, ',');
  const last = texts.length - 1;
  splices.insert(
    splices.lineEnd(rest),
    texts.map((text, index) => gap + text + (index < last || comma >= 0 ? ',' : '')).join(''),
  );
}

/** Replaces consecutive children of a flow collection, with the comments about them; the commas around stay. */
export function replaceInFlow(splices: Splices, node: YamlNode, { from, to, texts }: FlowRun, style: FlowStyle): void {
  const children = childrenOf(node);
  const { start } = children[from] as YamlItem;
  const { end } = (children[to] as YamlItem).value;
  const { rest } = behindComma(splices, end);
  const above = splices.isFirst(start) ? firstLineAbout(splices, node, from) : splices.lineStart(start);
  if (above < splices.lineStart(start)) splices.remove(above, splices.lineStart(start));
  splices.replace(start, end, texts.join(`,${gapOf(style)}`));
  if (!hasCommentOfOwn(splices, node, from, rest)) return;
  splices.remove(rest, splices.lineEnd(rest));
}

/** Removes consecutive children from a flow collection, with the comments about them; at least one child stays. */
export function removeFromFlow(splices: Splices, node: YamlNode, from: number, to: number): void {
  const { text } = splices;
  const children = childrenOf(node);
  const { start } = children[from] as YamlItem;
  const { end } = (children[to] as YamlItem).value;
  const { rest, comma } = behindComma(splices, end);
  const next = children[to + 1];
  const previous = children[from - 1];
  // Without a comma behind, the one before would be left at the end.
  const before = !next && comma < 0 && previous ? behindComma(splices, previous.value.end).comma : -1;
  const isFirst = splices.isFirst(start);
  const isLast = isRestBlank(splices, rest);
  if (previous && before >= 0 && !(isFirst && isLast) && text.slice(before + 1, start).trim() === '') {
    splices.remove(previous.value.end, end);
    return;
  }
  if (before >= 0) splices.remove(before, before + 1);
  if (next && !isFirst && text.slice(rest, next.start).trim() === '') splices.remove(start, next.start);
  else if (isFirst && isLast)
    splices.remove(splices.lineEnd(firstLineAbout(splices, node, from) - 1), splices.lineEnd(rest));
  else if (isLast || !next)
    splices.remove(
      isFirst ? start : behindText(text, start),
      hasCommentOfOwn(splices, node, from, rest) ? splices.lineEnd(rest) : rest,
    );
  else splices.remove(start, rest + (/^[ \t]*/.exec(text.slice(rest, splices.lineEnd(rest)))?.[0].length ?? 0));
}

/** The start of the line of a child that is first on it, or of the comments above that stand in its column. */
function firstLineAbout(splices: Splices, node: YamlNode, index: number): number {
  const children = childrenOf(node);
  const { start } = children[index] as YamlItem;
  const bound = children[index - 1]?.value.end ?? node.start;
  let first = splices.lineStart(start);
  for (;;) {
    const above = splices.lineStart(first - 1);
    if (above <= bound || commentColumn(splices.text, above) !== splices.column(start)) return first;
    first = above;
  }
}

/** Whether the rest of a line is a comment about children from one on, as no other child stands before it there. */
function hasCommentOfOwn(splices: Splices, node: YamlNode, from: number, rest: number): boolean {
  const previous = childrenOf(node)[from - 1];
  return isRestBlank(splices, rest) && (!previous || previous.value.end < splices.lineStart(rest));
}

/** The end of the text before an offset, on its line. */
function behindText(text: string, offset: number): number {
  let at = offset;
  while (text[at - 1] === ' ' || text[at - 1] === '\t') at -= 1;
  return at;
}

function gapOf({ lines, isTight, isCuddled }: FlowStyle): string {
  return lines && !isCuddled ? lines.newline + lines.prefix : isTight ? '' : ' ';
}

function behindComma({ text }: Splices, end: number): { rest: number; comma: number } {
  const at = skip(text, end);
  return text[at] === ',' ? { rest: at + 1, comma: at } : { rest: end, comma: -1 };
}

function isRestBlank(splices: Splices, at: number): boolean {
  return /^[ \t]*(?:#.*)?$/.test(splices.text.slice(at, Math.min(splices.lineEnd(at), at + 1000)));
}

function prefixOf(splices: Splices, offset: number): string {
  const start = splices.lineStart(offset);
  return /^[ \t]*/.exec(splices.text.slice(start, offset))?.[0] ?? '';
}
