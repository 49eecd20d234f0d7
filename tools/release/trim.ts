/**
 * Makes lib/ smaller after a compile: takes out the declarations that no entry point of the package leads to, and lets the command
 * line, which esbuild made from src/, read the tables of Kubernetes' API where the library has them.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { entryPointsOf, typesLedTo } from './entry-points';

const read = (path: string) => readFileSync(path, 'utf8');
const { files } = typesLedTo(entryPointsOf(JSON.parse(read('package.json'))), existsSync, read);
const all = readdirSync('lib', { recursive: true, encoding: 'utf8' }).map((path) => posix.join('lib', path));
for (const path of all.filter((each) => each.endsWith('.d.ts') && !files.has(each))) rmSync(path);

const COMMAND_LINE = 'lib/cli/main.js';
writeFileSync(COMMAND_LINE, read(COMMAND_LINE).replaceAll('require("../../src/', 'require("../'));

/** What TypeScript writes before the exports of a module, and nobody reads who takes them by name. */
const PREAMBLE = /Object\.defineProperty\(exports,"__esModule",\{value:true\}\);|(?:exports\.\w+=\s*)+void 0;/g;
for (const path of all.filter((each) => /^lib\/rules\/[^/]+\/[^/]+\/(?:admission|rule)\.js$/.test(each)))
  writeFileSync(path, read(path).replaceAll(PREAMBLE, ''));
