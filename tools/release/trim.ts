/**
 * Makes lib/ smaller after a compile: takes out the declarations that no entry point of the package leads to, compresses the tables
 * about Kubernetes to a sixth, and lets the command line, which esbuild made from src/, read them where the library has them, and
 * what it leaves to the library.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { entryPointsOf, typesLedTo } from './entry-points';

const read = (path: string) => readFileSync(path, 'utf8');
const { files } = typesLedTo(entryPointsOf(JSON.parse(read('package.json'))), existsSync, read);
const all = readdirSync('lib', { recursive: true, encoding: 'utf8' }).map((path) => posix.join('lib', path));
for (const path of all.filter((each) => each.endsWith('.d.ts') && !files.has(each))) rmSync(path);

/** The table as a module. Unpacking it takes about a millisecond, as long as reading the larger file. */
function compressed(json: string): string {
  const text = brotliCompressSync(JSON.stringify(JSON.parse(json))).toString('base64');
  return `module.exports = JSON.parse(require("node:zlib").brotliDecompressSync(Buffer.from("${text}", "base64")));\n`;
}

const TABLES = all.filter((path) => path.startsWith('lib/kubernetes/') && path.endsWith('.json'));
for (const path of TABLES) {
  writeFileSync(path.replace(/\.json$/, '.js'), compressed(read(path)));
  rmSync(path);
}
const COMMAND_LINE = 'lib/cli/main.js';
for (const path of [...all.filter((each) => /^lib\/kubernetes\/.*\.js$/.test(each)), COMMAND_LINE]) {
  const text = read(path).replaceAll('require("../../src/', 'require("../');
  writeFileSync(path, text.replace(/(require\("\.[^"]*)\.(?:json|ts)"\)/g, '$1")'));
}
