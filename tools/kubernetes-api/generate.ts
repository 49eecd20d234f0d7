/**
 * Writes src/kubernetes/api/api-table.json, what Kubernetes publishes about its API, src/kubernetes/api/file-table.json, the
 * files that nodes read, src/kubernetes/access/published-access.json, the roles and bindings that the API server creates, and
 * src/kubernetes/components/component-table.json, the flags and feature gates of its components, for all releases in releases.ts.
 *
 *   npm run generate:kubernetes [-- --check]
 *
 * Needs Go, for its module proxy. With --check nothing is written, and a file that is not current is an error.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtInAccess } from './access';
import { componentTable } from './components';
import { fileTableOf } from './file-table';
import { readEnumerations } from './read-enumerations';
import { readLifecycles } from './read-lifecycles';
import { readOpenapi } from './read-openapi';
import { moduleFolder, otherLifecycleFolders, releases } from './releases';
import { type Reading, tableOf } from './table';

const FOLDER = join(__dirname, '..', '..', 'src', 'kubernetes');

const downloaded = releases();
const others = otherLifecycleFolders().map(readLifecycles);
const readings = downloaded.map(({ version, minor, kubernetes, api }, index): Reading => {
  const isNewest = index === downloaded.length - 1;
  const lifecycles = new Map([readLifecycles(api), ...(isNewest ? others : [])].flatMap((each) => [...each]));
  return { version, minor, openapi: readOpenapi(kubernetes), enumerations: readEnumerations(kubernetes), lifecycles };
});
const table = tableOf(readings);
const counts = `${Object.keys(table.types).length} types, ${Object.keys(table.kinds).length} kinds, ${readings.length} releases`;
const components = downloaded.map((release) => {
  const known = new Map<string, string>();
  const folderOf = (module: string) => {
    const folder = known.get(module) ?? moduleFolder(release, module);
    known.set(module, folder);
    return folder;
  };
  return { minor: release.minor, folderOf };
});
const fileTable = fileTableOf(downloaded);
const fileCounts = `${Object.keys(fileTable.kinds).length} kinds of files of nodes`;
const files: readonly (readonly [path: string, text: string, what: string])[] = [
  [join(FOLDER, 'api', 'api-table.json'), `${JSON.stringify(table, null, 2)}\n`, counts],
  [join(FOLDER, 'api', 'file-table.json'), `${JSON.stringify(fileTable, null, 2)}\n`, fileCounts],
  [join(FOLDER, 'access', 'published-access.json'), builtInAccess(downloaded), 'roles and bindings of the API server'],
  [
    join(FOLDER, 'components', 'component-table.json'),
    componentTable(components),
    'flags and feature gates of components',
  ],
];
for (const [path, text, what] of files) {
  if (!process.argv.includes('--check')) {
    writeFileSync(path, text);
    console.log(`${what}, ${text.length} bytes`);
  } else if (readFileSync(path, 'utf8') === text) {
    console.log(`${what}: current`);
  } else {
    console.error(`${path} is not what the releases say; run npm run generate:kubernetes`);
    process.exitCode = 1;
  }
}
