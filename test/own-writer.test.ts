import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, type AppProps, Chart, JsonPatch, Yaml, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { Aspects } from '../src';

const outdirs: string[] = [];
afterEach(() => {
  delete process.env.HARDENING_WRITER;
  for (const outdir of outdirs.splice(0)) rmSync(outdir, { recursive: true, force: true });
});

/** An app with an aspect, so that it is written by this library. */
function watched<T extends App>(make: (props: AppProps) => T, props: AppProps = {}): T {
  const outdir = mkdtempSync(join(tmpdir(), 'own-writer-'));
  outdirs.push(outdir);
  const app = make({ ...props, outdir });
  Aspects.of(app).add({ visit: () => {} });
  return app;
}

const newApp = (props: AppProps) => new App(props);

function objectIn(scope: Construct, id: string): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id } });
}

/** The names of the objects of a text, in order. */
const namesIn = (text: string) => [...text.matchAll(/^ {2}name: "?(.*?)"?$/gm)].map(([, name]) => name);

test('what something depends on is written before it', () => {
  const app = watched(newApp);
  const [first, second] = ['a', 'b'].map((id) => new Chart(app, id)) as [Chart, Chart];
  objectIn(first, 'web');
  objectIn(first, 'settings');
  objectIn(second, 'namespace');
  first.node.findChild('web').node.addDependency(first.node.findChild('settings'));
  first.addDependency(second);
  expect(namesIn(app.synthYaml())).toEqual(['namespace', 'settings', 'web']);
  app.synth();
  expect(readdirSync(app.outdir).sort()).toEqual(['0000-b.k8s.yaml', '0001-a.k8s.yaml']);
});

test('charts whose ids are numbers come first, as in cdk8s', () => {
  const app = watched(newApp);
  for (const id of ['b', '10', '2']) objectIn(new Chart(app, id), `in-${id}`);
  expect(namesIn(app.synthYaml())).toEqual(['in-2', 'in-10', 'in-b']);
});

test.each(['b', 'a'])('a cycle has the message of cdk8s, if "%s" closes it', (last) => {
  const app = watched(newApp);
  const [first, second] = ['a', 'b'].map((id) => objectIn(new Chart(app, `chart-${id}`), id)) as [ApiObject, ApiObject];
  for (const id of last === 'b' ? ['a', 'b'] : ['b', 'a'])
    if (id === 'a') first.addDependency(second);
    else second.addDependency(first);
  expect(() => app.synth()).toThrow(/^Dependency cycle detected: chart-/);
  expect(readdirSync(app.outdir)).toEqual([]);
});

test('a chain of charts takes no time that grows with its paths', () => {
  const app = watched(newApp);
  const charts = Array.from({ length: 20 }, (_, index) => new Chart(app, `chart-${index}`));
  for (const [index, chart] of charts.entries()) {
    for (let each = 0; each < 20; each += 1) objectIn(chart, `object-${each}`);
    if (index > 0) chart.addDependency(charts[index - 1] as Chart);
  }
  // Plain cdk8s would visit each of 20 ^ 20 paths.
  expect(namesIn(app.synthYaml())).toHaveLength(400);
});

test('a dependency on what is outside of all charts has the message of cdk8s', () => {
  const app = watched(newApp);
  objectIn(new Chart(app, 'chart'), 'object').addDependency(new Construct(app, 'group'));
  expect(() => app.synth()).toThrow('cannot find a parent chart');
});

test('an app may have an order of its own', () => {
  class Reversed extends App {
    public override get charts(): Chart[] {
      return [...super.charts].reverse();
    }
  }
  const app = watched((props) => new Reversed(props));
  for (const id of ['a', 'b']) objectIn(new Chart(app, id), id);
  expect(namesIn(app.synthYaml())).toEqual(['b', 'a']);
});

test('an app without charts, and a chart without objects, have the folders of cdk8s', () => {
  const yamlOutputType = YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
  const app = watched(newApp, { yamlOutputType });
  rmSync(app.outdir, { recursive: true });
  app.synth();
  expect(readdirSync(app.outdir)).toEqual([]);
  new Chart(app, 'empty');
  app.synth();
  expect(readdirSync(app.outdir)).toEqual(['empty']);
});

