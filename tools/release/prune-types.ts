/** Takes the declarations out of lib/ that no entry point of the package leads to, which would be a fifteenth of it. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { posix } from 'node:path';
import { entryPointsOf, typesLedTo } from './entry-points';

const json = JSON.parse(readFileSync('package.json', 'utf8'));
const { files } = typesLedTo(entryPointsOf(json), existsSync, (path) => readFileSync(path, 'utf8'));
const all = readdirSync('lib', { recursive: true, encoding: 'utf8' }).map((path) => posix.join('lib', path));
for (const path of all.filter((each) => each.endsWith('.d.ts') && !files.has(each))) rmSync(path);
