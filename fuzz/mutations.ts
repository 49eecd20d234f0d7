import fc from 'fast-check';

/** One change of a text: its kind, where it starts and ends (as a share of the text), and what is put there. */
export interface Mutation {
  readonly kind: keyof typeof KINDS;
  readonly from: number;
  readonly to: number;
  readonly pick: number;
}

/** Changes a text of bytes, one character each. `donor` is another text of that form. */
type Change = (text: string, mutation: Mutation, donor: string) => string;

/** Values that YAML has. */
const VALUES = [
  ...[
    '~',
    'null',
    'yes',
    'off',
    'TRUE',
    '0',
    '-1',
    '0777',
    '0o17',
    '0b1',
    '0X1F',
    '1e1_0',
    '1_000',
    '.5',
    '1e400',
    '65536',
  ],
  ...['9007199254740993', '1:30', '2026-01-31', '{}', '[]', '[null]', '{a: 1}', '[{}]', '""', "''", '" "', '!!str 1'],
  ...['"\\u0000"', '"\\ud800"', '"\\u2028privileged: true"', '"\\u001b[31m"', '"\\u202e"', 'é', '\u{1f600}', '\u202e'],
  ...[
    'Pod',
    'List',
    'PodList',
    'v1',
    'apps/v1',
    'apps/v1/x',
    'v1beta1',
    '../../etc/passwd',
    '1Gi',
    '100m',
    '-5Mi',
    '1e30',
  ],
  ...[
    'true',
    'false',
    'root',
    'nginx',
    'nginx:latest',
    '*',
    '"*"',
    'ALL',
    'Always',
    'Unconfined',
    '/',
    '80',
    'web',
    '"a b"',
  ],
];
/** Values that YAML does not have, or that readers take for different ones. */
const ODD_VALUES = [
  ...[
    '',
    '.inf',
    '.NaN',
    'a: b',
    '- a',
    '? a',
    '@a',
    '`a',
    '%a',
    '!!int "1"',
    '!!binary aGk=',
    '!!map',
    '!a b',
    '&a b',
  ],
  ...['*a', '&a [*a]', '|', '>-', '|2', "'", '"', '{', '[', '<<', 'a\u2028b', 'a\u0085b', '\ufeff', '\u007f', '\u0007'],
  ...['\u001b[2J', '\ufffe', '{{ .Values.a }}'],
];
const KEYS = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'toJSON', 'then', '<<', '"<<"'],
  ...[
    '1',
    '01',
    '1.0',
    '1e3',
    '-0',
    '0o17',
    'null',
    '~',
    'on',
    'yes',
    '""',
    '? a',
    '[a]',
    '{a: 1}',
    '&a b',
    '*a',
    '!!str 1',
  ],
  ...[
    '"a\\u2028b"',
    '"a\\nb"',
    '"\\ud800"',
    'a/b~c',
    'a.b',
    'é',
    '\u202ea',
    'a\u2028b',
    '\u001b[2Ja',
    'a'.repeat(1100),
  ],
  ...[
    'apiVersion',
    'kind',
    'metadata',
    'name',
    'generateName',
    'namespace',
    'annotations',
    'labels',
    'spec',
    'items',
    'data',
  ],
  ...[
    'template',
    'podTemplate',
    'jobTemplate',
    'containers',
    'initContainers',
    'ephemeralContainers',
    'securityContext',
  ],
  ...[
    'privileged',
    'image',
    'env',
    'volumes',
    'volumeMounts',
    'rules',
    'verbs',
    'resources',
    'subjects',
    'roleRef',
    'selector',
  ],
  ...['cdk8s-hardened.github.io/waive.run-as-non-root', 'cdk8s-hardened.github.io/waive.__proto__'],
];
const SNIPPETS = [
  ...[
    '---\n',
    '\n---\n',
    '\n...\n',
    '\n--- a\n',
    '\n ---\n',
    '%YAML 1.1\n',
    '\n',
    '\r',
    '\r\n',
    '  ',
    '\t',
    '\n\t',
    '#',
    ' #',
    ': ',
  ],
  ...[
    '- ',
    '- - ',
    '? ',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ',',
    '&a ',
    '*a',
    '<<: *a\n',
    '<<: {a: 1}\n',
    '|\n',
    '>\n',
    '!!',
    '\\',
  ],
  ...[
    '\0',
    '\x07',
    '\x1b[31m',
    '\x7f',
    '\u0080',
    '\u0085',
    '\u00a0',
    '\u2028',
    '\u2029',
    '\u202e',
    '\u2066',
    '\u3000',
    '\ufeff',
  ],
  ...['\ufffe', '\u{1f600}', 'e\u0301', '{"a":1}', '\n{"apiVersion":"v1","kind":"Pod"}\n', '\nkind: List\nitems: []\n'],
];
/** Bytes that are no UTF-8, or only half of it. */
const BYTES = [
  '\xff',
  '\xfe',
  '\xc0\x80',
  '\xed\xa0\x80',
  '\xf4\x90\x80\x80',
  '\xe2\x80',
  '\xef\xbb\xbf',
  '\xff\xfe',
  '\x00',
];

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
