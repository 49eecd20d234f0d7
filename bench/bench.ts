/**
 * Prints ratios, measured side by side in one run: judged and sealed synth against plain cdk8s, `check` against a bare parse of
 * the same YAML, and the command line against the peers that are on PATH. Medians of pairs; nothing is asserted, as machines
 * differ and are shared.
 *
 *   npm run bench [-- --runs 7] [-- --objects 4000] [-- --files 10000]
 *   npm run bench -- --only-synth --record   appends the ratios of the synth to bench/history.jsonl
 *   npm run bench -- --only-cli --record     appends those of the command line
 *   npm run bench -- --large                 with shapes for which plain cdk8s takes a minute each
 *   npm run bench -- --only-synth --shapes 'Secure*'   only the shapes of a synth with this in their names
 *   npm run bench:compare                    the last recorded run against those before
 *   npm run bench -- --only-growth --files 100000
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { App, Chart, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { dump, loadAll } from 'js-yaml';
import { benchAccess } from './access';
import { benchCommandLine } from './command-line';
import { benchGrowth } from './growth';
import { medianOf, remember } from './history';
import { benchNetwork } from './network';
import { benchSynth } from './synth';

const LIBRARY = join(__dirname, '..', 'lib');
const MAIN = join(LIBRARY, 'cli', 'main.js');
const { IsolatedNamespace, ManifestSet, SecureDeployment } = require(LIBRARY);
const { CATALOG } = require(join(LIBRARY, 'rules', 'catalog'));
const { Checker } = require(join(LIBRARY, 'engine', 'checker'));
const { Profiles } = require(join(LIBRARY, 'profiles', 'profiles'));
const { readObjects } = require(join(LIBRARY, 'model', 'manifest-set'));
const { Texts } = require(join(LIBRARY, 'aspects', 'texts'));

const runs = numberAfter('--runs', 7);
const objects = numberAfter('--objects', 4000);
const folder = mkdtempSync(join(tmpdir(), 'bench-'));

const asks = (flag: string) => process.argv.includes(flag);

try {
  const only = ['--only-synth', '--only-cli', '--only-growth'].find(asks);
  const ratios: { [name: string]: number } = {};
  const has = (part: string) => only === undefined || only === part;
  if (has('--only-synth') && !asks('--no-synth')) {
    Object.assign(
      ratios,
      benchSynth({ library: LIBRARY, folder, runs, objects, isLarge: asks('--large'), only: textAfter('--shapes') }),
    );
  }
  if (has('--only-cli')) {
    const files = numberAfter('--many-files', 14_640);
    Object.assign(ratios, benchCommandLine({ main: MAIN, folder, runs, objects, files }));
  }
  if (asks('--record')) remember(ratios);
  if (only === undefined) {
    const file = writeObjects();
    benchWriting(file);
    benchRules(file);
    benchCheck(file);
    benchNetwork(LIBRARY);
    benchAccess(LIBRARY);
  }
  if (has('--only-growth')) benchGrowth(numberAfter('--files', 10_000), MAIN, folder);
} finally {
  rmSync(folder, { recursive: true });
}

/** Objects of mixed kinds, half of them weak: Deployments and Services of cdk8s-plus, and secure ones with all that is theirs. */
function writeObjects(): string {
  const file = join(folder, 'objects.yaml');
  const app = new App();
  for (let c = 0; c < 20; c += 1) {
    const chart = new Chart(app, `chart${c}`, { namespace: `team-${c}` });
    new IsolatedNamespace(chart, 'namespace');
    const containers = [{ image: `ghcr.io/acme/web@sha256:${'a1'.repeat(32)}`, portNumber: 8080 }];
    for (let d = 0; d < objects / 80; d += 1)
      new kplus.Deployment(chart, `weak${d}`, { containers }).exposeViaService();
    for (let d = 0; d < objects / 160; d += 1)
      new SecureDeployment(chart, `web${d}`, { containers }).exposeViaService();
  }
  const documents = app.charts.flatMap((chart) => chart.toJson());
  console.log(`\n${documents.length} objects for the command line`);
  writeFileSync(file, documents.map((json) => dump(json)).join('---\n'));
  return file;
}

