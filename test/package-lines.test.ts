import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LINES, packageFor } from '../src/cli/init/lines';
import { Manifest } from '../src/model/manifest';
import { readYaml } from '../src/yaml/read';
import { expectedOn } from '../tools/lines/expected';
import { packageJsonOf, renameText, tsconfigOf } from '../tools/lines/rename';

const ROOT = join(__dirname, '..');
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');
const PACKAGE = JSON.parse(read('package.json'));

describe('names on another line', () => {
  test.each([
    ["import * as kplus from 'cdk8s-plus-28';", "import * as kplus from 'cdk8s-plus-33';"],
    ['import { App } from "cdk8s-hardened";', 'import { App } from "cdk8s-hardened-33";'],
    ["} from 'cdk8s-hardened/testing';", "} from 'cdk8s-hardened-33/testing';"],
    ["jest.mock('cdk8s-hardened')", "jest.mock('cdk8s-hardened-33')"],
    ["import('cdk8s-hardened/lib/index')", "import('cdk8s-hardened-33/lib/index')"],
    ['npm install --save-dev cdk8s-hardened@1.2.3', 'npm install --save-dev cdk8s-hardened-33@1.2.3'],
    ['`pip install cdk8s-hardened`, then', '`pip install cdk8s-hardened-33`, then'],
    ['package: ./node_modules/cdk8s-hardened/lib', 'package: ./node_modules/cdk8s-hardened-33/lib'],
    ['from cdk8s_hardened import Aspects', 'from cdk8s_hardened_33 import Aspects'],
    ['from cdk8s_plus_28 import ContainerProps', 'from cdk8s_plus_33 import ContainerProps'],
    ['import io.github.cdk8shardened.*;', 'import io.github.cdk8shardened33.*;'],
    ['import org.cdk8s.plus28.ContainerProps;', 'import org.cdk8s.plus33.ContainerProps;'],
    ['io.github.cdk8s-hardened:cdk8s-hardened`', 'io.github.cdk8s-hardened:cdk8s-hardened-33`'],
    ['using Org.Cdk8s.Plus28;', 'using Org.Cdk8s.Plus33;'],
  ])('%s', (before, after) => {
    expect(renameText(before, 33)).toBe(after);
    expect(renameText(before, 28)).toBe(before);
  });

  test.each([
    'npx cdk8s-hardened check dist', // the command has one name
    'npm install cdk8s-hardened-33',
    'https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main/docs/ci.md',
    "Symbol.for('cdk8s-hardened.waivers')",
    "name: 'cdk8s-hardened',",
    'cdk8s-hardened.github.io/waive.host-pid: x',
    '_cdk8s_hardened',
    'Kubernetes 1.28, and 28 rules',
  ])('stay: %s', (text) => {
    expect(renameText(text, 33)).toBe(text);
  });
});

describe.each(LINES.filter(({ line }) => line !== 28))('package.json of line $line', ({ line, plus }) => {
  const json = packageJsonOf(PACKAGE, { line, plus });
  const name = `cdk8s-hardened-${line}`;

  test('has the names of the line, in each language', () => {
    expect(json.name).toBe(name);
    expect(json.jsii.targets).toEqual({
      java: {
        package: `io.github.cdk8shardened${line}`,
        maven: { groupId: 'io.github.cdk8s-hardened', artifactId: name },
      },
      python: { distName: name, module: `cdk8s_hardened_${line}` },
      dotnet: { namespace: `Cdk8sHardened${line}`, packageId: `Cdk8sHardened${line}` },
      go: { moduleName: 'github.com/cdk8s-hardened/cdk8s-hardened-go', packageName: `cdk8shardened${line}` },
    });
    expect(JSON.stringify(json)).not.toMatch(/plus-?28/i);
  });

  test('has one line of cdk8s-plus, in the version that the package claims', () => {
    expect(json.peerDependencies).toEqual({
      ...PACKAGE.peerDependencies,
      'cdk8s-plus-28': undefined,
      [`cdk8s-plus-${line}`]: `^${plus}`,
    });
    expect(json.devDependencies[`cdk8s-plus-${line}`]).toBe(plus);
  });

  test('is packed and run as that of this source', () => {
    for (const field of ['version', 'main', 'types', 'bin', 'exports', 'files', 'engines', 'dependencies'])
      expect([field, json[field]]).toEqual([field, PACKAGE[field]]);
    expect(Object.keys(json.jest.moduleNameMapper)).toEqual(expect.arrayContaining([`^${name}$`, `^${name}/testing$`]));
    expect(
      JSON.parse(tsconfigOf('{ "paths": { "cdk8s-hardened": [], "cdk8s-hardened/testing": [] } }', line)).paths,
    ).toEqual({
      [name]: [],
      [`${name}/testing`]: [],
    });
  });
});

describe('expected manifests on another line', () => {
  const files = readdirSync(join(ROOT, 'examples'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /^[^/]+\/expected\/[^/]+\.yaml$/.test(path),
  );
  const objects = (text: string): any[] => readYaml(text).documents.map(({ value }) => value);

  test('there are some', () => {
    expect(files.length).toBeGreaterThan(6);
  });

  test.each(files)('of %s have the additions of the line, and no other', (path) => {
    const text = read('examples', path);
    expect(expectedOn(28, text)).toBe(text);
    for (const [line, isDeploymentNew] of [
      [29, false],
      [30, false],
      [31, true],
      [34, true],
    ] as const) {
      const made = objects(expectedOn(line, text));
      for (const object of made) {
        const pod = Manifest.fromJson(object).podTemplate;
        if (pod && !pod.labels['cdk8s.io/metadata.addr']) continue; // Read from a vendor's file: equal below.
        const spec = pod?.specPath
          .split('/')
          .slice(1)
          .reduce((at, key) => at[key], object);
        if (spec) {
          expect(spec.shareProcessNamespace).toBe(false);
          delete spec.shareProcessNamespace;
        }
        if (object.kind !== 'Deployment') continue;
        expect(object.spec.revisionHistoryLimit).toBe(isDeploymentNew ? 10 : undefined);
        delete object.spec.revisionHistoryLimit;
      }
      expect(made).toEqual(objects(text));
    }
  });
});

test('the README has the packages of all lines', () => {
  const rows = [...read('README.md').matchAll(/^\| (\d+) \| `([^`]+)` \| (\S+) \|$/gm)].map(([, ...cells]) => cells);
  expect(rows).toEqual(LINES.map(({ line, plus }) => [String(line), packageFor(line), plus]));
});

test('the first line is that of this source, with its oldest version', () => {
  expect(packageFor(28)).toBe(PACKAGE.name);
  expect(LINES[0]).toEqual({ line: 28, plus: PACKAGE.devDependencies['cdk8s-plus-28'] });
});
