import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Testing, Yaml, YamlOutputType } from 'cdk8s';
import { Aspects, HardeningChecks, Profiles } from '../src';
import { readYaml } from '../src/yaml/read';

const outdirs: string[] = [];
afterAll(() => {
  for (const outdir of outdirs) rmSync(outdir, { recursive: true, force: true });
});

/** An app with one object, which is judged; or a plain one. */
function appOf(manifest: object, props: { isJudged?: boolean; type?: YamlOutputType; metadata?: boolean } = {}): App {
  const outdir = mkdtempSync(join(tmpdir(), 'written-'));
  outdirs.push(outdir);
  const app = new App({ outdir, yamlOutputType: props.type, recordConstructMetadata: props.metadata });
  if (props.isJudged ?? true) Aspects.of(app).add(new HardeningChecks({ profile: Profiles.restricted() }));
  new ApiObject(new Chart(app, 'c'), 'o', { metadata: { name: 'web' }, ...manifest } as any);
  return app;
}

/** A pod that passes `restricted`, with more in its container. */
function pod(container: object): any {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    spec: {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'main',
          image: 'ghcr.io/acme/web:1.0.0',
          ...container,
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
            ...(container as any).securityContext,
          },
        },
      ],
    },
  };
}

/** The API server takes any key and any text in it. */
const custom = (data: object, more: object = {}) => ({ apiVersion: 'example.com/v1', kind: 'Text', data, ...more });

const configMap = (data: object, more: object = {}) => ({ apiVersion: 'v1', kind: 'ConfigMap', data, ...more });

/** The entry points that write a text. */
const ENTRY_POINTS: { readonly [name: string]: (app: App) => string } = {
  'app.synth()': (app) => {
    app.synth();
    return filesOf(app)
      .map((file) => readFileSync(file, 'utf8'))
      .join('---\n');
  },
  'app.synthYaml()': (app) => app.synthYaml(),
  'chart.toJson() and Yaml.stringify()': (app) => Yaml.stringify(...app.charts.flatMap((chart) => chart.toJson())),
  'Testing.synth() and Yaml.save()': (app) => {
    const file = join(app.outdir, 'own.yaml');
    Yaml.save(
      file,
      app.charts.flatMap((chart) => Testing.synth(chart)),
    );
    return readFileSync(file, 'utf8');
  },
};
const ENTRY_NAMES = Object.keys(ENTRY_POINTS);

