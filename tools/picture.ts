/**
 * Draws docs/refused-synth.svg from what really happens: runs the first program of the README with one weaker line, which is
 * refused, and without it, which is written. CI compares the picture with the one that is committed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import { dump } from 'js-yaml';

const ROOT = join(__dirname, '..');
const PICTURE = join(ROOT, 'docs', 'refused-synth.svg');
const WEB = "const web = new SecureDeployment(shop, 'web', {\n";
const WEAKER = '  automountServiceAccountToken: true,\n';

const COLUMNS = 100;
const SIZE = 14;
const LINE = 20;
/** Monospaced fonts are about 0.6 em wide; what is narrower leaves a margin. */
const WIDTH = Math.ceil(COLUMNS * SIZE * 0.602) + 40;

interface Line {
  readonly text: string;
  /** Class of the style sheet. */
  readonly look?: 'title' | 'bad' | 'good';
}

const program = programOf(readFileSync(join(ROOT, 'README.md'), 'utf8'));
const refused = run(program.replace(WEB, WEB + WEAKER));
if (refused.names.length > 0 || refused.status === 0)
  throw new Error('the weaker program was written; it must be refused');
const written = run(program);
if (written.status !== 0) throw new Error(`the program of the README is refused: ${written.stderr}`);
writeFileSync(PICTURE, svgOf(lines()));
console.log('docs/refused-synth.svg');

/** The program that .ci/user-project runs too. */
function programOf(readme: string): string {
  const blocks = [...readme.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
  const found = blocks.find((text) => text.includes('new App()') && text.includes('app.synth()'));
  if (!found?.includes(WEB)) throw new Error(`the README has no program with the line ${JSON.stringify(WEB)}`);
  return found;
}

function run(text: string) {
  const cwd = mkdtempSync(join(tmpdir(), 'picture-'));
  try {
    writeFileSync(join(cwd, 'main.ts'), text);
    symlinkSync(join(ROOT, 'node_modules'), join(cwd, 'node_modules'));
    const { status, stderr } = spawnSync(
      process.execPath,
      ['-r', 'ts-node/register/transpile-only', '-r', join(__dirname, 'load-example.ts'), 'main.ts'],
      { cwd, encoding: 'utf8', env: { ...process.env, TS_NODE_PROJECT: join(ROOT, 'test', 'tsconfig.json') } },
    );
    const dist = join(cwd, 'dist');
    const names = existsSync(dist) ? readdirSync(dist).sort() : [];
    return { status, stderr, objects: names.flatMap((name) => Yaml.load(join(dist, name))), names };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

function lines(): Line[] {
  const start = program.indexOf(WEB) + WEB.length;
  const rest = program.slice(start, program.indexOf('});\n', start) + '});\n'.length);
  return [
    { text: 'main.ts', look: 'title' },
    ...shown(WEB),
    ...shown(WEAKER, () => 'bad'),
    ...shown(rest),
    { text: '' },
    { text: '$ npx cdk8s synth', look: 'title' },
    ...shown(messageOf(refused.stderr), (line) => (line.startsWith('✗') ? 'bad' : undefined)),
    { text: 'No file is written.' },
    { text: '' },
    { text: '$ npx cdk8s synth   # without the red line', look: 'title' },
    {
      text: `${written.names.map((name) => `dist/${name}`).join(', ')}: ${written.objects.length} objects. The pods of "web":`,
    },
    ...shown(podOf(written.objects), () => 'good'),
  ];
}

/** What is thrown, without the sections of the standards and the advice at its end. */
function messageOf(stderr: string): string {
  const found = /cdk8s-hardened refuses[\s\S]*?created at .*$/m.exec(stderr)?.[0];
  if (!found) throw new Error(`the refusal has another form than this script knows: ${stderr}`);
  return found;
}

/** The settings of the web pods that the program does not mention. */
function podOf(objects: readonly any[]): string {
  const web = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name.includes('-web-'));
  const { automountServiceAccountToken, securityContext, containers } = web.spec.template.spec;
  const { runAsNonRoot, seccompProfile } = securityContext;
  const excerpt = {
    automountServiceAccountToken,
    securityContext: { runAsNonRoot, seccompProfile },
    containers: containers.map(({ name, securityContext: own }: any) => ({ name, securityContext: own })),
  };
  return dump(excerpt, { flowLevel: 2, lineWidth: -1 });
}

/** The lines of a text; a long one is broken at spaces and goes on further right. */
function shown(text: string, lookOf: (line: string) => Line['look'] = () => undefined): Line[] {
  return text
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const indent = ' '.repeat(line.search(/\S|$/) + 4);
      const parts: string[] = [''];
      for (const word of line.split(/(?<= )(?=\S)/)) {
        const last = parts.length - 1;
        const longer = `${parts[last]}${word}`;
        if (longer.trimEnd().length <= COLUMNS) parts[last] = longer;
        else parts.push(`${indent}${word}`);
      }
      return parts.map((part) => ({ text: part.trimEnd(), look: lookOf(line) }));
    });
}

function svgOf(all: readonly Line[]): string {
  const height = all.length * LINE + 30;
  const row = ({ text, look }: Line, index: number) =>
    text && `<text x="20" y="${30 + index * LINE}"${look ? ` class="${look}"` : ''}>${escaped(text)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    '<title>A synth that is refused, and what is written without the weaker line</title>',
    '<!-- Drawn by `npm run picture` from what the program of the README does. -->',
    `<style>text { font: ${SIZE}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #d0d7de; white-space: pre }`,
    '.title { fill: #8b949e; font-weight: bold } .bad { fill: #ff7b72 } .good { fill: #7ee787 }</style>',
    `<rect width="${WIDTH}" height="${height}" rx="8" fill="#0d1117"/>`,
    ...all.map(row).filter(Boolean),
    '</svg>',
    '',
  ].join('\n');
}

/** Text of an SVG; spaces at the start of a line would be dropped where style sheets are not read. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/^ +/, (spaces) => '\u00a0'.repeat(spaces.length));
}
