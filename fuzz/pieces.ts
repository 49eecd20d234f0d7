/** Values that YAML has. */
export const VALUES = [
  ...['~', 'null', 'yes', 'off', 'TRUE', '0', '-1', '0777', '0o17', '0b1', '0X1F', '1e1_0', '1_000', '.5', '1e400'],
  ...['65536', '9007199254740993', '1:30', '2026-01-31', '{}', '[]', '[null]', '{a: 1}', '[{}]', '""', "''", '" "'],
  ...['!!str 1', '"\\u0000"', '"\\ud800"', '"\\u2028privileged: true"', '"\\u001b[31m"', '"\\u202e"', 'é'],
  ...['\u{1f600}', '\u202e', 'Pod', 'List', 'PodList', 'v1', 'apps/v1', 'apps/v1/x', 'v1beta1', '../etc', '1Gi'],
  ...['100m', '-5Mi', '1e30', 'true', 'false', 'root', 'nginx', 'nginx:latest', '*', '"*"', 'ALL', 'Always'],
  ...['Unconfined', '/', '80', 'web', '"a b"'],
];

/** Values that YAML does not have, or that readers take for different ones. */
export const ODD_VALUES = [
  ...['', '.inf', '.NaN', 'a: b', '- a', '? a', '@a', '`a', '%a', '!!int "1"', '!!binary aGk=', '!!map', '!a b'],
  ...['&a b', '*a', '&a [*a]', '|', '>-', '|2', "'", '"', '{', '[', '<<', 'a\u2028b', 'a\u0085b', '\ufeff', '\u007f'],
  ...['\u0007', '\u001b[2J', '\ufffe', '{{ .Values.a }}'],
];

/** Keys that mean something to a reader, a program or a rule. */
export const KEYS = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'toJSON', 'then', '<<'],
  ...['"<<"', '1', '01', '1.0', '1e3', '-0', '0o17', 'null', '~', 'on', 'yes', '""', '? a', '[a]', '{a: 1}', '&a b'],
  ...['*a', '!!str 1', '"a\\u2028b"', '"a\\nb"', '"\\ud800"', 'a/b~c', 'a.b', 'é', '\u202ea', 'a\u2028b'],
  ...['\u001b[2Ja', 'a'.repeat(1100), 'apiVersion', 'kind', 'metadata', 'name', 'generateName', 'namespace'],
  ...['annotations', 'labels', 'spec', 'items', 'data', 'template', 'podTemplate', 'jobTemplate', 'containers'],
  ...['initContainers', 'ephemeralContainers', 'securityContext', 'privileged', 'image', 'env', 'volumes'],
  ...['volumeMounts', 'rules', 'verbs', 'resources', 'subjects', 'roleRef', 'selector'],
  ...['cdk8s-hardened.github.io/waive.run-as-non-root', 'cdk8s-hardened.github.io/waive.__proto__'],
];

/** What opens, closes or separates something, and characters that are seldom seen. */
export const SNIPPETS = [
  ...['---\n', '\n---\n', '\n...\n', '\n--- a\n', '\n ---\n', '%YAML 1.1\n', '\n', '\r', '\r\n', '  ', '\t', '\n\t'],
  ...['#', ' #', ': ', '- ', '- - ', '? ', '"', "'", '{', '}', '[', ']', ',', '&a ', '*a', '<<: *a\n'],
  ...['<<: {a: 1}\n', '|\n', '>\n', '!!', '\\', '\0', '\x07', '\x1b[31m', '\x7f', '\u0080', '\u0085', '\u00a0'],
  ...['\u2028', '\u2029', '\u202e', '\u2066', '\u3000', '\ufeff', '\ufffe', '\u{1f600}', 'e\u0301', '{"a":1}'],
  ...['\n{"apiVersion":"v1","kind":"Pod"}\n', '\nkind: List\nitems: []\n'],
];

/** Bytes that are no UTF-8, or only half of it. */
export const BYTES = [
  ...['\xff', '\xfe', '\xc0\x80', '\xed\xa0\x80', '\xf4\x90\x80\x80', '\xe2\x80', '\xef\xbb\xbf', '\xff\xfe', '\x00'],
];
