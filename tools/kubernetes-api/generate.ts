/**
 * Writes src/kubernetes/api/api-table.json: what Kubernetes publishes about its API, for all releases in releases.ts.
 *
 *   npm run generate:kubernetes [-- --check]
 *
 * Needs Go, for its module proxy. With --check nothing is written, and a table that is not current is an error.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnumerations } from './read-enumerations';
import { readLifecycles } from './read-lifecycles';
import { readOpenapi } from './read-openapi';
import { otherLifecycleFolders, releases } from './releases';
import { type Reading, tableOf } from './table';

const FILE = join(__dirname, '..', '..', 'src', 'kubernetes', 'api', 'api-table.json');

const downloaded = releases();
const others = otherLifecycleFolders().map(readLifecycles);
const readings = downloaded.map(({ version, minor, kubernetes, api }, index): Reading => {
  const isNewest = index === downloaded.length - 1;
  const lifecycles = new Map([readLifecycles(api), ...(isNewest ? others : [])].flatMap((each) => [...each]));
  return { version, minor, openapi: readOpenapi(kubernetes), enumerations: readEnumerations(kubernetes), lifecycles };
});
const table = tableOf(readings);
const text = `${JSON.stringify(table, null, 2)}\n`;
const counts = `${Object.keys(table.types).length} types, ${Object.keys(table.kinds).length} kinds, ${readings.length} releases`;
if (!process.argv.includes('--check')) {
  writeFileSync(FILE, text);
  console.log(`${counts}, ${text.length} bytes`);
} else if (readFileSync(FILE, 'utf8') === text) {
  console.log(`${counts}: current`);
} else {
  console.error(`${FILE} is not what the releases say; run npm run generate:kubernetes`);
  process.exitCode = 1;
}
