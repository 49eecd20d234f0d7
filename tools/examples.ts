/**
 * Synthesizes each example into examples/<name>/dist; with --update, into examples/<name>/expected, which a test compares.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const EXAMPLES = join(__dirname, '..', 'examples');
const folder = process.argv.includes('--update') ? 'expected' : 'dist';

for (const name of readdirSync(EXAMPLES)) {
  const cwd = join(EXAMPLES, name);
  const args = ['-r', 'ts-node/register/transpile-only', '-r', join(__dirname, 'load-example.ts'), 'main.ts'];
  const { status } = spawnSync(process.execPath, args, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, CDK8S_OUTDIR: folder },
  });
  if (status !== 0) {
    console.error(`examples/${name} does not synthesize; it says above why`);
    process.exit(1);
  }
  console.log(`examples/${name}/${folder}: ${readdirSync(join(cwd, folder)).join(', ')}`);
}
