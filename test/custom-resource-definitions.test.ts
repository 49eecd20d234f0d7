import { ApiObject, App, Chart } from 'cdk8s';
import { Aspects } from '../src/aspects/aspects';
import { HardeningChecks } from '../src/aspects/hardening-checks';
import { PolicyFile } from '../src/host/policy-file';
import { Profiles } from '../src/profiles/profiles';
import { command, folder } from './support/command-line';

const DEFINITION = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Widget, plural: widgets, singular: widget, listKind: WidgetList}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [size]
              properties: {size: {type: integer, minimum: 1}}
`;
const widget = (spec: string) =>
  `apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a, namespace: shop}\nspec: ${spec}\n`;

async function check(files: { [path: string]: string }, ...argv: string[]) {
  const cwd = folder(files);
  const { code, stdout, stderr } = await command(['check', '--format', 'json', 'widget.yaml', ...argv], { cwd });
  if (stderr !== '') return { code, stderr };
  const { errors, findings } = JSON.parse(stdout);
  return {
    code,
    errors: errors.map(({ pointer, message }: any) => `${pointer} ${message}`),
    findings: findings.map(({ rule, pointer }: any) => `${rule} ${pointer}`),
  };
}

const WAYS: readonly (readonly [name: string, files: { [path: string]: string }, argv: string[]])[] = [
  ['--crds and a file', { 'crds/widget.yaml': DEFINITION }, ['--crds', 'crds/widget.yaml']],
  ['--crds and a folder', { 'crds/widget.yaml': DEFINITION }, ['--crds', 'crds']],
  ['crds of the policy', { 'crds/widget.yaml': DEFINITION, 'hardening.yaml': 'crds: [crds]\n' }, []],
  [
    'a policy elsewhere, whose paths start from its folder',
    { 'team/crds/widget.yaml': DEFINITION, 'team/policy.yaml': 'crds: [crds/widget.yaml]\n' },
    ['--policy', 'team/policy.yaml'],
  ],
  [
    'imports of cdk8s.yaml',
    {
      'crds/widget.yaml': DEFINITION,
      'cdk8s.yaml': 'language: typescript\nimports:\n  - k8s@1.34\n  - widgets:=crds/widget.yaml\n',
    },
    [],
  ],
];

describe.each(WAYS)('a definition by %s', (_, files, argv) => {
  test('says what an object of its kind may have', async () => {
    expect(await check({ ...files, 'widget.yaml': widget('{size: 1}') }, ...argv)).toEqual({
      code: 0,
      errors: [],
      findings: [],
    });
    expect(await check({ ...files, 'widget.yaml': widget('{size: big}') }, ...argv)).toEqual({
      code: 2,
      errors: ['/spec/size is the string "big"; must be an integer'],
      findings: [],
    });
    expect(await check({ ...files, 'widget.yaml': widget('{size: 1, Size: 2}') }, ...argv)).toEqual({
      code: 1,
      errors: [],
      findings: ['unknown-field /spec/Size'],
    });
  });
});

test('without a definition nothing is known of the kind', async () => {
  expect(await check({ 'widget.yaml': widget('{Size: big}') })).toEqual({ code: 0, errors: [], findings: [] });
});

test.each([
  ['a path that is not there', {}, 'nowhere', 'nowhere: does not exist; name an existing file or folder'],
  [
    'a file without a definition',
    {},
    'widget.yaml',
    'widget.yaml: holds no CustomResourceDefinition; name a file or folder that does',
  ],
  ['broken YAML', { 'bad.yaml': 'a: [' }, 'bad.yaml', 'bad.yaml:1:'],
])('%s is an error', async (_, files, path, message) => {
  const { code, stderr } = await check({ ...files, 'widget.yaml': widget('{}') }, '--crds', path);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('a synth refuses by the definitions of its policy', () => {
  const cwd = folder({ 'crds/widget.yaml': DEFINITION, 'hardening.yaml': 'crds: [crds]\n' });
  const app = new App();
  Aspects.of(app).add(
    new HardeningChecks({ ...PolicyFile.fromFile(`${cwd}/hardening.yaml`), profile: Profiles.restricted() }),
  );
  new ApiObject(new Chart(app, 'c'), 'w', { apiVersion: 'example.com/v1', kind: 'Widget', spec: { size: 0 } } as any);
  expect(() => app.synthYaml()).toThrow('/spec/size is 0; must be at least 1');
});