test('what a program puts in the place of Yaml.stringify writes the files', () => {
  const app = watched(newApp);
  objectIn(new Chart(app, 'chart'), 'web');
  const original = Yaml.stringify;
  Yaml.stringify = (...docs) => original.apply(Yaml, docs).replace(/web/g, 'changed by the program');
  try {
    app.synth();
  } finally {
    Yaml.stringify = original;
  }
  expect(readFileSync(join(app.outdir, 'chart.k8s.yaml'), 'utf8')).toContain('name: changed by the program');
});

describe('values that are not JSON', () => {
  test('an undefined value is null, as cdk8s writes it', () => {
    const app = watched(newApp);
    objectIn(new Chart(app, 'chart'), 'web').addJsonPatch(JsonPatch.add('/data', undefined));
    expect(app.synthYaml()).toBe('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata: null\n');
  });

  test.each([
    ['a function', () => 'a', 'holds a function, which JSON cannot represent'],
    ['a symbol', Symbol('a'), 'holds a symbol, which JSON cannot represent'],
    ['a long integer', 2n ** 60n + 1n, 'holds the integer 1152921504606846977, which would be rounded'],
  ])('%s is an error: it would be lost', (_, value, message) => {
    const app = watched(newApp);
    new ApiObject(new Chart(app, 'chart'), 'web', { apiVersion: 'example.com/v1', kind: 'Web', spec: value } as any);
    expect(() => app.synth()).toThrow(`"chart/web" cannot be rendered: ${message}`);
  });

  test('an integer that is not too long may be a bigint', () => {
    const app = watched(newApp);
    new ApiObject(new Chart(app, 'chart'), 'web', { apiVersion: 'example.com/v1', kind: 'Web', spec: 8080n } as any);
    expect(app.synthYaml()).toContain('spec: 8080\n');
  });
});

describe('a chart with its own toJson', () => {
  /** The files of a synth by this library, and by plain cdk8s. */
  function filesOf(toJson: (documents: any[]) => any, yamlOutputType: YamlOutputType) {
    class Own extends Chart {
      public override toJson(): any {
        return toJson(super.toJson());
      }
    }
    const plain = new App({ outdir: mkdtempSync(join(tmpdir(), 'own-writer-')), yamlOutputType });
    outdirs.push(plain.outdir);
    return [watched(newApp, { yamlOutputType }), plain].map((app) => {
      const chart = new Own(app, 'chart');
      for (const id of ['a', 'b']) objectIn(chart, id);
      app.synth();
      return readdirSync(app.outdir).map((file) => [file, readFileSync(join(app.outdir, file), 'utf8')]);
    });
  }

  const { FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE } = YamlOutputType;

  test.each([FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE])('may leave a document undefined: %s', (type) => {
    const [own, plain] = filesOf(([first]) => [first, undefined], type);
    expect(own).toEqual(plain);
    expect(own).toHaveLength(1);
  });

  test('may return an object', () => {
    const [own, plain] = filesOf(([first, second]) => ({ first, second }), FILE_PER_CHART);
    expect(own).toEqual(plain);
    expect(own).toHaveLength(1);
  });
});

describe('HARDENING_WRITER', () => {
  /** cdk8s validates once more for the app, and for each chart. */
  function validationsOf(writer: string | undefined): number {
    const app = watched(newApp);
    for (const id of ['a', 'b']) objectIn(new Chart(app, id), id);
    let count = 0;
    app.node.addValidation({
      validate: () => {
        count += 1;
        return [];
      },
    });
    if (writer !== undefined) process.env.HARDENING_WRITER = writer;
    app.synth();
    return count;
  }

  test('"cdk8s" leaves the order and the texts to cdk8s', () => {
    expect([validationsOf(undefined), validationsOf(''), validationsOf('cdk8s')]).toEqual([1, 1, 2]);
  });

  test('another value is an error before anything is written', () => {
    const app = watched(newApp);
    objectIn(new Chart(app, 'chart'), 'web');
    process.env.HARDENING_WRITER = 'ckd8s';
    expect(() => app.synth()).toThrow('HARDENING_WRITER is "ckd8s"; set it to "cdk8s", or leave it out');
    expect(readdirSync(app.outdir)).toEqual([]);
  });
});
