import { nearest } from './spelling';

test.each([
  ['runAsNonroot', ['runAsUser', 'runAsNonRoot'], 'runAsNonRoot'],
  ['podSelecter', ['podSelector', 'namespaceSelector'], 'podSelector'],
  ['hsotPID', ['hostPID', 'hostIPC'], 'hostPID'],
  ['NetworkPolices', ['NetworkPolicy', 'NetworkPolicyList'], 'NetworkPolicy'],
  ['image', ['images', 'IMAGE'], 'IMAGE'],
  ['foo', ['command', 'args'], undefined],
  ['x', [], undefined],
])('%s among %j', (name, names, expected) => {
  expect(nearest(name, names)).toBe(expected);
});
