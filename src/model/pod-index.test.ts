import { Manifest } from './manifest';
import { ManifestSet } from './manifest-set';
import { isEmptySelector, objectsIn, podsSelected, readLabels, readSelector } from './pod-index';

const pod = (name: string, labels: any, namespace?: string) =>
  Manifest.fromJson({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels, namespace },
    spec: { containers: [{ name: 'web', image: 'web' }] },
  });

const SET = ManifestSet.fromManifests([
  pod('web-1', { app: 'web', tier: 'front' }, 'shop'),
  pod('web-2', { app: 'web' }, 'shop'),
  pod('db', { app: 'db', tier: 'back' }, 'shop'),
  pod('bare', null, 'shop'),
  pod('elsewhere', { app: 'web' }, 'other'),
  pod('nowhere', { app: 'web' }),
]);

const names = (selector: any, namespace = 'shop') =>
  podsSelected(readSelector(selector) as any, namespace, SET).map((each) => each.manifest.objectRef.name);

test.each([
  ['one label', { matchLabels: { app: 'web' } }, ['web-1', 'web-2']],
  ['two labels', { matchLabels: { app: 'web', tier: 'front' } }, ['web-1']],
  ['a label that no pod has', { matchLabels: { app: 'mail' } }, []],
  ['a value that is the start of another', { matchLabels: { app: 'we' } }, []],
  ['a key that every object inherits', { matchLabels: { constructor: 'Object' } }, []],
  ['an expression', { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, ['web-1', 'db']],
  [
    'an expression beside a label',
    { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] },
    ['web-2'],
  ],
  ['an empty selector, which matches everything', {}, ['web-1', 'web-2', 'db', 'bare']],
  ['null for everything', { matchLabels: null, matchExpressions: null }, ['web-1', 'web-2', 'db', 'bare']],
])('a selector with %s', (_, selector, expected) => {
  expect(names(selector)).toEqual(expected);
});

test('a namespace that is not written is default, and others have other pods', () => {
  expect(names({ matchLabels: { app: 'web' } }, 'default')).toEqual(['nowhere']);
  expect(names({ matchLabels: { app: 'web' } }, 'missing')).toEqual([]);
});

test.each([undefined, null, 'app=web', 3, ['app']])('%p is not a selector', (value) => {
  expect(readSelector(value)).toBeUndefined();
});

test('the valid parts of a selector are read', () => {
  const selector = readSelector({ matchLabels: { a: null, b: 1 }, matchExpressions: [null, 'x', { key: 'a' }] });
  expect(selector).toEqual({ matchLabels: { a: '', b: '1' }, matchExpressions: [{ key: 'a' }] });
  expect(readLabels(['a'])).toEqual({});
  expect(objectsIn({ 0: {} })).toEqual([]);
  expect(isEmptySelector(selector as any)).toBe(false);
  expect(isEmptySelector(readSelector({ matchLabels: {} }) as any)).toBe(true);
});

test('the time is linear: many selectors with a label that all pods share, each with one of its own', () => {
  const many = Array.from({ length: 3000 }, (_, index) => pod(`p${index}`, { part: 'shop', app: `a${index}` }, 'shop'));
  const set = ManifestSet.fromManifests(many);
  for (const { labels } of many) {
    expect(podsSelected({ matchLabels: labels, matchExpressions: [] }, 'shop', set)).toHaveLength(1);
  }
});
