import { pod, problemsOf } from '../../../test/support/kubernetes';
import { isDropped } from './dropped';

// https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/
test.each([
  ['core.v1.PodSpec', 'hostUsers', 32, true],
  ['core.v1.PodSpec', 'hostUsers', 33, false],
  ['core.v1.PodSpec', 'hostPID', 20, false],
  ['core.v1.Lifecycle', 'stopSignal', 37, true],
  ['core.v1.Container', 'constructor', 20, false],
  ['constructor', 'name', 20, false],
])('%s.%s in 1.%d: %s', (type, field, minor, expected) => {
  expect(isDropped(type, field, minor)).toBe(expected);
});

const container = (more: any) => pod({ containers: [{ name: 'web', image: 'web', ...more }] });
const RESIZE = container({ resizePolicy: [{ resourceName: 'disk', restartPolicy: 'NotRequired' }] });

test('a field is validated since its feature gate is on', () => {
  expect(problemsOf(RESIZE, '1.33')).toEqual([
    '/spec/containers/0/resizePolicy/0/resourceName: is "disk"; must be one of "cpu", "memory"',
  ]);
  expect(problemsOf(RESIZE, '1.32')).toEqual([]);
});

test('what is dropped is decoded all the same', () => {
  expect(problemsOf(container({ resizePolicy: [{ resourceName: 1, policy: 'x' }] }), '1.32')).toEqual([
    '/spec/containers/0/resizePolicy/0/resourceName: is the number 1; must be a string',
    '/spec/containers/0/resizePolicy/0/policy: does not exist; remove it',
  ]);
});

test('the rest of the object is validated', () => {
  const object = { ...RESIZE, metadata: { name: 'Web' } };
  expect(problemsOf(object, '1.32').map((problem) => problem.replace(/:.*/, ''))).toEqual(['/metadata/name']);
});

test('what is empty without the field goes too', () => {
  const init = (lifecycle: any) => pod({ initContainers: [{ name: 'init', image: 'init', lifecycle }] });
  expect(problemsOf(init({ stopSignal: 'SIGTERM' }))).toEqual([]);
  expect(problemsOf(init({}))).toHaveLength(1);
});

test('the object that is given stays as it is', () => {
  const before = JSON.stringify(RESIZE);
  problemsOf(RESIZE, '1.32');
  expect(JSON.stringify(RESIZE)).toBe(before);
});
