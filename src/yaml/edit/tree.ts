import type { YamlDocument } from '../document';
import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from '../js-yaml';
import { plainKey } from '../schema';

/**
 * A node of a YAML text with its offsets. Properties (`&anchor`, `!tag`) are between `outer` and `slot`, the content
 * between `start` and `end`; a value that is not written has no content, and `slot` is its position.
 */
export interface YamlNode {
  readonly kind: 'map' | 'list' | 'scalar' | 'alias';
  readonly style: 'block' | 'flow' | 'plain' | 'single' | 'double';
  readonly outer: number;
  readonly slot: number;
  readonly start: number;
  /** For a block scalar: the end of its last line of content. */
  readonly end: number;
  /** For a block scalar: the offset after `|-`. */
  readonly headerEnd: number;
  /** The name of its anchor; for an alias, the anchor that it refers to. */
  readonly anchor?: string;
  readonly tag?: { readonly start: number; readonly end: number };
  readonly entries: readonly YamlEntry[];
  readonly items: readonly YamlItem[];
  /** Whether it contains an anchor, an alias or a merge key. */
  readonly isShared: boolean;
}

/** An item of a list; it starts at its dash, or at its value. */
export interface YamlItem {
  readonly start: number;
  readonly value: YamlNode;
}

/** A field of a mapping; it starts at its key, or at the question mark before it. */
export interface YamlEntry extends YamlItem {
  readonly name: string;
  readonly isMerge: boolean;
  readonly hasColon: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Scalar = Event & { type: typeof EVENT_ID.SCALAR };

const STYLES: { readonly [style: number]: YamlNode['style'] } = {
  [SCALAR_STYLE.PLAIN]: 'plain',
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double',
};
const KEEP = 3;

/** The tree of a document. Throws where it is written in a way that the offsets do not tell. */
export function treeOf({ text, events }: YamlDocument): YamlNode {
  return new Builder(text, events).read();
}

/** Returns the offset after white space, line ends, comments and, in a flow collection, commas. */
export function skip(text: string, from: number, commas = false): number {
  for (let at = from; ; at += 1) {
    const char = text[at];
    if (char === '#') {
      const end = text.indexOf('\n', at);
      if (end < 0) return text.length;
      at = end;
    } else if (!(char === ' ' || char === '\n' || char === '\r' || char === '\t' || (commas && char === ',')))
      return at;
  }
}

class Builder {
  private next: number;
  /** The scalars with an anchor, for aliases that are keys. */
  private readonly names = new Map<string, string>();

  public constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
  ) {
    this.next = events[0]?.type === EVENT_ID.DOCUMENT ? 1 : 0;
  }

  /** @param slot the position of a node that is not written; the root is always written and needs none */
  public read(slot?: number): YamlNode {
    const event = this.events[this.next++];
    if (!event || event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) throw new Error(UNKNOWN);
    if (event.type === EVENT_ID.ALIAS) {
      const start = event.anchorStart - 1;
      return { ...this.node('alias', 'plain', event, start, slot), end: event.anchorEnd, isShared: true };
    }
    if (event.type === EVENT_ID.SCALAR) return this.scalar(event, slot);
    const kind = event.type === EVENT_ID.MAPPING ? 'map' : 'list';
    const isBlock = event.style === 1;
    const node = this.node(kind, isBlock ? 'block' : 'flow', event, event.start, slot);
    const isPair = !isBlock && kind === 'map' && this.text[event.start] !== '{'; // [a: 1]
    this.children(node, kind, isBlock || isPair ? event.start : event.start + 1, !isBlock && !isPair);
    this.next += 1;
    return node;
  }

  private node(
    kind: YamlNode['kind'],
    style: YamlNode['style'],
    event: { anchorStart: number; anchorEnd: number; tagStart?: number; tagEnd?: number },
    start: number,
    slot = start,
  ): Mutable<YamlNode> {
    const { anchorStart, anchorEnd, tagStart = -1, tagEnd = -1 } = event;
    const properties = [anchorStart - 1, tagStart].filter((at) => at >= 0);
    const hasOwn = kind !== 'alias' && properties.length > 0;
    return {
      kind,
      style,
      outer: hasOwn ? Math.min(...properties) : start,
      slot: hasOwn ? Math.max(anchorEnd, tagEnd) : slot,
      start,
      end: start,
      headerEnd: start,
      anchor: anchorStart < 0 ? undefined : this.text.slice(anchorStart, anchorEnd),
      tag: tagStart < 0 ? undefined : { start: tagStart, end: tagEnd },
      entries: [],
      items: [],
      isShared: anchorStart >= 0,
    };
  }

