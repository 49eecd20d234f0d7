import type { Place } from './block';
import { flowStyleOf } from './flow';
import type { Splices } from './splices';
import type { YamlEntry, YamlItem, YamlNode } from './tree';
import type { BlockStyle, FlowStyle } from './writing';

/** How the children of a collection are written, and where each of them stands. */
export interface Places<Style> {
  readonly style: Style;
  readonly placeOf: (child: YamlItem | YamlEntry) => Place;
}

/** The place of the root of a text. */
export function rootPlace(splices: Splices, root: YamlNode, isJson: boolean): Place {
  if (!isJson) return { in: 'root', style: { ...styleIn(splices, root), hasLiterals: true } };
  const isTight = !/[:,]\s/.test(splices.text);
  return { in: 'flow', style: { isQuoted: true, isTight }, hasColon: true };
}

/** The places in a flow collection. */
export function flowPlaces(splices: Splices, node: YamlNode, place: Place): Places<FlowStyle> {
  const style = flowStyleOf(splices, node, place.in === 'flow' ? place.style : undefined);
  return {
    style,
    placeOf: (child) => ({ in: 'flow', style, hasColon: !('hasColon' in child) || !!child.hasColon }),
  };
}

/** The places in a block; all children start in one column. */
export function blockPlaces(
  splices: Splices,
  node: YamlNode,
  place: Place,
): Places<BlockStyle> & { readonly column: number } {
  const first = (node.kind === 'map' ? node.entries[0] : node.items[0]) as YamlItem;
  const style = blockStyleOf(splices, node, place);
  const column = splices.column(first.start);
  return {
    style,
    column,
    placeOf: ({ value }) => {
      const step = node.kind === 'map' && isBlockMap(value) ? splices.column(value.start) - column : style.step;
      return { in: node.kind === 'map' ? 'key' : 'dash', column, style: { ...style, step } };
    },
  };
}

function isBlockMap({ kind, style, entries }: YamlNode): boolean {
  return kind === 'map' && style === 'block' && entries.length > 0;
}

/** What siblings show, else what stands around. */
function blockStyleOf(splices: Splices, node: YamlNode, place: Place): BlockStyle {
  const around: BlockStyle = place.in === 'flow' ? { step: 2, dash: 2, hasLiterals: false } : place.style;
  return { ...around, ...stylesShown(splices, node) };
}

function stylesShown(splices: Splices, node: YamlNode): Partial<BlockStyle> {
  const shown: { step?: number; dash?: number } = {};
  if (node.style !== 'block') return shown;
  for (const { start, value } of node.entries) {
    if (value.kind === 'scalar' || value.style !== 'block') continue;
    const distance = splices.column(value.start) - splices.column(start);
    if (value.kind === 'map') shown.step ??= distance;
    if (value.kind === 'list') shown.dash ??= distance;
  }
  return shown;
}

/** The first styles that a text shows. */
function styleIn(splices: Splices, root: YamlNode): Pick<BlockStyle, 'step' | 'dash'> {
  let style: Partial<BlockStyle> = {};
  const stack = [root];
  for (let node = stack.pop(); node && (!style.step || style.dash === undefined); node = stack.pop()) {
    style = { ...stylesShown(splices, node), ...style };
    for (const { value } of [...node.entries, ...node.items].reverse()) stack.push(value);
  }
  return { step: style.step || 2, dash: style.dash ?? 2 };
}
