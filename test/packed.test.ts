import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { MOST_BYTES, packedIn, packedProblems } from '../tools/release/packed';

const PACKAGE = {
  name: 'small',
  version: '1.0.0',
  main: 'lib/index.js',
  types: 'lib/index.d.ts',
  bin: { small: 'lib/cli/main.js' },
  exports: { '.': { types: './lib/index.d.ts', default: './lib/index.js' }, './lib/*': './lib/*.js' },
  peerDependencies: { constructs: '*' },
  files: ['.jsii', 'lib', 'docs/*.schema.json', 'CHANGELOG.md', 'THIRD-PARTY-NOTICES'],
};
const PAGES = 'lib/rules/pages.json.br';
const FILES: { readonly [path: string]: string | Buffer } = {
  'package.json': JSON.stringify(PACKAGE),
  '.jsii': '{}',
  'CHANGELOG.md': '',
  LICENSE: '',
  'README.md': '',
  'THIRD-PARTY-NOTICES': '',
  'docs/policy.schema.json': '{}',
  'lib/index.js': 'require("node:fs"); require("path"); require("constructs/lib/x"); require("./rules/a/b/rule");',
  'lib/index.d.ts': 'export { type A } from "./a"; import "constructs";',
  'lib/a.d.ts': 'export type A = import("./b").B;',
  'lib/b.d.ts': 'export type B = number;',
  'lib/rules/a/b/rule.js': '',
  [PAGES]: brotliCompressSync(JSON.stringify([['b', '# b']])),
  'lib/cli/main.js': 'const code = (t) => `require("${t}")`;',
};

/** Writes a package, with changes, as npm would pack it; `undefined` takes a file away. */
function problemsOf(changes: { readonly [path: string]: string | undefined } = {}): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'packed-'));
  try {
    for (const [path, text] of Object.entries({ ...FILES, ...changes })) {
      if (text === undefined) continue;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return packedProblems(folder, packedIn(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a package with its entry points and without tests is right', () => {
  expect(problemsOf()).toEqual([]);
});

test.each<[string, { readonly [path: string]: string | undefined }, string]>([
  ['too large', { 'lib/large.json': ' '.repeat(MOST_BYTES) }, 'bytes unpacked; it may have 5000000'],
  ['a test', { 'lib/a.test.js': '' }, 'lib/a.test.js is packed; take it out of "files"'],
  ['data of tests', { 'lib/fixtures/a.json': '{}' }, 'lib/fixtures/a.json is packed; take it out of "files"'],
  ['a source map', { 'lib/index.js.map': '{}' }, 'lib/index.js.map is packed; take it out of "files"'],
  [
    'a source map inside',
    { 'lib/a.js': '"use strict";\n//# sourceMappingURL=data:application/json;base64,e30=' },
    'lib/a.js has a source map inside; compile it without',
  ],
  ['no program', { 'lib/cli/main.js': undefined }, 'lib/cli/main.js is missing; add it to "files"'],
  ['no types', { 'lib/index.d.ts': undefined }, 'lib/index.d.ts is missing; add it to "files"'],
  ['no assembly', { '.jsii': undefined }, '.jsii is missing; add it to "files"'],
  ['no change log', { 'CHANGELOG.md': undefined }, 'CHANGELOG.md is missing; add it to "files"'],
  ['no page of a rule', { [PAGES]: undefined }, 'lib/rules/pages.json.br has no page of b; explain reads it'],
  [
    'a library that is not built in',
    { 'lib/a.js': 'const yaml = require("js-yaml");' },
    'lib/a.js loads "js-yaml", which is not in the package; build it in, or add it to "files"',
  ],
  [
    'a file that is not packed',
    { 'lib/a.js': 'require("./cli/none");' },
    'lib/a.js loads "./cli/none", which is not in the package; build it in, or add it to "files"',
  ],
  [
    'types that are not packed',
    { 'lib/b.d.ts': undefined },
    'lib/a.d.ts has types of "./b", which is not in the package; pack them, or do not export them',
  ],
  [
    'types of a library that is built in',
    { 'lib/b.d.ts': 'export type { Event as B } from "js-yaml";' },
    'lib/b.d.ts has types of "js-yaml", which is not in the package; pack them, or do not export them',
  ],
])('%s is a problem', (_, changes, problem) => {
  expect(problemsOf(changes)).toEqual([expect.stringContaining(problem)]);
});