function filesOf(app: App): string[] {
  return (readdirSync(app.outdir, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join(app.outdir, file));
}

function textOf(entry: string, manifest: object): string {
  return (ENTRY_POINTS[entry] as (app: App) => string)(appOf(manifest));
}

/** A text, read as the API client reads it. */
function read(text: string): any[] {
  const { documents, problems } = readYaml(text);
  expect(problems).toEqual([]);
  return documents.map(({ value }) => value);
}

// each was read by kubectl v1.37 as what its name says, as plain cdk8s writes it
const ATTACKS: { readonly [what: string]: any } = {
  'a line separator that opens a field': pod({ workingDir: '/x\u2028 securityContext:\u2028 privileged:\u2028 true' }),
  'a paragraph separator that opens a field': pod({ workingDir: '/x\u2029stdin: true' }),
  'a line separator in a block of text': configMap({ a: 'b\nc: d\u2028e: f\n' }),
  'a key "<<", whose fields are merged': pod({ securityContext: { '<<': { privileged: true } } }),
  'a key "<<" that is no text for all': custom({ '<<': 'a' }),
  ...Object.fromEntries(
    ['0o22', '0O7', '-0o17', '0B101', '0X1F', '1e1_0', '-_1', '0b-1'].map((number) => [
      `the number ${number}`,
      configMap({ umask: number }),
    ]),
  ),
  'a key that is a number': configMap({ '0o1': 'a', '1': 'b' }),
  'a number as the value of a variable': pod({ env: [{ name: 'UMASK', value: '0o22' }] }),
  'a control character that YAML does not have': configMap({ a: 'b\u007fc' }),
  'a control character of the second block': configMap({ a: 'b\u009bc' }),
  'no character': configMap({ a: '\ufffe', b: '\uffff' }),
  'a block of text that starts with a tab': configMap({ Makefile: '\tcc a.c\n\tld a.o\n' }),
  'a comment behind a line separator': configMap({ a: 'b\u2028#c' }),
  'a separator of documents behind a line separator': configMap({ a: 'b\u2028---\u2028c: d' }),
};

describe.each(Object.keys(ATTACKS))('%s', (what) => {
  test.each(ENTRY_NAMES)('%s writes what was judged', (entry) => {
    const manifest = ATTACKS[what];
    expect(read(textOf(entry, manifest))).toEqual([{ metadata: { name: 'web' }, ...manifest }]);
  });
});

describe('the text', () => {
  test('has quotes and escapes where they are needed, and else the bytes of cdk8s', () => {
    const data = { script: '#!/bin/sh\necho a\n', umask: '0o22', version: '1.0', json: '{"a":1}', long: '\u2028' };
    const plain = appOf(configMap(data), { isJudged: false }).synthYaml();
    expect(plain).toContain('  umask: 0o22\n');
    expect(textOf('app.synthYaml()', configMap(data))).toBe(
      plain.replace('umask: 0o22', 'umask: "0o22"').replace('\u2028', '"\\u2028"'),
    );
  });

  test('has the bytes of cdk8s where they are read as they are, however odd', () => {
    const data = {
      ...{ yes: 'no', '1': '0777', '': '', '?a': '?b', '- a': '---', 'a: b': 'c #d', '=': '~', 'a\nb': '\r' },
      ...{ date: '2001-01-01', time: '1:30', float: '1e400', escape: '\u001b[2J\0', blank: '\n\n a\n \n', tab: 'a\tb' },
    };
    const type = YamlOutputType.FILE_PER_APP;
    for (const entry of ENTRY_NAMES)
      expect(textOf(entry, custom(data))).toBe(appOf(custom(data), { isJudged: false, type }).synthYaml());
  });

  test.each([1023, 1024, 1025])('writes a key of %d characters so that its colon is found', (length) => {
    const manifest = custom({ ['k'.repeat(length)]: '0o1', [`\u2028${'l'.repeat(length)}`]: 'a' });
    expect(read(textOf('app.synthYaml()', manifest))).toEqual([{ metadata: { name: 'web' }, ...manifest }]);
  });

  test.each([
    YamlOutputType.FILE_PER_APP,
    YamlOutputType.FILE_PER_CHART,
    YamlOutputType.FILE_PER_RESOURCE,
    YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
  ])('is what was judged in output type %s', (type) => {
    const app = appOf(configMap({ umask: '0o22' }), { type });
    app.synth();
    const [file] = filesOf(app) as [string];
    expect(read(readFileSync(file, 'utf8'))).toEqual([
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, data: { umask: '0o22' } },
    ]);
  });
});

describe('what no file can hold', () => {
  const halves: [string, object][] = [
    ['/data/a~1b', custom({ 'a/b': 'c\ud800' })],
    ['/data/\\udc00', custom({ '\udc00': 'a' })],
    ['/metadata/annotations/a', custom({}, { metadata: { name: 'web', annotations: { a: '\udfff\ud800' } } })],
  ];
  test.each(halves)('is an error that names %s', (pointer, manifest) => {
    const message = `Text "web" ${pointer} holds half of a surrogate pair, which no file can hold; remove it`;
    for (const entry of ENTRY_NAMES) expect(() => textOf(entry, manifest)).toThrow(message);
  });

  test('is an error before any file is written', () => {
    const app = appOf(configMap({ a: '\ud800' }), { metadata: true, type: YamlOutputType.FILE_PER_RESOURCE });
    new ApiObject(new Chart(app, 'a'), 'o', configMap({ a: 'b' }) as any);
    expect(() => app.synth()).toThrow('half of a surrogate pair');
    expect(readdirSync(app.outdir)).toEqual([]);
  });
});

describe('Yaml.stringify', () => {
  test('writes what a chart gave out as it is now, with the bytes of cdk8s for all else', () => {
    const [judged] = appOf(configMap({ umask: '0o22' })).charts.flatMap((chart) => chart.toJson());
    const own = { umask: '0o22' };
    judged.data.more = '0o7';
    expect(Yaml.stringify(own, judged, undefined)).toBe(
      `umask: 0o22\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  umask: "0o22"\n  more: "0o7"\n---\n\n`,
    );
  });

  test('leaves an app without aspects alone', () => {
    expect(appOf(configMap({ umask: '0o22' }), { isJudged: false }).synthYaml()).toContain('umask: 0o22');
  });
});
