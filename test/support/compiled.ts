import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import * as ts from 'typescript';

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
  for (const source of all.filter((each) => each.endsWith('.ts'))) {
    const target = inLib(source).replace(/\.ts$/, '.js');
    const { outputText } = ts.transpileModule(readFileSync(source, 'utf8'), {
      compilerOptions: {
        module: ts.ModuleKind.CommonJS,
        target: ts.ScriptTarget.ES2022,
        esModuleInterop: true,
        experimentalDecorators: true,
      },
    });
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
  }
  for (const table of all.filter((each) => each.endsWith('.json'))) copyFileSync(table, inLib(table));
  for (const name of ['node_modules', 'package.json', 'src']) symlinkSync(join(ROOT, name), join(root, name));
  return root;
}

afterAll(() => {
  if (made) rmSync(made, { recursive: true, force: true });
  made = undefined;
});
