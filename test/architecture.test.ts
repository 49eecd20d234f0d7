import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import * as ts from 'typescript';

/** A folder imports only lower floors or itself. The parts of `analysis` are folders of their own. A test compares docs/architecture.md. */
const FLOORS: { readonly [folder: string]: number } = {
  json: 0,
  kubernetes: 1,
  yaml: 1,
  model: 2,
  engine: 3,
  'analysis/access': 3,
  'analysis/cluster': 3,
  'analysis/network': 3,
  'analysis/workloads': 3,
  images: 3,
  rules: 4,
  report: 4,
  profiles: 5,
  harden: 6,
  admission: 6,
  host: 7,
  aspects: 8,
  constructs: 9,
  cli: 10,
  plugin: 10,
  testing: 10,
};
const ROOF = 11;
const FRAMEWORK_FLOOR = 8;
/** Folders that may touch files and processes. */
const WORLD = ['host', 'cli', 'plugin'];
const MOST_SOURCES = 25;
const FRAMEWORK = /^(cdk8s|constructs|cdk8s-plus-\d+)(\/|$)/;
const PLUS = /^cdk8s-plus-\d+(\/|$)/;
/** The sources that the compile task builds with their libraries inside. */
const BUILT: readonly string[] = JSON.parse(readFileSync(join(__dirname, '..', '.projen', 'tasks.json'), 'utf8'))
  .tasks.compile.steps.find(({ exec = '' }) => exec.includes(' --outbase=src '))
  .exec.match(/\bsrc\/\S+\.ts\b/g);
const LONGEST_SOURCE = 250;
const LONGEST_RULE = 120;
const CATCH_ALL = ['utils', 'util', 'common', 'helpers', 'types'];

/** What hands on the values that an author gives, for fields that cdk8s-plus-28 cannot say, or asks for less, with a waiver of the author. */
const PASSING_ON = new Set([
  'constructs/cluster/agents/benchmark-scan.ts',
  'constructs/workloads/pod-settings.ts',
  'constructs/workloads/secure-workload-props.ts',
  'constructs/workloads/workload-settings.ts',
]);
/** Fields of pods whose secure value is decided by a rule. */
const SECURITY_FIELDS = new Set(
  `allowPrivilegeEscalation readOnlyRootFilesystem runAsNonRoot runAsUser runAsGroup runAsUserName fsGroup
  supplementalGroups seccompProfile appArmorProfile seLinuxOptions windowsOptions hostProcess capabilities privileged
  procMount hostNetwork hostPID hostPid hostIPC hostIpc hostUsers hostPort sysctls shareProcessNamespace
  enableServiceLinks RuntimeDefault`.split(/\s+/),
);

interface Source {
  /** Path below src. */
  readonly path: string;
  readonly text: string;
}

interface Import {
  readonly from: string;
  readonly line: number;
}

/** Most checks look at most files. */
const PARSED = new Map<string, ts.SourceFile>();

function parse({ path, text }: Source): ts.SourceFile {
  const file = PARSED.get(text) ?? ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  PARSED.set(text, file);
  return file;
}

function eachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => eachNode(child, visit));
}

function importsOf(source: Source): Import[] {
  const file = parse(source);
  const found: Import[] = [];
  const add = (node: ts.Node | undefined) => {
    if (!node || !ts.isStringLiteralLike(node)) return;
    found.push({ from: node.text, line: file.getLineAndCharacterOfPosition(node.pos).line + 1 });
  };
  eachNode(file, (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal);
    else if (ts.isCallExpression(node)) {
      const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
      if (isRequire || node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0]);
    }
  });
  return found;
}

/** The folder that has a floor; nothing for the files that lie directly in `src`. */
function folderOf(path: string): string {
  const [folder = '', part] = posix.dirname(path).replace(/^\.$/, '').split('/');
  return folder === 'analysis' ? `${folder}/${part}` : folder;
}

