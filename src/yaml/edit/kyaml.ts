import { load } from '../js-yaml';
import { KUBERNETES_SCHEMA } from '../schema';
import type { Splices } from './splices';
import { skip, type YamlEntry, type YamlNode } from './tree';

/** As many keys and scalars show the form of a collection: a document may be long, and each of its collections asks. */
const MOST_ASKED = 100;

/**
 * Whether a flow collection is written as KYAML, the form of `kubectl get -o kyaml`: a field on each line, keys
 * without quotes, texts in double quotes, and a comma behind the last field. Undefined if it does not show that.
 *
 * @see https://github.com/kubernetes/enhancements/tree/master/keps/sig-cli/5295-kyaml
 */
export function isKyaml(splices: Splices, node: YamlNode): boolean | undefined {
  const map = firstMapIn(node);
  if (!map) return undefined;
  const { text } = splices;
  const last = map.entries.at(-1) as YamlEntry;
  const isOpen = splices.isFirst((map.entries[0] as YamlEntry).start) && text[skip(text, last.value.end)] === ',';
  if (!isOpen) return undefined;
  let plainKeys = 0;
  let left = MOST_ASKED;
  for (const stack: YamlNode[] = [node]; stack.length > 0 && left > 0; left -= 1) {
    const { kind, style, entries, items, start, end } = stack.pop() as YamlNode;
    if (kind === 'scalar' && style !== 'double' && !isPlainValue(text.slice(start, end), style)) return false;
    if (kind !== 'scalar' && kind !== 'alias' && style !== 'flow') return false;
    for (const entry of entries) if (!/["'?]/.test(text[entry.start] as string)) plainKeys += 1;
    for (const { value } of [...entries, ...items]) stack.push(value);
  }
  return plainKeys > 0 ? true : undefined;
}

/** The mapping itself, or the one that a list starts with. */
function firstMapIn(node: YamlNode): YamlNode | undefined {
  let at: YamlNode | undefined = node;
  while (at?.kind === 'list') at = at.items[0]?.value;
  return at?.style === 'flow' && at.kind === 'map' && at.entries.length > 0 ? at : undefined;
}

/** Whether a scalar is a number, a boolean or null without quotes. */
function isPlainValue(source: string, style: YamlNode['style']): boolean {
  return style === 'plain' && (source === '' || typeof load(source, { schema: KUBERNETES_SCHEMA }) !== 'string');
}
