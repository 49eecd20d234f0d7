import { Checker } from '../../../engine/checker';
import { Profile } from '../../../engine/profile';
import { Manifest } from '../../../model/manifest';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';

function settings(file: string | undefined, change: { [field: string]: any } = {}): Manifest {
  const { metadata, ...rest } = change;
  const json = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'shop', ...metadata },
    data: { theme: 'dark' },
    ...rest,
  };
  return Manifest.fromJson(json, { origin: { file } });
}

function judge(...objects: Manifest[]) {
  const checker = new Checker({ profile: new Profile('test', { rules: [rule] }), today: '2026-11-24' });
  const { findings, errors, notes } = checker.check(ManifestSet.fromManifests(objects));
  return {
    found: findings.map(({ origin, pointer, message }) => `${origin.file} ${pointer} ${message}`),
    errors: errors.map(({ message }) => message),
    notes,
  };
}

const LIGHT = { data: { theme: 'light' } };
const NOTHING = { found: [], errors: [], notes: [] };
const message = (name: string, folder: string) =>
  `ConfigMap "settings"${name} differs from its definition in folder "${folder}"; apply one folder at a time, or rename`;

describe('one object in two files', () => {
  test('of two folders is found once, at the later one', () => {
    expect(judge(settings('a/x.yaml'), settings('b/x.yaml', LIGHT))).toEqual({
      ...NOTHING,
      found: [`b/x.yaml /metadata/name ${message('', 'a')}`],
    });
  });

  test('of one folder is found too', () => {
    expect(judge(settings('x.yaml'), settings('y.yaml', LIGHT)).found).toEqual([
      `y.yaml /metadata/name ${message('', '.')}`,
    ]);
  });

  test('under another version of its API, or under the group that it had before, is the same object', () => {
    const deployment = (file: string, apiVersion: string) => settings(file, { apiVersion, kind: 'StorageClass' });
    expect(
      judge(deployment('a/x', 'storage.k8s.io/v1'), deployment('b/x', 'storage.k8s.io/v1beta1')).found,
    ).toHaveLength(1);
    const ingress = (file: string, apiVersion: string) => settings(file, { apiVersion, kind: 'Ingress' });
    expect(judge(ingress('a/x', 'extensions/v1beta1'), ingress('b/x', 'networking.k8s.io/v1')).found).toHaveLength(1);
  });

  test('is one finding for each pair of folders, which counts the others', () => {
    const both = (file: string, change: any) => [
      settings(file, change),
      settings(file, { ...change, metadata: { name: 'more' } }),
    ];
    const { found } = judge(...both('a/x.yaml', {}), ...both('b/x.yaml', LIGHT), ...both('c/x.yaml', LIGHT));
    expect(found).toEqual([
      `b/x.yaml /metadata/name ${message(', and 1 more here', 'a')}`,
      `c/x.yaml /metadata/name ${message(', and 1 more here', 'a')}`,
    ]);
  });

  test.each<[string, { [field: string]: any }]>([
    ['with the same content', {}],
    ['of another name', { ...LIGHT, metadata: { name: 'other' } }],
    ['of another namespace', { ...LIGHT, metadata: { namespace: 'bank' } }],
    ['of another kind', { ...LIGHT, kind: 'Secret', data: {} }],
    ['of another group', { ...LIGHT, apiVersion: 'example.com/v1' }],
  ])('is left alone: %s', (_, change) => {
    expect(judge(settings('a/x.yaml'), settings('b/x.yaml', change))).toEqual(NOTHING);
  });

  test('whose names the server makes are two objects', () => {
    const job = (file: string, data: any) =>
      settings(file, { metadata: { name: undefined, generateName: 'web-' }, data });
    expect(judge(job('a/x.yaml', {}), job('a/x.yaml', { b: '1' }))).toEqual(NOTHING);
  });
});

describe('one object twice in one place', () => {
  const twice = 'ConfigMap "settings" is defined twice, at';

  test.each([
    ['a file', 'a/x.yaml', 'a/x.yaml:1 and at a/x.yaml:1'],
    ['a synth', undefined, 'a place that is not known and at a place that is not known'],
  ])('is an error in %s', (_, file, places) => {
    expect(judge(settings(file), settings(file, LIGHT))).toEqual({
      ...NOTHING,
      errors: [`${twice} ${places}; the later one replaces the earlier: rename or remove one`],
    });
  });

  test('with the same content is a note', () => {
    expect(judge(settings('a/x.yaml'), settings('a/x.yaml'))).toEqual({
      ...NOTHING,
      notes: [`${twice} a/x.yaml:1 and at a/x.yaml:1, with the same content`],
    });
  });
});
