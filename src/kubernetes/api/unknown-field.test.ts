import { pod, problemsWith } from '../../../test/support/kubernetes';
import { KubernetesApi } from './kubernetes-api';

const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } },
  },
};
const POD = pod();

test.each([
  [POD, 'spec.hostPid', true, 'the field does not exist; use "hostPID"'],
  [POD, 'spec.containers.0.securityContext', { Privileged: true }, 'the field does not exist; use "privileged"'],
  [POD, 'spec.securityContext', { runAsNonroot: true }, 'the field does not exist; use "runAsNonRoot"'],
  [
    POD,
    'spec.privileged',
    true,
    'the field does not exist here; it belongs to spec.containers[].securityContext.privileged',
  ],
  [POD, 'spec.containers.0.hostNetwork', true, 'the field does not exist here; it belongs to spec.hostNetwork'],
  [DEPLOYMENT, 'spec.containers', [], 'the field does not exist here; it belongs to spec.template.spec.containers'],
  [DEPLOYMENT, 'spec.template.spec.replicas', 2, 'the field does not exist here; it belongs to spec.replicas'],
  [POD, 'spec.shoeSize', 43, 'the field does not exist; remove it'],
  [POD, 'spec.shoeSize', null, 'the field does not exist; remove it'],
])('%j with %s', (object, place, value, message) => {
  const problems = problemsWith(object, place, value);
  expect(problems).toEqual([expect.stringMatching(/^\/spec/)]);
  expect(problems[0]?.replace(/^[^:]*: /, '')).toBe(message);
});

test.each([
  ['1.24', 'spec.hostUsers', 'exists since 1.25', '1.24'],
  ['1.29', 'spec.resources', 'exists since 1.32', '1.29'],
])('in %s %s %s', (version, place, when, shown) => {
  expect(problemsWith(POD, place, {}, version)).toEqual([
    `/${place.replace('.', '/')}: the field ${when}; the version is ${shown}`,
  ]);
});

test('a field that was taken away', () => {
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', clusterName: 'x' }, spec: POD.spec };
  expect(new KubernetesApi('1.25').problems(object)).toEqual([
    {
      category: 'unknown-field',
      pointer: '/metadata/clusterName',
      message: 'the field exists until 1.24; the version is 1.25',
      meant: { reason: 'version', name: 'clusterName' },
    },
  ]);
});

test('what was meant is said in parts too', () => {
  const meant = (spec: any) => new KubernetesApi('latest').problems(pod(spec)).map((problem) => problem.meant);
  expect(meant({ hostPid: true })).toEqual([{ reason: 'spelling', name: 'hostPID' }]);
  expect(meant({ privileged: true })).toEqual([
    { reason: 'place', name: 'privileged', path: 'spec.containers[].securityContext.privileged' },
  ]);
});