function floorOf(path: string): number {
  const folder = folderOf(path);
  return folder === '' ? ROOF : (FLOORS[folder] ?? Number.NaN);
}

/** Where a relative import leads, without its ending. */
function targetOf(path: string, from: string): string {
  return posix.normalize(posix.join(posix.dirname(path), from));
}

/** Whether a package is none that the user has. `cdk8s synth` loads the plugin; its types are all that is imported of it. */
function isLibrary(from: string): boolean {
  const isNode = from.startsWith('node:') || builtinModules.includes(from);
  return !isNode && !from.startsWith('.') && !FRAMEWORK.test(from) && from !== 'cdk8s-cli/plugins';
}

/** The rule that a file belongs to; nothing for what several rules share. */
function ruleOf(path: string): string | undefined {
  const [folder, category, rule, file] = path.split('/');
  return folder === 'rules' && category !== 'shared' && file !== undefined ? rule : undefined;
}

const CHECKS: { readonly [claim: string]: (sources: readonly Source[]) => string[] } = {
  'every folder is a floor': (sources) =>
    sources.filter(({ path }) => Number.isNaN(floorOf(path))).map(({ path }) => `${path}: no floor is known for it`),

  'a file imports lower floors or its own folder': (sources) =>
    eachImport(sources, (source, { from }) => {
      if (!from.startsWith('.')) return undefined;
      const target = targetOf(source.path, from);
      if (target.startsWith('..')) return 'leaves src';
      return floorOf(target) < floorOf(source.path) || folderOf(target) === folderOf(source.path)
        ? undefined
        : `floor ${floorOf(source.path)} imports floor ${floorOf(target)}`;
    }),

  'a rule imports no other rule': (sources) =>
    eachImport(sources, ({ path }, { from }) => {
      const [own, other] = [ruleOf(path), from.startsWith('.') ? ruleOf(targetOf(path, from)) : undefined];
      return own !== undefined && other !== undefined && own !== other ? `imports rule ${other}` : undefined;
    }),

  'no import leads back': cycles,

  'cdk8s and constructs stand on the upper floors': (sources) =>
    eachImport(sources, ({ path }, { from }) =>
      FRAMEWORK.test(from) && floorOf(path) < FRAMEWORK_FLOOR ? `floor ${floorOf(path)} imports ${from}` : undefined,
    ),

  // docs/decisions/0022
  'a library is imported where it is built in': (sources) =>
    eachImport(sources, ({ path }, { from }) =>
      isLibrary(from) && folderOf(path) !== 'cli' && !BUILT.includes(`src/${path}`)
        ? `imports a library; one of ${BUILT.join(', ')} must do that`
        : undefined,
    ),

  'only constructs import cdk8s-plus': (sources) =>
    eachImport(sources, ({ path }, { from }) =>
      PLUS.test(from) && folderOf(path) !== 'constructs'
        ? `${folderOf(path) || 'index.ts'} imports ${from}`
        : undefined,
    ),

  // An object of another line of cdk8s-plus has classes of its own.
  'constructs know objects by what they have': (sources) =>
    eachWord(
      sources.filter(({ path }) => folderOf(path) === 'constructs'),
      (_, node) => (node.kind === ts.SyntaxKind.InstanceOfKeyword ? 'asks for a class' : undefined),
    ),

  'files, console and exit are for host, cli and plugin': (sources) => [
    ...eachImport(sources, ({ path }, { from }) =>
      /^(node:)?(fs(\/promises)?|child_process|net|http|https|worker_threads)$/.test(from) &&
      !WORLD.includes(folderOf(path))
        ? `floor ${floorOf(path)} imports ${from}`
        : undefined,
    ),
    ...eachWord(sources, ({ path }, node) => {
      if (WORLD.includes(folderOf(path))) return undefined;
      if (ts.isIdentifier(node) && node.text === 'console') return 'names the console';
      return ts.isPropertyAccessExpression(node) && node.getText() === 'process.exit' ? 'ends the process' : undefined;
    }),
  ],

  'no folder is for whatever': (sources) =>
    sources
      .filter(({ path }) =>
        posix
          .dirname(path)
          .split('/')
          .some((folder) => CATCH_ALL.includes(folder)),
      )
      .map(({ path }) => `${path}: a folder says nothing about what is in it`),

  'a folder has few sources': (sources) => {
    const counts = new Map<string, number>();
    for (const { path } of sources) counts.set(posix.dirname(path), (counts.get(posix.dirname(path)) ?? 0) + 1);
    return [...counts]
      .filter(([, count]) => count > MOST_SOURCES)
      .map(([folder, count]) => `${folder}: ${count} sources; ${MOST_SOURCES} are allowed`);
  },

  'files are short': (sources) =>
    sources.flatMap(({ path, text }) => {
      const lines = text.replace(/\n$/, '').split('\n').length;
      if (path === 'rules/catalog.ts' || path === 'rules/admission-catalog.ts') return []; // generated: a line for each rule
      const most = folderOf(path) === 'rules' && posix.basename(path) === 'rule.ts' ? LONGEST_RULE : LONGEST_SOURCE;
      return lines > most ? [`${path}: ${lines} lines; ${most} are allowed`] : [];
    }),

  'nothing is a default export': (sources) =>
    eachWord(sources, (_, node) => {
      if (ts.isExportAssignment(node)) return 'exports a default';
      if (ts.isExportSpecifier(node) && node.name.text === 'default') return 'exports a default';
      return node.kind === ts.SyntaxKind.DefaultKeyword && !ts.isDefaultClause(node.parent)
        ? 'exports a default'
        : undefined;
    }),

  'constructs hold no security value': (sources) =>
    eachWord(
      sources.filter(({ path }) => folderOf(path) === 'constructs' && !PASSING_ON.has(path)),
      (_, node) => {
        const text =
          ts.isIdentifier(node) ||
          ts.isStringLiteralLike(node) ||
          ts.isTemplateHead(node) ||
          ts.isTemplateMiddleOrTemplateTail(node)
            ? node.text
            : '';
        const word = text.split(/[^A-Za-z]+/).find((each) => SECURITY_FIELDS.has(each));
        return word === undefined ? undefined : `names ${word}; leave it to a rule's fix`;
      },
    ),
};

