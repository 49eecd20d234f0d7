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
const STATEFUL_SET = {
  ...DEPLOYMENT,
  kind: 'StatefulSet',
  spec: {
    ...DEPLOYMENT.spec,
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    ],
  },
};
const POD = pod();

test.each([
  [POD, 'spec.hostPid', true, 'does not exist; use "hostPID"'],
  [POD, 'spec.containers.0.securityContext', { Privileged: true }, 'does not exist; use "privileged"'],
  [POD, 'spec.securityContext', { runAsNonroot: true }, 'does not exist; use "runAsNonRoot"'],
  [POD, 'spec.privileged', true, 'does not exist here; set spec.containers[].securityContext.privileged'],
  [POD, 'spec.containers.0.hostNetwork', true, 'does not exist here; set spec.hostNetwork'],
  [DEPLOYMENT, 'spec.containers', [], 'does not exist here; set spec.template.spec.containers'],
  [DEPLOYMENT, 'spec.template.spec.replicas', 2, 'does not exist here; set spec.replicas'],
  [STATEFUL_SET, 'spec.volumeClaimTemplates.0.spec.type', 'x', 'does not exist here; set spec.updateStrategy.type'], // a status has one too
  [POD, 'spec.shoeSize', 43, 'does not exist; remove it'],
  [POD, 'spec.shoeSize', null, 'does not exist; remove it'],
])('%j with %s', (object, place, value, message) => {
  const problems = problemsWith(object, place, value);
  expect(problems).toEqual([expect.stringMatching(/^\/spec/)]);
  expect(problems[0]?.replace(/^[^:]*: /, '')).toBe(message);
});

test.each([
  ['1.24', 'spec.hostUsers', 'exists since 1.25'],
  ['1.29', 'spec.resources', 'exists since 1.32'],
])('in %s %s %s', (version, place, when) => {
  expect(problemsWith(POD, place, {}, version)).toEqual([`/${place.replace('.', '/')}: ${when}; remove it`]);
});

test('a field that was taken away', () => {
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', clusterName: 'x' }, spec: POD.spec };
  expect(new KubernetesApi('1.25').problems(object)).toEqual([
    {
      category: 'unknown-field',
      pointer: '/metadata/clusterName',
      message: 'exists until 1.24; remove it',
      meant: { reason: 'version', name: 'clusterName' },
    },
  ]);
});

test('what was meant is said in parts too', () => {
  const meant = (spec: any) => new KubernetesApi('latest').problems(pod(spec)).map((problem) => problem.meant);
  expect(meant({ hostPid: true })).toEqual([{ reason: 'spelling', name: 'hostPID', type: 'core.v1.PodSpec' }]);
  expect(meant({ privileged: true })).toEqual([
    {
      reason: 'place',
      name: 'privileged',
      path: 'spec.containers[].securityContext.privileged',
      type: 'core.v1.SecurityContext',
    },
  ]);
});
