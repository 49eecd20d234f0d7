/**
 * Prints ratios, measured side by side in one run: judged and sealed synth against plain cdk8s, and `check` against a
 * bare parse of the same YAML. Medians of pairs; nothing is asserted, as machines differ and are shared.
 *
 *   npm run bench [-- --runs 7] [-- --objects 4000]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { dump } from 'js-yaml';

const LIBRARY = join(__dirname, '..', 'lib');
const { Aspects, Harden, HardeningChecks, Severity } = require(LIBRARY);

const runs = numberAfter('--runs', 7);
const objects = numberAfter('--objects', 4000);
const folder = mkdtempSync(join(tmpdir(), 'bench-'));

try {
  benchSynth();
  benchCheck();
} finally {
  rmSync(folder, { recursive: true });
}

/** Half Deployments, half Services, over some charts. */
function buildApp(charts: number): App {
  const app = new App({ outdir: mkdtempSync(join(folder, 'app-')) });
  for (let c = 0; c < charts; c += 1) {
    const chart = new Chart(app, `chart${c}`, { namespace: `team-${c}` });
    for (let d = 0; d < objects / 2 / charts; d += 1) {
      const web = new kplus.Deployment(chart, `web${d}`, {
        containers: [{ image: 'ghcr.io/acme/web:1.4.2', portNumber: 8080 }],
      });
      web.exposeViaService();
    }
  }
  return app;
}

function benchSynth(): void {
  console.log(`synth of ${objects} objects, ${runs} pairs, median of build + synth against plain cdk8s`);
  const shapes: { readonly [name: string]: (app: App) => void } = {
    plain: () => {},
    checks: (app) => Aspects.of(app).add(new HardeningChecks({ failOn: Severity.CRITICAL })),
    'mend + checks': (app) => {
      Aspects.of(app).add(new Harden());
      Aspects.of(app).add(new HardeningChecks({ failOn: Severity.CRITICAL }));
    },
  };
  for (const charts of [1, 20, 200]) {
    const times = new Map(Object.keys(shapes).map((name) => [name, [] as number[]]));
    for (let run = 0; run <= runs; run += 1) {
      for (const [name, prepare] of Object.entries(shapes)) {
        (globalThis as any).gc?.();
        const start = performance.now();
        const app = buildApp(charts);
        prepare(app);
        app.synth();
        if (run > 0) times.get(name)?.push(performance.now() - start); // the first one warms up
      }
    }
    const plain = times.get('plain') as number[];
    const columns = [...times].map(([name, list]) => {
      const ratio = median(list.map((time, index) => time / (plain[index] as number)));
      return name === 'plain' ? `plain ${median(list).toFixed(0)} ms` : `${name} ${ratio.toFixed(2)}×`;
    });
    console.log(`  ${String(charts).padStart(3)} charts: ${columns.join('   ')}`);
  }
}

function benchCheck(): void {
  const file = join(folder, 'objects.yaml');
  const app = buildApp(20);
  writeFileSync(
    file,
    app.charts
      .flatMap((chart) => chart.toJson())
      .map((json) => dump(json))
      .join('---\n'),
  );
  const parse = join(folder, 'parse.cjs');
  writeFileSync(
    parse,
    `require(${JSON.stringify(require.resolve('js-yaml'))}).loadAll(require('fs').readFileSync(${JSON.stringify(file)}, 'utf8'));\n`,
  );
  const commands: { readonly [name: string]: string[] } = {
    'js-yaml loadAll': [parse],
    'check --profile nsa': [join(LIBRARY, 'cli', 'main.js'), 'check', file],
    'check --format json': [join(LIBRARY, 'cli', 'main.js'), 'check', file, '--format', 'json'],
  };
  const times = new Map(Object.keys(commands).map((name) => [name, [] as number[]]));
  for (let run = 0; run <= runs; run += 1) {
    for (const [name, args] of Object.entries(commands)) {
      const start = performance.now();
      try {
        execFileSync(process.execPath, args, { stdio: 'ignore' });
      } catch (error) {
        if ((error as { status?: number }).status !== 1) throw error; // 1 is findings
      }
      if (run > 0) times.get(name)?.push(performance.now() - start);
    }
  }
  const bare = times.get('js-yaml loadAll') as number[];
  console.log(`\ncheck of ${objects} objects as a whole process, against a process that only parses them`);
  for (const [name, list] of times) {
    const ratio = median(list.map((time, index) => time / (bare[index] as number)));
    console.log(`  ${name.padEnd(20)} ${median(list).toFixed(0).padStart(5)} ms   ${ratio.toFixed(2)}×`);
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function numberAfter(flag: string, fallback: number): number {
  const at = process.argv.indexOf(flag);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
}
