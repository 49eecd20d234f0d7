import { copyFileSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '..', '..');
let made: string | undefined;

/** A folder with the library as JavaScript in `lib`, for tests that start processes; gone when the tests of the file end. */
export function compiledLibrary(): string {
  if (made) return made;
  const root = mkdtempSync(join(tmpdir(), 'cdk8s-hardened-lib-'));
  made = root;
  const all = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
  const inLib = (source: string) => join(root, 'lib', relative(join(ROOT, 'src'), source));
  buildSync({
    entryPoints: all.filter((each) => each.endsWith('.ts')),
    ...{ outbase: join(ROOT, 'src'), outdir: join(root, 'lib') },
    ...{ format: 'cjs', platform: 'node', target: 'node20', logLevel: 'warning' },
  });
  for (const table of all.filter((each) => each.endsWith('.json'))) copyFileSync(table, inLib(table));
  for (const name of ['node_modules', 'package.json', 'src']) symlinkSync(join(ROOT, name), join(root, name));
  return root;
}

afterAll(() => {
  if (made) rmSync(made, { recursive: true, force: true });
  made = undefined;
});
