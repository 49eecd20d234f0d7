import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HOME_LINE, type Line, packageFor } from '../../src/cli/init/lines';
import { expectedOn } from './expected';
import { packageJsonOf, renameText, tsconfigOf } from './rename';

const ROOT = join(__dirname, '..', '..');
/** Tests of what a line of cdk8s-plus can change: constructs, and what reads their objects. */
export const TESTS_OF_CONSTRUCTS = 'test/constructs';
export const OTHER_TESTS = [
  'test/aspects.test.ts',
  'test/examples.test.ts',
  'test/matchers.test.ts',
  'test/two-copies.test.ts',
  'test/waivers.test.ts',
];
/** What is packed, and what compiling and testing it needs. */
const COPIED = [
  'src',
  ':!src/**/*.test.ts',
  'examples',
  'test/support',
  ':!test/support/control-plane.ts',
  ':!test/support/rule-tester.ts',
  TESTS_OF_CONSTRUCTS,
  ...OTHER_TESTS,
  'docs/*.schema.json',
  'docs/cluster.md',
  'docs/migrate.md',
  'docs/workloads.md',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'test/tsconfig.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'THIRD-PARTY-NOTICES',
  'tools/lines/ordinary-uses.ts',
  'tools/release/bundle.ts',
  'tools/release/entry-points.ts',
  'tools/release/pages.ts',
  'tools/release/trim.ts',
  'conformance/record.ts',
];
const TEXT = /\.(ts|md|ya?ml|json|js)$/;

/** Copies the checkout into a folder of its own, with the names of a line. Returns the folder. */
export function makeWorkFolder(line: Line): string {
  const folder = join(ROOT, 'dist', 'lines', String(line.line));
  for (const name of namesIn(folder)) if (name !== 'node_modules') rmSync(join(folder, name), { recursive: true });
  for (const path of sources()) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    if (TEXT.test(path)) writeFileSync(target, textOf(path, readFileSync(join(ROOT, path), 'utf8'), line));
    else cpSync(join(ROOT, path), target);
  }
  return folder;
}

function namesIn(folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder);
}

/** What git knows or would add: no output of earlier runs. */
function sources(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '-z', '--', ...COPIED];
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
}

function textOf(path: string, text: string, line: Line): string {
  if (path === 'package.json') return json(packageJsonOf(JSON.parse(text), line));
  if (path === 'package-lock.json') return json(lockOf(JSON.parse(text), line));
  if (path.endsWith('tsconfig.json')) return tsconfigOf(text, line.line);
  const renamed = renameText(text, line.line);
  return /^examples\/[^/]+\/expected\/[^/]+\.k8s\.yaml$/.test(path) ? expectedOn(line.line, renamed) : renamed;
}

/** What is bundled has the locked versions on each line. */
function lockOf(lock: any, line: Line): any {
  const home = `node_modules/cdk8s-plus-${HOME_LINE}`;
  const others = Object.entries(lock.packages).filter(([path]) => path !== home && !path.startsWith(`${home}/`));
  const top = packageJsonOf(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')), line);
  const { dependencies, devDependencies, peerDependencies, version } = top;
  const name = packageFor(line.line);
  return {
    ...lock,
    name,
    packages: { ...Object.fromEntries(others), '': { name, version, dependencies, devDependencies, peerDependencies } },
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
