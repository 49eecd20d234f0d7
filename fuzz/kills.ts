import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, utimesSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { command, keep, MAIN, type Outcome, type Part, type Settings } from './run';

const COUNT = 4;
const LONG_COUNT = 100;
const FILES = 40;
const FIX = ['fix', '--force', '--no-policy', '.'];
const TEMPORARY = /^\.cdk8s-hardened-[0-9a-f]{16}\.tmp$/;
/** What a killed run has left is old enough to be removed. */
const LATER_SECONDS = 2 * 60 * 60;

type Files = ReadonlyMap<string, string>;

/** `kill -9` while `fix` writes: each file is the old or the new one, and the next run ends what was begun. */
export const kills: Part = {
  name: 'kills',
  async run(settings: Settings): Promise<Outcome> {
    const count = settings.isLong ? LONG_COUNT : COUNT;
    const shares = fc.sample(fc.noBias(fc.nat({ max: 999 })), { seed: settings.seed, numRuns: count });
    const old: Files = new Map(Array.from({ length: FILES }, (_, index) => [`web-${index}.yaml`, weak(index)]));
    const whole = folderWith(settings, old);
    const { code, changes } = await fixed(whole);
    const fresh = filesIn(whole);
    if (code !== 1 || [...fresh].some(([name, text]) => text === old.get(name)))
      throw new Error(`fix ends with ${code}`);
    const seen = { before: 0, amid: 0, after: 0, left: 0 };
    let failures = 0;
    for (const [index, share] of shares.entries()) {
      const folder = folderWith(settings, old);
      await fixed(folder, 1 + (share / 1000) * changes);
      const left = filesIn(folder);
      const changed = [...old].filter(([name, text]) => left.get(name) !== text).length;
      seen[changed === 0 ? 'before' : changed === FILES ? 'after' : 'amid'] += 1;
      if (left.size > FILES) seen.left += 1;
      const problems = [...halfWritten(left, old, fresh), ...(await unfinished(folder, fresh))];
      if (problems.length === 0) continue;
      failures += 1;
      const kept = keep(settings, `kill-${settings.seed}-${index}`, Object.fromEntries(left));
      console.log(`FAILED kill ${index}: ${problems.join('; ')}; see ${kept}`);
    }
    if (seen.amid < count / 4) throw new Error(`of ${count} kills, ${seen.amid} came while files were written`);
    const { before, amid, after } = seen;
    return {
      tried: `${count} killed: ${before} before the first file was replaced, ${amid} amid ${FILES}, ${after} after the last; ${seen.left} left a temporary file`,
      failures,
    };
  },
};

/** Runs fix; kills it where the folder has changed so many times. Returns how often it changed. */
async function fixed(folder: string, most = Infinity): Promise<{ code: number | null; changes: number }> {
  const child = spawn(process.execPath, [MAIN, ...FIX], { cwd: folder, stdio: 'ignore' });
  const watcher = watch(folder);
  let changes = 0;
  watcher.on('change', () => {
    changes += 1;
    if (changes >= most) child.kill('SIGKILL');
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  watcher.close();
  return { code, changes };
}

function halfWritten(left: Files, old: Files, fresh: Files): string[] {
  const problems: string[] = [];
  for (const [name, text] of old)
    if (left.get(name) !== text && left.get(name) !== fresh.get(name)) problems.push(`${name} is neither old nor new`);
  const others = [...left.keys()].filter((name) => !old.has(name));
  if (others.length > 1 || !others.every((name) => TEMPORARY.test(name))) problems.push(`left ${others.join(', ')}`);
  return problems;
}

/** The next run ends the work, whatever is left; a later one removes that. */
async function unfinished(folder: string, fresh: Files): Promise<string[]> {
  const problems: string[] = [];
  await command(FIX, folder);
  const next = filesIn(folder);
  for (const [name, text] of fresh) if (next.get(name) !== text) problems.push(`the next run does not fix ${name}`);
  const later = Date.now() / 1000 - LATER_SECONDS;
  for (const name of next.keys()) if (!fresh.has(name)) utimesSync(join(folder, name), later, later);
  await command(FIX, folder);
  for (const name of filesIn(folder).keys()) if (!fresh.has(name)) problems.push(`${name} is never removed`);
  return problems;
}

function folderWith({ root }: Settings, files: Files): string {
  const folder = mkdtempSync(join(root, 'kill-'));
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  return folder;
}

function filesIn(folder: string): Files {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** A workload of some containers, in all of which something is to be fixed. */
function weak(index: number): string {
  const containers = Array.from({ length: 10 }, (_, number) =>
    [
      `        - name: web-${number} # kept`,
      '          image: web:1',
      '          securityContext: {privileged: true}',
    ].join('\n'),
  );
  const head = `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web-${index}\nspec:\n  selector:\n    matchLabels: {app: web}\n`;
  return `${head}  template:\n    metadata:\n      labels: {app: web}\n    spec:\n      containers:\n${containers.join('\n')}\n`;
}
