/**
 * Builds the command line: lib/cli/main.js, and beside it, where the library has them too, the libraries that few commands need.
 * It reads the tables about Kubernetes from src/, so that action.yml can run it alone in its own checkout; a compile moves them.
 */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { type BuildOptions, buildSync, build as esbuild, type Plugin } from 'esbuild';

const OPTIONS: BuildOptions = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  legalComments: 'inline',
  logLevel: 'warning',
  allowOverwrite: true,
};
/** Loaded by the functions that need them. */
const LATE = ['host/globs/libraries', 'profiles/ajv', 'report/html/shapes', 'report/network/picture/dagre'];

const SRC = realpathSync('src');
const late: Plugin = {
  name: 'late',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const found = LATE.find((source) => resolve(SRC, source) === resolve(resolveDir, path));
      return found === undefined ? undefined : { path: `../${found}`, external: true };
    }),
};

buildSync({ ...OPTIONS, entryPoints: LATE.map((path) => `src/${path}.ts`), outbase: 'src', outdir: 'lib' });
esbuild({
  ...OPTIONS,
  entryPoints: ['src/cli/main.ts'],
  outfile: 'lib/cli/main.js',
  external: ['./src/kubernetes/*.json', './src/host/admission/policy-texts.ts'],
  plugins: [late],
}).catch(() => {
  process.exitCode = 1; // esbuild has told why.
});
