import { narrowed } from '../tools/release/sbom';

const library = (ref: string, folder: string, components?: object[]) => ({
  name: ref,
  'bom-ref': ref,
  components,
  properties: [
    { name: 'cdx:npm:package:development', value: 'true' },
    { name: 'cdx:npm:package:path', value: folder },
  ],
});
const SBOM = {
  specVersion: '1.6',
  metadata: { component: { 'bom-ref': 'own' } },
  components: [
    library('a', 'node_modules/a', [library('b', 'node_modules/a/node_modules/b')]),
    library('c', 'node_modules/c'),
  ],
  dependencies: [
    { ref: 'own', dependsOn: ['a', 'c'] },
    { ref: 'a', dependsOn: ['b', 'c'] },
    { ref: 'b' },
    { ref: 'c', dependsOn: ['b'] },
  ],
};

test('the bill of materials has what is built in, with what it depends on', () => {
  const { components, dependencies, specVersion } = narrowed(SBOM, ['node_modules/a', 'node_modules/a/node_modules/b']);
  const kept = (name: string, path: string) => ({
    name,
    'bom-ref': name,
    scope: 'required',
    properties: [{ name: 'cdx:npm:package:path', value: path }],
  });
  expect(components).toEqual([kept('a', 'node_modules/a'), kept('b', 'node_modules/a/node_modules/b')]);
  expect(dependencies).toEqual([
    { ref: 'own', dependsOn: ['a'] },
    { ref: 'a', dependsOn: ['b'] },
    { ref: 'b', dependsOn: [] },
  ]);
  expect(specVersion).toBe('1.6');
});

test('a library that the bill of materials lacks is an error', () => {
  expect(() => narrowed(SBOM, ['node_modules/a', 'node_modules/d'])).toThrow(
    'the bill of materials lacks node_modules/d; check package-lock.json',
  );
});
