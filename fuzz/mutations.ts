import fc from 'fast-check';
import { BYTES, KEYS, ODD_VALUES, SNIPPETS, VALUES } from './pieces';

/** One change of a text: its kind, where it starts and ends (as a share of the text), and what is put there. */
export interface Mutation {
  readonly kind: keyof typeof KINDS;
  readonly from: number;
  readonly to: number;
  readonly pick: number;
}

/** Changes a text of bytes, one character each. `donor` is another text of that form. */
type Change = (text: string, mutation: Mutation, donor: string) => string;

const MOST_LINES = 12;

function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function oneOf(list: readonly string[], pick: number): string {
  return list[pick % list.length] as string;
}

function cut(text: string, { from, to }: Mutation, most: number): [start: number, end: number] {
  const start = Math.floor(from * text.length);
  return [start, Math.min(text.length, start + Math.floor(to * most))];
}

/** Changes some lines, from one on. */
function onLines(change: (lines: string[], mutation: Mutation, donor: string) => string[]): Change {
  return (text, mutation, donor) => {
    const lines = text.split('\n');
    const start = Math.floor(mutation.from * lines.length);
    const count = 1 + Math.floor(mutation.to * MOST_LINES);
    const changed = change(lines.slice(start, start + count), mutation, donor);
    return [...lines.slice(0, start), ...changed, ...lines.slice(start + count)].join('\n');
  };
}

/** Changes the first line, from one on, that has a key. */
function onKey(change: (indent: string, key: string, value: string, pick: number) => string): Change {
  return (text, { from, pick }) => {
    const lines = text.split('\n');
    const start = Math.floor(from * lines.length);
    const at = lines.findIndex((line, index) => index >= start && FIELD.test(line));
    const [, indent = '', key = '', value = ''] = FIELD.exec(lines[at] ?? '') ?? [];
    if (at >= 0) lines[at] = change(indent, key, value, pick);
    return lines.join('\n');
  };
}

const FIELD = /^((?:\s|- )*)([^\s:#-][^:]*):(.*)$/;

const KINDS = {
  putByte: (text, mutation) => {
    const [at] = cut(text, mutation, 0);
    return text.slice(0, at) + String.fromCharCode(mutation.pick % 256) + text.slice(at + 1);
  },
  addBytes: (text, mutation) => {
    const [at] = cut(text, mutation, 0);
    return text.slice(0, at) + oneOf(BYTES, mutation.pick) + text.slice(at);
  },
  addText: (text, mutation) => {
    const [at] = cut(text, mutation, 0);
    return text.slice(0, at) + bytesOf(oneOf(SNIPPETS, mutation.pick)) + text.slice(at);
  },
  removeText: (text, mutation) => {
    const [start, end] = cut(text, mutation, 40);
    return text.slice(0, start) + text.slice(end);
  },
  repeatText: (text, mutation) => {
    const [start, end] = cut(text, mutation, 200);
    return text.slice(0, end) + text.slice(start);
  },
  truncate: (text, mutation) => text.slice(0, cut(text, mutation, 0)[0]),
  removeLines: onLines(() => []),
  repeatLines: onLines((lines) => [...lines, ...lines]),
  reverseLines: onLines((lines) => [...lines].reverse()),
  indent: onLines((lines, { pick }) => lines.map((line) => [' ', '  ', '    ', '\t'][pick % 4] + line)),
  outdent: onLines((lines, { pick }) => lines.map((line) => line.slice(1 + (pick % 2)))),
  comment: onLines((lines) => lines.map((line) => line.replace(/\S/, '# $&'))),
  splice: onLines((lines, { pick }, donor) => {
    const other = donor.split('\n');
    const start = pick % other.length;
    return other.slice(start, start + lines.length);
  }),
  append: (text, { pick }, donor) => (pick % 2 === 0 ? `${text}\n---\n${donor}` : `${donor}\n${text}`),
  setValue: onKey((indent, key, value, pick) => `${indent}${key}: ${value.trim() && bytesOf(oneOf(VALUES, pick))}`),
  setOddValue: onKey((indent, key, _, pick) => `${indent}${key}: ${bytesOf(oneOf(ODD_VALUES, pick))}`),
  setKey: onKey((indent, _, value, pick) => `${indent}${bytesOf(oneOf(KEYS, pick))}:${value}`),
  addField: onKey((indent, key, value, pick) => {
    const field = `${bytesOf(oneOf(KEYS, pick))}: ${bytesOf(oneOf(VALUES, Math.floor(pick / KEYS.length)))}`;
    return `${indent}${field}\n${indent.replaceAll('-', ' ')}${key}:${value}`;
  }),
  removeField: onKey((indent) => indent),
  carriageReturns: (text) => text.replaceAll('\n', '\r\n'),
} satisfies { readonly [kind: string]: Change };

const share = fc.nat({ max: 999_999 }).map((number) => number / 1_000_000);

/** Texts that are mostly read after them, so that what is behind the reader is asked too. */
const GENTLE = ['setValue', 'setKey', 'addField', 'append'] as const;

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(KINDS) as (keyof typeof KINDS)[])) },
    { weight: 3, arbitrary: fc.constantFrom(...GENTLE) },
  ),
  from: share,
  to: share,
  pick: fc.nat({ max: 999_999 }),
});

/** Makes some changes, one after the other. */
export function mutate(text: string, mutations: readonly Mutation[], donor: string): string {
  return mutations.reduce((before, each) => (KINDS[each.kind] as Change)(before, each, donor), text);
}
