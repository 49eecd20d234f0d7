import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Checker } from '../../src/engine/checker';
import { Profile } from '../../src/engine/profile';
import { ManifestSet } from '../../src/model/manifest-set';
import { CATALOG } from '../../src/rules/catalog';

/** The rules that find secrets; those beside them judge references and mounts. */
const RULES = [
  'hard-coded-secret-env',
  'secret-in-annotation',
  'secret-in-command-args',
  'secret-in-config-map',
  'secret-inline-data',
];
const CHECKER = new Checker({
  profile: new Profile('secrets', { rules: CATALOG.filter(({ meta }) => RULES.includes(meta.id)) }),
  today: '2026-11-24',
});
const AIM = 0.98;

/** One labelled line. `¦` parts what scanners of repositories would take for a token; it is removed here. */
interface Line {
  readonly place: string;
  readonly name: string;
  readonly value: string | string[];
  readonly secret: boolean;
  readonly kind: string;
}

function linesOf(file: string): Line[] {
  const text = readFileSync(join(__dirname, file), 'utf8').replaceAll('¦', '');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const metadata = { name: 'web', namespace: 'shop' };
const pod = (container: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata,
  spec: { containers: [{ name: 'web', image: 'web', ...container }] },
});
const configMap = (rest: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata, ...rest });
const probe = (httpGet: object) => pod({ livenessProbe: { httpGet: { port: 8080, ...httpGet } } });

const OBJECTS: { readonly [place: string]: (name: string, value: any) => object } = {
  env: (name, value) => pod({ env: [{ name, value }] }),
  args: (_, args) => pod({ args }),
  exec: (_, command) => pod({ livenessProbe: { exec: { command } } }),
  header: (name, value) => probe({ httpHeaders: [{ name, value }] }),
  path: (_, path) => probe({ path }),
  configmap: (name, value) => configMap({ data: { [name]: value } }),
  binaryData: (name, value) => configMap({ binaryData: { [name]: Buffer.from(value).toString('base64') } }),
  annotation: (name, value) => configMap({ metadata: { ...metadata, annotations: { [name]: value } } }),
  secret: (name, value) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata,
    data: { [name]: Buffer.from(value).toString('base64') },
  }),
};

const shown = ({ place, name, value }: Line) => `${place} ${name} ${JSON.stringify(value)}`;

function isFound(line: Line): boolean {
  const { place, name, value } = line;
  const object = OBJECTS[place]?.(name, value);
  if (!object) throw new Error(`place "${place}" is unknown`);
  const report = CHECKER.check(ManifestSet.fromJson([object]));
  if (report.errors.length > 0) throw new Error(`${shown(line)}: ${report.errors[0]?.message}`);
  return report.findings.length > 0;
}

describe.each([
  ['corpus.jsonl', 'the lines that the rules were tuned on', 300],
  ['held-out.jsonl', 'the lines that were written after the rules, and that no rule was tuned on', 80],
])('%s, %s', (file, _, least) => {
  const lines = linesOf(file);
  const judged = lines.map((line) => ({ ...line, found: isFound(line) }));
  const right = judged.filter(({ secret, found }) => secret && found);
  const missed = judged.filter(({ secret, found }) => secret && !found);
  const wrong = judged.filter(({ secret, found }) => !secret && found);

  test('is large, and each line is another', () => {
    expect(lines.length).toBeGreaterThanOrEqual(least);
    expect(new Set(lines.map(shown)).size).toBe(lines.length);
    expect(lines.filter(({ secret }) => secret).length).toBeGreaterThan(lines.length / 3);
  });

  test(`precision and recall are ${AIM} at least`, () => {
    const precision = right.length / (right.length + wrong.length);
    const recall = right.length / (right.length + missed.length);
    process.stdout.write(
      `${file}: ${lines.length} lines, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}\n` +
        [
          ...wrong.map((line) => `  wrong: ${shown(line)}\n`),
          ...missed.map((line) => `  missed: ${shown(line)}\n`),
        ].join(''),
    );
    expect(precision).toBeGreaterThanOrEqual(AIM);
    expect(recall).toBeGreaterThanOrEqual(AIM);
  });
});
