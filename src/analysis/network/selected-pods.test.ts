import { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { mayBeSelected, namespacesSelected } from './selected-pods';

const pod = (labels: any, namespace: string | undefined = 'shop') =>
  Manifest.fromJson({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace, labels },
    spec: { containers: [{ name: 'web' }] },
  });
const job = Manifest.fromJson({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'migrate', namespace: 'shop' },
  spec: { template: { metadata: { labels: { app: 'migrate' } }, spec: { containers: [{ name: 'migrate' }] } } },
});
const namespace = (name: string, labels: any = {}) =>
  Manifest.fromJson({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });

test.each<[string, any, boolean]>([
  ['nothing asked for', {}, true],
  ['nulls', { matchLabels: null, matchExpressions: null }, true],
  ['a label', { matchLabels: { app: 'web' } }, true],
  ['a label and one that no pod has', { matchLabels: { app: 'web', tier: 'front' } }, false],
  ['another value', { matchLabels: { app: 'db' } }, false],
  ['an expression', { matchExpressions: [{ key: 'app', operator: 'In', values: ['db', 'web'] }] }, true],
  ['an expression that is false', { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, false],
  ['a label that a controller adds', { matchLabels: { 'batch.kubernetes.io/job-name': 'migrate' } }, true],
  ['the same by expression', { matchExpressions: [{ key: 'job-name', operator: 'Exists' }] }, true],
  ['such a label of another job', { matchLabels: { 'job-name': 'other' } }, false],
  ['such a label and a wrong one', { matchLabels: { 'job-name': 'migrate', app: 'web' } }, false],
])('may be selected: %s', (_, selector, expected) => {
  expect(mayBeSelected(selector, 'shop', ManifestSet.fromManifests([pod({ app: 'web' }), job]))).toBe(expected);
});

test('only in its namespace; absent is default', () => {
  const all = ManifestSet.fromManifests([pod({ app: 'web' }, ''), pod({ app: 'db' })]);
  expect(mayBeSelected({ matchLabels: { app: 'web' } }, 'default', all)).toBe(true);
  expect(mayBeSelected({ matchLabels: { app: 'web' } }, 'shop', all)).toBe(false);
  expect(mayBeSelected({ matchLabels: { 'job-name': 'x' } }, 'empty', all)).toBe(false);
});

test.each<[string, any, string[]]>([
  ['all', {}, ['shop', 'ops', 'empty']],
  ['by name', { matchLabels: { 'kubernetes.io/metadata.name': 'ops' } }, ['ops']],
  ['by a name that is not known', { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } }, []],
  ['by name and a label', { matchLabels: { 'kubernetes.io/metadata.name': 'shop', team: 'b' } }, []],
  ['by label', { matchLabels: { team: 'a' } }, ['shop']],
  [
    'by expression',
    { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['shop'] }] },
    ['ops', 'empty'],
  ],
])('namespaces selected: %s', (_, selector, expected) => {
  const all = ManifestSet.fromManifests([
    namespace('shop', { team: 'a' }),
    pod({}),
    pod({}, 'ops'),
    namespace('empty'),
  ]);
  expect(namespacesSelected(selector, all).sort()).toEqual([...expected].sort());
});
