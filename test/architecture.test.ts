import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import * as ts from 'typescript';

/** The house of docs/architecture.md: a folder is a floor, and imports only lower floors or itself. */
const FLOORS: { readonly [folder: string]: number } = {
  model: 0,
  engine: 1,
  yaml: 1,
  network: 1,
  access: 1,
  rules: 2,
  report: 2,
  profiles: 3,
  harden: 4,
  admission: 4,
  aspects: 5,
  constructs: 6,
  cli: 7,
  plugin: 8,
};
const ROOF = 8;
const FRAMEWORK_FLOOR = 5;
const WORLD_FLOOR = 7;
const FRAMEWORKS = ['cdk8s', 'constructs', 'cdk8s-plus-28'];
const LONGEST_SOURCE = 250;
const LONGEST_RULE = 120;
const CATCH_ALL = ['utils', 'util', 'common', 'helpers', 'types'];

/** Fields of pods whose secure value is a rule's to say. */
/** What hands on the values that an author gives, for fields that cdk8s-plus-28 cannot say. */
const PASSING_ON = new Set([
  'constructs/pod-settings.ts',
  'constructs/secure-workload-props.ts',
  'constructs/workload-settings.ts',
]);
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
  /** Leaves nothing in the compiled code: `import type`, or the type of an `import()`. */
  readonly isType: boolean;
}

function parse({ path, text }: Source): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

function eachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => eachNode(child, visit));
}

function importsOf(source: Source): Import[] {
  const file = parse(source);
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, isType: boolean) => {
    if (!node || !ts.isStringLiteralLike(node)) return;
    found.push({ from: node.text, line: file.getLineAndCharacterOfPosition(node.pos).line + 1, isType });
  };
  eachNode(file, (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node)) {
      const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
      if (isRequire || node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false);
    }
  });
  return found;
}

function folderOf(path: string): string {
  return path.includes('/') ? (path.split('/')[0] as string) : '';
}

function floorOf(path: string): number {
  const folder = folderOf(path);
  return folder === '' ? ROOF : (FLOORS[folder] ?? Number.NaN);
}

/** Where a relative import leads, without its ending. */
function targetOf(path: string, from: string): string {
  return posix.normalize(posix.join(posix.dirname(path), from));
}

/** The folder of a rule that a file belongs to; nothing for the files that lie directly in `rules`. */
function ruleOf(path: string): string | undefined {
  const [folder, rule, file] = path.split('/');
  return folder === 'rules' && file !== undefined ? rule : undefined;
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
      FRAMEWORKS.some((name) => from === name || from.startsWith(`${name}/`)) && floorOf(path) < FRAMEWORK_FLOOR
        ? `floor ${floorOf(path)} imports ${from}`
        : undefined,
    ),

  'files, console and exit are for the top floor': (sources) => [
    ...eachImport(sources, ({ path }, { from }) =>
      /^(node:)?(fs(\/promises)?|child_process|net|http|https|worker_threads)$/.test(from) &&
      floorOf(path) !== WORLD_FLOOR
        ? `floor ${floorOf(path)} imports ${from}`
        : undefined,
    ),
    ...eachWord(sources, ({ path }, node) => {
      if (floorOf(path) === WORLD_FLOOR) return undefined;
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

  'files are short': (sources) =>
    sources.flatMap(({ path, text }) => {
      const lines = text.replace(/\n$/, '').split('\n').length;
      if (path === 'rules/catalog.ts') return []; // generated: a line for each rule
      const most = posix.basename(path) === 'rule.ts' ? LONGEST_RULE : LONGEST_SOURCE;
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

/** Imports that lead back to where they started, in the compiled code: types leave nothing there. */
function cycles(sources: readonly Source[]): string[] {
  const edges = new Map(
    sources.map((source) => [
      source.path.replace(/\.ts$/, ''),
      importsOf(source)
        .filter(({ from, isType }) => from.startsWith('.') && !isType)
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
  expect(paths).toEqual(expect.arrayContaining(['index.ts', 'model/manifest.ts', 'rules/run-as-non-root/rule.ts']));
});

test.each(Object.entries(CHECKS))('%s', (_, check) => {
  expect(check(SOURCES)).toEqual([]);
});

describe('each check finds what it is for', () => {
  const long = (lines: number) => 'export {};\n'.repeat(lines);
  const file = (path: string, text: string): Source[] => [{ path, text }];
  const offences: [claim: string, sources: Source[], message: string][] = [
    ['every folder is a floor', file('attic/box.ts', ''), 'attic/box.ts'],
    [
      'a file imports lower floors or its own folder',
      file('model/a.ts', "import { b } from '../engine/b';"),
      'imports floor 1',
    ],
    [
      'a file imports lower floors or its own folder',
      file('engine/a.ts', "export { b } from '../network/b';"),
      'imports floor 1',
    ],
    [
      'a file imports lower floors or its own folder',
      file('report/a.ts', "import type { b } from '../rules/b';"),
      'imports floor 2',
    ],
    [
      'a file imports lower floors or its own folder',
      file('model/a.ts', "const b = require('../cli/b');"),
      'imports floor 7',
    ],
    [
      'a file imports lower floors or its own folder',
      file('model/a.ts', "type B = import('../cli/b').B;"),
      'imports floor 7',
    ],
    [
      'a file imports lower floors or its own folder',
      file('model/a.ts', "const b = await import('../cli/b');"),
      'imports floor 7',
    ],
    [
      'a file imports lower floors or its own folder',
      file('cli/a.ts', "import { b } from '../index';"),
      'imports floor 8',
    ],
    [
      'a file imports lower floors or its own folder',
      file('cli/a.ts', "import { b } from '../../tools/b';"),
      'leaves src',
    ],
    ['a rule imports no other rule', file('rules/x/rule.ts', "import { rule } from '../y/rule';"), 'imports rule y'],
    [
      'no import leads back',
      [...file('model/a.ts', "import './b';"), ...file('model/b.ts', "import './a';")],
      'model/a → model/b → model/a',
    ],
    [
      'cdk8s and constructs stand on the upper floors',
      file('harden/a.ts', "import { App } from 'cdk8s';"),
      'imports cdk8s',
    ],
    [
      'cdk8s and constructs stand on the upper floors',
      file('rules/a.ts', "import * as k from 'cdk8s-plus-28/lib/pod';"),
      'cdk8s-plus-28',
    ],
    [
      'files, console and exit are for the top floor',
      file('aspects/a.ts', "import { readFileSync } from 'node:fs';"),
      'imports node:fs',
    ],
    [
      'files, console and exit are for the top floor',
      file('aspects/a.ts', "import { readFile } from 'fs/promises';"),
      'imports fs/promises',
    ],
    ['files, console and exit are for the top floor', file('aspects/a.ts', "console.log('x');"), 'names the console'],
    ['files, console and exit are for the top floor', file('aspects/a.ts', 'process.exit(1);'), 'ends the process'],
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
      ...file(
        'rules/x/rule.ts',
        "import { rule } from '../visit-grants';\nimport { a } from '../../model/a';\n// console",
      ),
      ...file(
        'constructs/a.ts',
        "// privileged\nimport { App } from 'cdk8s';\nimport type { B } from './b';\nswitch (a) { default: }",
      ),
      ...file('constructs/b.ts', "import { a } from './a';"),
      ...file('cli/a.ts', "import { readFileSync } from 'node:fs';\nconsole.log('x');\nprocess.exit(1);"),
      ...file('index.ts', "export { run } from './cli/program';"),
    ];
    expect(Object.values(CHECKS).flatMap((check) => check(allowed))).toEqual([]);
  });
});
