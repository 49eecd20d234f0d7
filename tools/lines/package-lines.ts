/**
 * Makes the packages of other lines of cdk8s-plus from this source, in dist/lines/<line>: copies and renames, compiles with
 * jsii, runs the tests of the constructs, asks upstream's validation about their objects (Go), packs, and tries the package in an
 * empty project as a user would.
 *
 *   npm run package:lines              all lines
 *   npm run package:lines -- 33 34     these
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { HOME_LINE, LINES, type Line, packageFor } from '../../src/cli/init/lines';
import { acceptLine } from './upstream';
import { makeWorkFolder, OTHER_TESTS, TESTS_OF_CONSTRUCTS } from './work-folder';

const ROOT = join(__dirname, '..', '..');
const tasks = JSON.parse(readFileSync(join(ROOT, '.projen', 'tasks.json'), 'utf8'));

async function makePackage(line: Line): Promise<void> {
  const folder = makeWorkFolder(line);
  const recorded = join(folder, 'recorded');
  mkdirSync(recorded);
  const run = (command: string) => {
    const { status, error } = spawnSync('sh', ['-c', command], {
      cwd: folder,
      stdio: 'inherit',
      env: {
        ...process.env,
        JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
        RECORD_MANIFESTS: recorded,
        PATH: [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
      },
    });
    if (status !== 0) throw error ?? new Error(`${packageFor(line.line)}: "${command}" ended with ${status}`);
  };
  run('npm install --prefer-offline --no-fund --no-audit --silent');
  for (const { exec, spawn } of tasks.tasks.compile.steps) run(exec ?? tasks.tasks[spawn].steps[0].exec);
  run('tsc --noEmit -p test/tsconfig.json');
  run(`jest --ci ${OTHER_TESTS.join(' ')}`);
  run(`jest --ci --setupFilesAfterEnv ./conformance/record.ts -- ${TESTS_OF_CONSTRUCTS}`);
  console.log(await acceptLine(folder, recorded));
  run(`npm pack --silent --pack-destination ${JSON.stringify(join(ROOT, 'dist', 'lines'))}`);
  run(`bash ${JSON.stringify(join(ROOT, '.ci', 'user-project'))} ${JSON.stringify(folder)}`);
}

function linesOf(args: readonly string[]): readonly Line[] {
  const others = LINES.filter(({ line }) => line !== HOME_LINE);
  if (args.length === 0) return others;
  return args.map((arg) => {
    const found = others.find(({ line }) => String(line) === arg);
    if (!found) throw new Error(`"${arg}" is no line; name some of ${others.map(({ line }) => line).join(', ')}`);
    return found;
  });
}

async function main(): Promise<void> {
  for (const line of linesOf(process.argv.slice(2))) {
    const start = Date.now();
    await makePackage(line);
    console.log(`${packageFor(line.line)}: ${Math.round((Date.now() - start) / 1000)} s`);
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