  private scalar(event: Scalar, slot?: number): YamlNode {
    const style = STYLES[event.style] ?? 'block';
    const node = this.node('scalar', style, event, event.valueStart, slot);
    if (node.anchor !== undefined) this.names.set(node.anchor, this.nameOf(event));
    if (event.valueStart < 0) return { ...node, outer: node.outer < 0 ? node.slot : node.outer, ...at(node.slot) };
    if (style === 'plain') return { ...node, end: event.valueEnd };
    if (style !== 'block') {
      const start = event.valueStart - 1;
      return { ...node, start, outer: node.outer === event.valueStart ? start : node.outer, end: event.valueEnd + 1 };
    }
    return this.blockScalar(node, event);
  }

  private blockScalar(node: Mutable<YamlNode>, event: Scalar): YamlNode {
    const { text } = this;
    const start = skip(text, node.slot < 0 || node.slot === event.valueStart ? 0 : node.slot);
    const header = /^[|>][-+\d]*/.exec(text.slice(start, start + 4))?.[0];
    if (header === undefined) throw new Error(UNKNOWN);
    const headerEnd = start + header.length;
    const content = text.slice(event.valueStart, event.valueEnd);
    const length = (event.chomping === KEEP ? content.replace(/\r?\n$/, '') : content.trimEnd()).length;
    const end = length > 0 || content !== '' ? event.valueStart + length : headerEnd;
    const outer = node.outer === event.valueStart ? start : node.outer;
    return { ...node, outer, start, headerEnd, end: length === 0 && event.chomping !== KEEP ? headerEnd : end };
  }

  private children(node: Mutable<YamlNode>, kind: 'map' | 'list', from: number, isBracketed: boolean): void {
    const { text } = this;
    const children: (YamlItem | YamlEntry)[] = [];
    let cursor = from;
    while (this.next < this.events.length && this.events[this.next]?.type !== EVENT_ID.POP) {
      const start = skip(text, cursor, isBracketed);
      const child =
        kind === 'map'
          ? this.entry(start)
          : { start, value: this.read(isBracketed ? start : behind(text, start, '-')) };
      children.push(child);
      if (child.value.isShared || ('isMerge' in child && child.isMerge)) node.isShared = true;
      cursor = child.value.end;
    }
    if (kind === 'map') node.entries = children as YamlEntry[];
    else node.items = children;
    if (!isBracketed) {
      const first = children[0]?.start ?? node.start;
      Object.assign(node, { start: first, outer: Math.min(node.outer, first), end: cursor });
    } else node.end = behind(text, skip(text, cursor, true), kind === 'map' ? '}' : ']');
  }

  private entry(start: number): YamlEntry {
    const { text } = this;
    const event = this.events[this.next] as Event;
    const key = this.read(start);
    if (key.kind !== 'scalar' && key.kind !== 'alias') throw new Error('a key that is not a scalar cannot be edited');
    const source = event.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : '';
    const name = event.type === EVENT_ID.SCALAR ? this.nameOf(event) : (this.names.get(key.anchor ?? '') ?? '');
    const isMerge = event.type === EVENT_ID.SCALAR && source === '<<' && (key.style === 'plain' || !!key.tag);
    const colon = skip(text, key.end);
    const hasColon = text[colon] === ':';
    const value = this.read(hasColon ? colon + 1 : key.end);
    return key.isShared && !value.isShared
      ? { start, name, isMerge, hasColon, value: { ...value, isShared: true } }
      : { start, name, isMerge, hasColon, value };
  }

  private nameOf(event: Scalar): string {
    const source = getScalarValue(this.text, event);
    return event.style === SCALAR_STYLE.PLAIN ? plainKey(source) : source;
  }
}

const UNKNOWN = 'is written in a way that cannot be edited; write it as a plain block';

function at(offset: number): { start: number; end: number } {
  return { start: offset, end: offset };
}

function behind(text: string, offset: number, char: string): number {
  if (text[offset] !== char) throw new Error(UNKNOWN);
  return offset + 1;
}
