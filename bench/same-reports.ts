/**
 * Compares what two builds of the command line print and return, byte for byte: for a change that makes it faster and nothing else.
 *
 *   npx ts-node -T bench/same-reports.ts BEFORE/lib/cli/main.js AFTER/lib/cli/main.js PATH…
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';

const FORMATS = [
  ...['text', 'json', 'sarif', 'junit', 'markdown', 'markdown-comment', 'github', 'gitlab', 'csv', 'cis', 'html'],
];
const COMMANDS = [
  ...FORMATS.map((format) => ['check', '--format', format]),
  ['check', '--all'],
  ['check', '--suggest-waivers'],
  ['fix', '--dry-run'],
  ['fix', '--dry-run', '--force'],
  ['images'],
];
const [before = '', after = '', ...paths] = process.argv.slice(2);

function answer(main: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { maxBuffer: 2 ** 30 });
  const hash = createHash('sha256').update(stdout).update('\0').update(stderr).digest('hex').slice(0, 16);
  return `exit ${status}, ${stdout.length + stderr.length} bytes, ${hash}`;
}

let different = 0;
for (const path of paths) {
  for (const command of COMMANDS) {
    const args = [...command, path];
    const [old, own] = [before, after].map((main) => answer(main, args));
    if (old !== own) different += 1;
    console.log(
      `${old === own ? 'same     ' : 'DIFFERENT'} ${args.join(' ')}: ${own}${old === own ? '' : `, before ${old}`}`,
    );
  }
}
process.exitCode = different > 0 ? 1 : 0;