function eachImport(sources: readonly Source[], judge: (source: Source, each: Import) => string | undefined): string[] {
  return sources.flatMap((source) =>
    importsOf(source).flatMap((each) => {
      const wrong = judge(source, each);
      return wrong === undefined ? [] : [`${source.path}:${each.line}: ${wrong} ("${each.from}")`];
    }),
  );
}

/** Comments are no nodes. */
function eachWord(sources: readonly Source[], judge: (source: Source, node: ts.Node) => string | undefined): string[] {
  return sources.flatMap((source) => {
    const file = parse(source);
    const found: string[] = [];
    eachNode(file, (node) => {
      const wrong = judge(source, node);
      if (wrong !== undefined) {
        found.push(`${source.path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${wrong}`);
      }
    });
    return found;
  });
}

/** Imports that lead back to where they started, type imports included. */
function cycles(sources: readonly Source[]): string[] {
  const edges = new Map(
    sources.map((source) => [
      source.path.replace(/\.ts$/, ''),
      importsOf(source)
        .filter(({ from }) => from.startsWith('.'))
        .map(({ from }) => targetOf(source.path, from)),
    ]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) found.push([...trail.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  return found;
}

function sourcesIn(root: string): Source[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: posix.relative(root, file), text: readFileSync(file, 'utf8') }));
}

const SOURCES = sourcesIn(join(__dirname, '..', 'src'));

test('the sources are there to be checked', () => {
  const paths = SOURCES.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(['index.ts', 'model/manifest.ts', 'rules/pod-security/run-as-non-root/rule.ts']),
  );
});

