import { pod, problemsWith } from '../../../../../test/support/kubernetes';

test.each([
  ['container.apparmor.security.beta.kubernetes.io/web', 'localhost/web', []],
  [
    'container.apparmor.security.beta.kubernetes.io/web',
    'default',
    ['is "default"; must be an AppArmor profile such as "runtime/default"'],
  ],
  ['container.apparmor.security.beta.kubernetes.io/api', 'runtime/default', ['no container is called "api"']],
  ['seccomp.security.alpha.kubernetes.io/pod', 'runtime/default', []],
  [
    'seccomp.security.alpha.kubernetes.io/pod',
    'RuntimeDefault',
    ['is "RuntimeDefault"; must be a seccomp profile such as "runtime/default"'],
  ],
  ['controller.kubernetes.io/pod-deletion-cost', '-5', []],
  ['controller.kubernetes.io/pod-deletion-cost', '05', ['is "05"; must be an integer of 32 bits']],
])('%s: %s', (key, value, expected) => {
  const pointer = `/metadata/annotations/${key.replace('/', '~1')}`;
  expect(problemsWith(pod(), 'metadata.annotations', { [key]: value })).toEqual(
    expected.map((message) => `${pointer}: ${message}`),
  );
});
