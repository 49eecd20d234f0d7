/**
 * Takes the pictures of the HTML report in docs/pictures with Chromium, of the page that `check` writes for the objects in
 * tools/pictured. Does nothing where there is no browser. CI does not compare them: fonts differ between machines.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManifestSet } from '../src/model/manifest-set';
import { type NetworkGraph, networkGraphOf } from '../src/report/network/picture/graph';
import { networkPage } from '../src/report/network/picture/page';
import { joined } from '../src/report/pieces';

const ROOT = join(__dirname, '..');
/** Blink's number for a system that prefers dark pages. */
const DARK = '--blink-settings=preferredColorScheme=0';
const PICTURES: readonly {
  readonly file: string;
  readonly page: 'report.html' | 'network.html';
  readonly size: string;
  readonly options: readonly string[];
}[] = [
  { file: 'report.png', page: 'report.html', size: '1280,1000', options: [] },
  { file: 'report-dark.png', page: 'report.html', size: '1280,1000', options: [DARK] },
  { file: 'report-narrow.png', page: 'report.html', size: '400,1000', options: [] },
  { file: 'network.png', page: 'network.html', size: '1640,720', options: [] },
];

const browser = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);
if (browser === undefined) console.log('skipped: there is no Chromium here, so docs/pictures stays as it is');
else takePictures(browser);

function takePictures(chromium: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  const baseline = join(folder, 'baseline.json');
  try {
    check([0], 'before.yaml', '--no-baseline', '--write-baseline', baseline);
    check([1], 'app.yaml', '--baseline', baseline, '--format', `html=${join(folder, 'report.html')}`, '--quiet');
    const objects = ManifestSet.fromYaml(readFileSync(join(__dirname, 'pictured', 'network.yaml'), 'utf8'));
    // The section of a report alone: a screenshot shows the top of a page.
    writeFileSync(join(folder, 'network.html'), joined(networkPage(networkGraphOf(objects) as NetworkGraph)));
    for (const { file, page, size, options } of PICTURES) {
      const target = join(ROOT, 'docs', 'pictures', file);
      const fixed = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--lang=en'];
      run(
        chromium,
        [...fixed, ...options, `--window-size=${size}`, `--screenshot=${target}`, `file://${join(folder, page)}`],
        [0],
      );
      console.log(`docs/pictures/${file}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function check(expected: readonly number[], ...argv: string[]): void {
  const main = join(ROOT, 'src', 'cli', 'main.ts');
  run(process.execPath, ['-r', 'ts-node/register/transpile-only', main, 'check', ...argv], expected);
}

function run(program: string, argv: readonly string[], expected: readonly number[]): void {
  const { status, stderr } = spawnSync(program, argv, {
    cwd: join(__dirname, 'pictured'),
    encoding: 'utf8',
    env: { ...process.env, TS_NODE_PROJECT: join(ROOT, 'test', 'tsconfig.json') },
  });
  if (status === null || !expected.includes(status)) throw new Error(`${program} ended with ${status}: ${stderr}`);
}
