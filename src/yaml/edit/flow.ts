import type { Splices } from './splices';
import { skip, type YamlItem, type YamlNode } from './tree';
import type { FlowStyle } from './writing';

/** The style of a flow collection, derived from its content, else from its context. */
export function flowStyleOf(splices: Splices, node: YamlNode, around?: FlowStyle): FlowStyle {
  const { text } = splices;
  const children = childrenOf(node);
  const first = children[0];
  const firstEntry = node.entries[0];
  const isQuoted = firstEntry ? text[firstEntry.start] === '"' : (around?.isQuoted ?? first?.value.style === 'double');
  const second = children[1];
  const isTight = firstEntry
    ? firstEntry.hasColon &&
      firstEntry.value.outer === firstEntry.value.slot &&
      text[firstEntry.value.outer - 1] === ':'
    : first && second
      ? text.slice(first.value.end, second.start) === ','
      : (around?.isTight ?? false);
  const style = { isQuoted, isTight: isQuoted && isTight };
  if (!first || !splices.isFirst(first.start)) return style;
  const prefix = prefixOf(splices, first.start);
  const closing = prefixOf(splices, node.end - 1);
  const isIndented = splices.isFirst(node.end - 1) && prefix.startsWith(closing) && prefix.length > closing.length;
  const unit = isIndented ? prefix.slice(closing.length) : '  ';
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

/** Inserts texts after one child of a flow collection, or before all for -1. */
export function insertInFlow(
  splices: Splices,
  node: YamlNode,
  after: number,
  texts: readonly string[],
  style: FlowStyle,
): void {
  const children = childrenOf(node);
  const { lines } = style;
  const gap = lines ? lines.newline + lines.prefix : style.isTight ? '' : ' ';
  if (after < 0) {
    splices.insert((children[0] as YamlItem).start, texts.map((text) => `${text},${gap}`).join(''));
    return;
  }
  const { end } = (children[after] as YamlItem).value;
  const { rest, comma } = behindComma(splices, end);
  if (!lines || !isRestBlank(splices, rest)) {
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

/** Removes consecutive children from a flow collection; at least one child stays. */
export function removeFromFlow(splices: Splices, node: YamlNode, from: number, to: number): void {
  const children = childrenOf(node);
  const { start } = children[from] as YamlItem;
  const { end } = (children[to] as YamlItem).value;
  const { rest, comma } = behindComma(splices, end);
  const next = children[to + 1];
  const previous = children[from - 1];
  const hasOwnLines = splices.isFirst(start) && isRestBlank(splices, rest);
  if (hasOwnLines) splices.remove(splices.lineEnd(splices.lineStart(start) - 1), splices.lineEnd(rest));
  else if (next) splices.remove(start, next.start);
  else if (previous) splices.remove(previous.value.end, end);
  if (hasOwnLines && !next && previous && comma < 0) {
    const before = behindComma(splices, previous.value.end).comma;
    splices.remove(before, before + 1);
  }
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