test('docs/architecture.md has these floors', () => {
  const page = readFileSync(join(__dirname, '..', 'docs', 'architecture.md'), 'utf8');
  const rows = [...page.matchAll(/^\| (\d+) \| (.*?) \|/gm)];
  const floors = rows.flatMap(([, floor, folders = '']) =>
    [...folders.matchAll(/`([^`]+?)\/?`/g)].map(([, folder]) => [folder, Number(floor)]),
  );
  expect(floors).toHaveLength(Object.keys(FLOORS).length + 1);
  expect(Object.fromEntries(floors)).toEqual({ ...FLOORS, 'index.ts': ROOF });
});

test.each(Object.entries(CHECKS))('%s', (_, check) => {
  expect(check(SOURCES)).toEqual([]);
});

describe('each check finds what it is for', () => {
  const long = (lines: number) => 'export {};\n'.repeat(lines);
  const file = (path: string, text: string): Source[] => [{ path, text }];
  const many = (count: number): Source[] =>
    Array.from({ length: count }, (_, index) => ({ path: `engine/a${index}.ts`, text: '' }));
  const offences: [claim: string, sources: Source[], message: string][] = [
    ['every folder is a floor', file('attic/box.ts', ''), 'attic/box.ts'],
    [
      'a file imports lower floors or its own folder',
      file('model/a.ts', "import { b } from '../engine/b';"),
      'imports floor 3',
    ],
    [
      'a file imports lower floors or its own folder',
      file('engine/a.ts', "export { b } from '../analysis/network/b';"),
      'imports floor 3',
    ],
    [
      'a file imports lower floors or its own folder',
      file('analysis/access/a.ts', "import { b } from '../network/b';"),
      'imports floor 3',
    ],
    [
      'a file imports lower floors or its own folder',
      file('report/a.ts', "import type { b } from '../rules/b';"),
      'imports floor 4',
    ],
    [
      'a file imports lower floors or its own folder',
      file('model/a.ts', "const b = require('../cli/b');"),
      'imports floor 10',
    ],
    [
      'a file imports lower floors or its own folder',
      file('model/a.ts', "type B = import('../cli/b').B;"),
      'imports floor 10',
    ],
    [
      'a file imports lower floors or its own folder',
      file('model/a.ts', "const b = await import('../cli/b');"),
      'imports floor 10',
    ],
    [
      'a file imports lower floors or its own folder',
      file('cli/a.ts', "import { b } from '../index';"),
      'imports floor 11',
    ],
    [
      'a file imports lower floors or its own folder',
      file('cli/a.ts', "import { b } from '../../tools/b';"),
      'leaves src',
    ],
    [
      'a rule imports no other rule',
      file('rules/rbac/x/rule.ts', "import { rule } from '../../images/y/rule';"),
      'imports rule y',
    ],
    [
      'no import leads back',
      [...file('model/a.ts', "import './b';"), ...file('model/b.ts', "import './a';")],
      'model/a → model/b → model/a',
    ],
    [
      'no import leads back',
      [...file('model/a.ts', "import type { B } from './b';"), ...file('model/b.ts', "import type { A } from './a';")],
      'model/a → model/b → model/a',
    ],
    [
      'cdk8s and constructs stand on the upper floors',
      file('harden/a.ts', "import { App } from 'cdk8s';"),
      'imports cdk8s',
    ],
    [
      'cdk8s and constructs stand on the upper floors',
      file('rules/a.ts', "import * as k from 'constructs/lib/construct';"),
      'imports constructs',
    ],
    [
      'a library is imported where it is built in',
      file('yaml/a.ts', "import { load } from 'js-yaml';"),
      'yaml/a.ts:1: imports a library',
    ],
    [
      'a library is imported where it is built in',
      file('host/a.ts', "const { Ajv } = require('ajv/dist/2020');"),
      'host/a.ts:1: imports a library',
    ],
    [
      'only constructs import cdk8s-plus',
      file('aspects/a.ts', "import type * as kplus from 'cdk8s-plus-28';"),
      'aspects imports cdk8s-plus-28',
    ],
    [
      'only constructs import cdk8s-plus',
      file('index.ts', "export { Pod } from 'cdk8s-plus-33/lib/pod';"),
      'index.ts imports cdk8s-plus-33',
    ],
    [
      'constructs know objects by what they have',
      file('constructs/network/a.ts', 'const isPod = peer instanceof Pod;'),
      'constructs/network/a.ts:1: asks for a class',
    ],
    [
      'files, console and exit are for host, cli and plugin',
      file('aspects/a.ts', "import { readFileSync } from 'node:fs';"),
      'imports node:fs',
    ],
    [
      'files, console and exit are for host, cli and plugin',
      file('aspects/a.ts', "import { readFile } from 'fs/promises';"),
      'imports fs/promises',
    ],
    [
      'files, console and exit are for host, cli and plugin',
      file('aspects/a.ts', "console.log('x');"),
      'names the console',
    ],
    [
      'files, console and exit are for host, cli and plugin',
      file('aspects/a.ts', 'process.exit(1);'),
      'ends the process',
    ],
    ['a folder has few sources', many(MOST_SOURCES + 1), 'engine: 26 sources'],
    ['no folder is for whatever', file('engine/utils/a.ts', ''), 'engine/utils/a.ts'],
    ['files are short', file('model/a.ts', long(LONGEST_SOURCE + 1)), '251 lines'],
    ['files are short', file('rules/x/rule.ts', long(LONGEST_RULE + 1)), '121 lines'],
    ['nothing is a default export', file('model/a.ts', 'export default 1;'), 'model/a.ts:1'],
    ['nothing is a default export', file('model/a.ts', 'export default class A {}'), 'model/a.ts:1'],
    ['nothing is a default export', file('model/a.ts', 'const a = 1; export { a as default };'), 'model/a.ts:1'],
    [
      'constructs hold no security value',
      file('constructs/a.ts', 'const a = { privileged: false };'),
      'names privileged',
    ],
    [
      'constructs hold no security value',
      file('constructs/a.ts', "const a = '/spec/hostNetwork';"),
      'names hostNetwork',
    ],
    [
      'constructs hold no security value',
      file('constructs/a.ts', 'const a = `${b}/runAsNonRoot`;'),
      'names runAsNonRoot',
    ],
  ];

  test.each(offences)('%s: %j', (claim, sources, message) => {
    const found = CHECKS[claim]?.(sources);
    expect(found).toHaveLength(1);
    expect(found?.[0]).toContain(message);
  });

  test('and every check has such an offence', () => {
    expect(new Set(offences.map(([claim]) => claim))).toEqual(new Set(Object.keys(CHECKS)));
  });

  test('what is allowed is left alone', () => {
    const allowed = [
      ...file('model/a.ts', long(LONGEST_SOURCE)),
      ...many(MOST_SOURCES),
      ...file(
        'rules/rbac/x/rule.ts',
        "import { rule } from '../../shared/visit-grants';\nimport { a } from '../../../model/a';\n// console",
      ),
      ...file(
        'constructs/a.ts',
        "// privileged instanceof\nimport { Pod } from 'cdk8s-plus-28';\nimport { App } from 'cdk8s';\nimport type { B } from './b';\nswitch (a) { default: }",
      ),
      ...file('constructs/b.ts', "import { a } from './c';"),
      ...file('cli/a.ts', "import { readFileSync } from 'node:fs';\nconsole.log('x');\nprocess.exit(1);"),
      ...file('index.ts', "export { run } from './cli/program';"),
    ];
    expect(Object.values(CHECKS).flatMap((check) => check(allowed))).toEqual([]);
  });
});
