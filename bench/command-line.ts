import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { medianOf } from './history';
import { weakCorpus, weakCorpusText } from './weak-corpus';

/** Programs that judge the same file, where they are on PATH; each with the arguments for a format. */
const PEERS: { readonly [program: string]: (format: string, file: string) => string[] } = {
  'kube-score': (format, file) => ['score', '--output-format', format === 'text' ? 'human' : format, file],
  'kube-linter': (format, file) => ['lint', '--format', format === 'text' ? 'plain' : format, file],
};
const PROBE = `process.on('exit', () => require('fs').writeSync(3, String(process.resourceUsage().maxRSS)));\n`;

export interface CommandLineBench {
  /** The command line, as one file. */
  readonly main: string;
  /** Folder for what is written. */
  readonly folder: string;
  readonly runs: number;
  readonly objects: number;
  /** Number of files of the shape with many. */
  readonly files: number;
}

type Command = readonly string[];
type Ratios = { [name: string]: number };

/**
 * The command line as whole processes, against an empty process, a process that only parses the same text, and the peers that are
 * installed: medians of the ratios of pairs, by processor time. Returns the ratios by name.
 */
export function benchCommandLine(bench: CommandLineBench): Ratios {
  return { ...start(bench), ...weakObjects(bench), ...manyFiles(bench) };
}

function start({ main, folder, runs }: CommandLineBench): Ratios {
  const one = join(folder, 'one.yaml');
  writeFileSync(one, 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: b }\n');
  console.log('\nstart, by processor time');
  return pairs(runs, {
    'check of one object / empty process': [node(main, 'check', one), node('-e', '0')],
    '--version / empty process': [node(main, '--version'), node('-e', '0')],
  });
}

function weakObjects({ main, folder, runs, objects }: CommandLineBench): Ratios {
  const file = join(folder, 'weak.yaml');
  writeFileSync(file, weakCorpusText(objects));
  const parse = join(folder, 'parse.cjs');
  writeFileSync(parse, `${loadAll}(require('fs').readFileSync(${JSON.stringify(file)}, 'utf8'));\n`);
  const found = Object.keys(PEERS).filter((program) => spawnSync(program, ['version']).status === 0);
  const missing = Object.keys(PEERS).filter((program) => !found.includes(program));
  console.log(`\ncheck of ${objects} seeded objects, half of the apps weak, by processor time`);
  for (const program of missing) console.log(`  ${program} is not on PATH`);
  const own = (format: string) => node(main, 'check', file, '--format', format);
  return pairs(runs, {
    'weak objects / js-yaml': [own('text'), node(parse)],
    ...Object.fromEntries(
      found.flatMap((program) =>
        ['text', 'json', 'sarif'].map((format): [string, [Command, Command]] => {
          const peer = [program, ...(PEERS[program] as (typeof PEERS)[string])(format, file)];
          return [`weak objects, ${format} / ${program}`, [own(format), peer]];
        }),
      ),
    ),
  });
}

/** A file for each object. */
function manyFiles({ main, folder, files }: CommandLineBench): Ratios {
  const many = join(folder, 'many');
  for (const [index, object] of weakCorpus(files).entries()) {
    const team = join(many, (object as any).metadata.namespace);
    mkdirSync(team, { recursive: true });
    writeFileSync(join(team, `${index}.yaml`), dump(object, { noRefs: true }));
  }
  const parse = join(folder, 'parse-many.cjs');
  const each = `{ recursive: true }).filter((path) => path.endsWith('.yaml'))`;
  const read = `fs.readFileSync(${JSON.stringify(`${many}/`)} + path, 'utf8')`;
  writeFileSync(
    parse,
    `const fs = require('fs');\nfor (const path of fs.readdirSync(${JSON.stringify(many)}, ${each}) ${loadAll}(${read});\n`,
  );
  console.log(`\n${files} files in one run, by processor time`);
  const check = node(main, 'check', many);
  const fix = node(main, 'fix', '--dry-run', many);
  const ratios = pairs(1, {
    'many files, check / js-yaml': [check, node(parse)],
    'many files, fix / js-yaml': [fix, node(parse)],
  });
  for (const command of [check, fix]) console.log(`  ${megabytes(command, folder).toFixed(0)} MB   ${command[2]}`);
  rmSync(many, { recursive: true });
  return ratios;
}

const loadAll = `require(${JSON.stringify(require.resolve('js-yaml'))}).loadAll`;

function node(...args: string[]): Command {
  return [process.execPath, ...args];
}

/** Runs each pair in turn, prints its times and the ratio, and returns the ratios. */
function pairs(runs: number, commands: { readonly [name: string]: readonly [own: Command, other: Command] }): Ratios {
  const ratios: Ratios = {};
  for (const [name, pair] of Object.entries(commands)) {
    const times = Array.from({ length: runs }, () => pair.map(seconds) as [number, number]);
    const ratio = medianOf(times.map(([own, other]) => own / other));
    const [own, other] = [0, 1].map((side) => medianOf(times.map((both) => both[side] as number)).toFixed(2));
    console.log(`  ${name.padEnd(40)} ${own} s / ${other} s   ${ratio.toFixed(2)}×`);
    ratios[name] = ratio;
  }
  return ratios;
}

/** The processor time of a whole process and its children, as the shell knows it. */
function seconds(command: Command): number {
  const script = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1; exit 0';
  const { stderr } = spawnSync('bash', ['-c', script, 'bash', ...command], { encoding: 'utf8' });
  const [user = Number.NaN, system = Number.NaN] = stderr.trim().split(' ').map(Number);
  return user + system;
}

/** The most memory that a process of Node had. */
function megabytes([program = '', ...args]: Command, folder: string): number {
  const probe = join(folder, 'memory.cjs');
  writeFileSync(probe, PROBE);
  const { output } = spawnSync(program, ['-r', probe, ...args], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  return Number(output[3]) / 1024;
}