/** What it costs to know that the text is read as it was judged, against writing it: no string in doubt, or one in each document. */
function benchWriting(file: string): void {
  const certain = loadAll(readFileSync(file, 'utf8')) as any[];
  const shapes: { readonly [name: string]: (documents: any[]) => void } = {
    'Yaml.stringify': (documents) => documents.forEach((document) => void Yaml.stringify(document)),
    'a synth': (documents) => void new Texts(documents),
  };
  const inputs: { readonly [name: string]: any[] } = {
    'as they are': certain,
    'each read again': certain.map((document) => ({ ...document, odd: '1_000_' })),
    'each quoted': certain.map((document) => ({ ...document, odd: '0o22' })),
  };
  const columns = Object.entries(inputs).map(([name, documents]) => {
    const ratios: number[] = [];
    for (let run = 0; run <= runs; run += 1) {
      const [plain = 1, own = 1] = Object.values(shapes).map((act) => {
        const start = performance.now();
        act(documents);
        return performance.now() - start;
      });
      if (run > 0) ratios.push(own / plain);
    }
    return `${name} ${medianOf(ratios).toFixed(2)}×`;
  });
  console.log(`writing them, against Yaml.stringify of cdk8s: ${columns.join('   ')}`);
}

/** What the rules cost beside the parsing of the same objects, all together and the dearest ones alone. */
function benchRules(file: string): void {
  const text = readFileSync(file, 'utf8');
  const manifests = (loadAll(text) as any[]).flatMap((json) => readObjects(json).map(({ manifest }: any) => manifest));
  const timed = (act: () => void) => {
    const start = performance.now();
    act();
    return performance.now() - start;
  };
  const parsing: number[] = [];
  const judging: number[] = [];
  const checker = new Checker({ profile: Profiles.nsa(), today: '2026-01-01' });
  for (let run = 0; run <= runs; run += 1) {
    const parsed = timed(() => loadAll(text));
    const judged = timed(() => checker.check(ManifestSet.fromManifests(manifests)));
    if (run > 0) {
      parsing.push(parsed);
      judging.push(judged / parsed);
    }
  }
  console.log(
    `profile nsa over them, against parsing them with js-yaml: ${medianOf(judging).toFixed(2)}×, of which the dearest:`,
  );
  const target = { kubernetesVersion: '1.37', podSecurityLevel: 'restricted' };
  const costs = CATALOG.map((rule: any) => {
    const times = [0, 1, 2].map(() => timed(() => rule.check(ManifestSet.fromManifests(manifests), target)));
    return { id: rule.meta.id, cost: medianOf(times) / medianOf(parsing) };
  }).sort((a: any, b: any) => b.cost - a.cost);
  for (const { id, cost } of costs.slice(0, 12)) console.log(`  ${cost.toFixed(3)}×  ${id}`);
}

function benchCheck(file: string): void {
  const parse = join(folder, 'parse.cjs');
  writeFileSync(
    parse,
    `require(${JSON.stringify(require.resolve('js-yaml'))}).loadAll(require('fs').readFileSync(${JSON.stringify(file)}, 'utf8'));\n`,
  );
  const commands: { readonly [name: string]: string[] } = {
    'js-yaml loadAll': [parse],
    'check --profile nsa': [MAIN, 'check', file],
    'check --format json': [MAIN, 'check', file, '--format', 'json'],
  };
  printAgainst('check of them as a whole process, against a process that only parses them', commands);
}

/** Runs commands in turn and prints how long each takes and how much memory, against the first. */
function printAgainst(title: string, commands: { readonly [name: string]: string[] }): void {
  const probe = join(folder, 'probe.cjs');
  writeFileSync(
    probe,
    "process.on('exit', () => require('fs').writeSync(3, String(process.resourceUsage().maxRSS)));\n",
  );
  const times = new Map(Object.keys(commands).map((name) => [name, [] as number[]]));
  const memory = new Map<string, number>();
  for (let run = 0; run <= runs; run += 1) {
    for (const [name, args] of Object.entries(commands)) {
      const start = performance.now();
      const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
      if (status !== 0 && status !== 1) throw new Error(`${name} ended with ${status}`); // 1 is findings
      if (run > 0) times.get(name)?.push(performance.now() - start);
      else {
        const stdio = ['ignore', 'ignore', 'ignore', 'pipe'] as const;
        const { output } = spawnSync(process.execPath, ['-r', probe, ...args], { stdio: [...stdio] });
        memory.set(name, Number(output[3]) / 1024);
      }
    }
  }
  const [first] = times.values();
  const [least = 1] = memory.values();
  console.log(`\n${title}`);
  for (const [name, list] of times) {
    const ratio = medianOf(list.map((time, index) => time / (first?.[index] as number)));
    const megabytes = memory.get(name) as number;
    console.log(
      `  ${name.padEnd(20)} ${medianOf(list).toFixed(0).padStart(5)} ms   ${ratio.toFixed(2)}×   ${megabytes.toFixed(0)} MB   ${(megabytes / least).toFixed(2)}×`,
    );
  }
}

function numberAfter(flag: string, fallback: number): number {
  return Number(textAfter(flag) ?? fallback);
}

function textAfter(flag: string): string | undefined {
  const at = process.argv.indexOf(flag);
  return at < 0 ? undefined : process.argv[at + 1];
}
