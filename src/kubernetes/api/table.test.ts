import { groupOf } from '../workload-kinds';
import * as published from './api-table.json';
import { allKinds, allLifecycles, fieldLines, kindLine, NEWEST_MINOR, OLDEST_MINOR, RELEASES } from './table';

const fieldOf = (type: string, name: string) => fieldLines(type)?.filter((line) => line.name === name);

test('one release of each minor from 1.20 on', () => {
  expect(RELEASES.map((release) => Number(/^1\.(\d+)\.\d+$/.exec(release)?.[1]))).toEqual(
    Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, index) => OLDEST_MINOR + index),
  );
  expect(OLDEST_MINOR).toBe(20);
});

test('every line can be read, and every type that a line names is there', () => {
  const scalars = new Set(
    'any bool bytes double int32 int64 intOrString microtime quantity string time schemaOrArray schemaOrBool schemaOrStringArray'.split(
      ' ',
    ),
  );
  const names = Object.keys(published.types);
  const wrong = names.flatMap((name) =>
    (fieldLines(name) ?? []).filter(({ element }) => !scalars.has(element) && !names.includes(element)),
  );
  expect(wrong).toEqual([]);
  for (const [apiVersion, kind] of allKinds()) expect(fieldLines(kindLine(apiVersion, kind)?.type ?? '')).toBeDefined();
});

// https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/, and the types of each release
test.each([
  ['core.v1.PodSpec', 'containers', { isRequired: true, wrapping: '[]', element: 'core.v1.Container', keys: ['name'] }],
  ['core.v1.PodSpec', 'hostUsers', { isRequired: false, element: 'bool', since: 25, until: NEWEST_MINOR }],
  ['core.v1.ContainerPort', 'protocol', { element: 'string', default: 'TCP' }],
  ['core.v1.ResourceRequirements', 'limits', { wrapping: '{}', element: 'quantity' }],
  ['core.v1.ServicePort', 'targetPort', { element: 'intOrString' }],
  ['apps.v1.DeploymentSpec', 'selector', { isRequired: true, element: 'meta.v1.LabelSelector' }],
])('%s %s', (type, name, expected) => {
  expect(fieldOf(type, name)).toEqual([expect.objectContaining(expected)]);
});

test('the values of an enumeration', () => {
  const values = fieldOf('core.v1.Container', 'imagePullPolicy')?.[0]?.values?.map(({ value }) => value);
  expect(values).toEqual(['Always', 'IfNotPresent', 'Never']);
});

test('kinds with scope, versions and resources', () => {
  expect(kindLine('policy/v1beta1', 'PodSecurityPolicy')).toEqual(
    expect.objectContaining({ type: 'policy.v1beta1.PodSecurityPolicy', isNamespaced: false, since: 20, until: 24 }),
  );
  expect(kindLine('apps/v1', 'Deployment')?.resources).toContainEqual({
    name: 'deployments/scale',
    verbs: ['get', 'patch', 'update'],
    since: OLDEST_MINOR,
    until: NEWEST_MINOR,
  });
  expect(kindLine('apps/v1', 'constructor')).toBeUndefined();
});

// https://kubernetes.io/docs/reference/using-api/deprecation-guide/
test.each([
  ['policy/v1beta1', 'PodSecurityPolicy', ['1.10', '1.21', '1.25']],
  ['extensions/v1beta1', 'Deployment', ['1.1', '1.8', '1.16']],
  ['batch/v1', 'CronJob', ['1.21']],
])('the lifecycle of %s %s', (apiVersion, kind, expected) => {
  const found = allLifecycles().find(([version, name]) => version === apiVersion && name === kind);
  expect(found?.[2]).toEqual(expected);
});

test('the group of a version', () => {
  expect(['apps/v1', 'v1'].map(groupOf)).toEqual(['apps', '']);
});
