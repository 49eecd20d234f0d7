import { apiOf, preventsReading, problemsOf, readableOf } from './api';
import { Manifest } from './manifest';
import { ManifestSet } from './manifest-set';

const pod = (more: any = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: { containers: [{ name: 'web', image: 'web' }] },
  ...more,
});
const problems = (json: any, kubernetesVersion = '1.37') => {
  const manifest = Manifest.fromJson(json);
  const api = apiOf(ManifestSet.fromManifests([manifest]), kubernetesVersion);
  return problemsOf(manifest, api).map(
    (problem) => `${preventsReading(problem)} ${problem.pointer} ${problem.message}`,
  );
};

test.each<[string, any, string[]]>([
  ['a valid object', pod(), []],
  ['metadata that is a text', pod({ metadata: 'x' }), ['true /metadata is the string "x"; must be an object']],
  [
    'a label that is a number',
    pod({ metadata: { name: 'a', labels: { a: 1 } } }),
    ['true /metadata/labels/a is the number 1; must be a string'],
  ],
  ['no name', pod({ metadata: {} }), ['false /metadata/name is missing; must be set']],
  ['a kind that the group does not have', pod({ kind: 'pod' }), ['true /kind v1 has no kind "pod"; use "Pod"']],
  [
    'a pod of a custom kind with a wrong type',
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      spec: { template: { spec: { hostPID: 'yes', containers: [{ name: 'web' }] } } },
    },
    ['true /spec/template/spec/hostPID is the string "yes"; must be a boolean'],
  ],
  [
    'a pod of a custom kind without containers',
    { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec: { template: { spec: {} } } },
    ['true /spec/template/spec/containers must be a list of at least one container'],
  ],
])('%s', (_, json, expected) => {
  expect(problems(json)).toEqual(expected);
});

test('rules see the objects that can be read', () => {
  const [good, refused, bad] = [pod(), pod({ metadata: {} }), pod({ spec: { containers: 'web' } })].map((json) =>
    Manifest.fromJson(json),
  ) as [Manifest, Manifest, Manifest];
  expect(readableOf(ManifestSet.fromManifests([good, refused, bad]), '1.37').all).toEqual([good, refused]);
  const whole = ManifestSet.fromManifests([good, refused]);
  expect(readableOf(whole, '1.37')).toBe(whole);
});
