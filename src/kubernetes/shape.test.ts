import fc from 'fast-check';
import { Manifest } from '../model/manifest';
import { objectProblems, podTemplateProblems, volumeSources } from './shape';

const problemsIn = (spec: any) =>
  podTemplateProblems({ spec: { containers: [{ name: 'web' }], ...spec } }, '').map(
    ({ pointer, message }) => `${pointer} ${message}`,
  );
const inContainer = (rest: any) => problemsIn({ containers: [{ name: 'web', ...rest }] });

describe('the types that the API server accepts', () => {
  test.each<[string, any]>([
    [
      'null wherever a field may be absent',
      { os: null, volumes: null, securityContext: { runAsUser: null, sysctls: null } },
    ],
    ['fields that no rule reads', { schedulerName: 7, topologySpreadConstraints: 'x' }],
    [
      '0, false and empty',
      { hostNetwork: false, serviceAccountName: '', securityContext: { runAsUser: 0 }, volumes: [] },
    ],
    ['a quantity as a number', { resources: { limits: { memory: 1024, cpu: '1' } } }],
    ['a whole number that is written as a float', { securityContext: { runAsUser: 1.0 } }],
  ])('pass: %s', (_, spec) => {
    expect(problemsIn(spec)).toEqual([]);
  });

  test.each<[any, string]>([
    [{ hostNetwork: 'true' }, '/spec/hostNetwork is the string "true"; must be a boolean'],
    [{ hostPID: 1 }, '/spec/hostPID is the number 1; must be a boolean'],
    [{ securityContext: 'x' }, '/spec/securityContext is the string "x"; must be an object'],
    [{ securityContext: [] }, '/spec/securityContext is a list; must be an object'],
    [{ securityContext: { runAsUser: '0' } }, '/spec/securityContext/runAsUser is the string "0"; must be an integer'],
    [{ securityContext: { runAsUser: 0.5 } }, '/spec/securityContext/runAsUser is the number 0.5; must be an integer'],
    [{ volumes: {} }, '/spec/volumes is an object; must be a list'],
    [{ volumes: [null] }, '/spec/volumes/0 is null; must have a value'],
    [
      { volumes: [{ name: 'a', hostPath: '/etc' }] },
      '/spec/volumes/0/hostPath is the string "/etc"; must be an object',
    ],
    [
      { volumes: [{ name: 'a', projected: { sources: [{ serviceAccountToken: { expirationSeconds: '600' } }] } }] },
      '/spec/volumes/0/projected/sources/0/serviceAccountToken/expirationSeconds is the string "600"; must be an integer',
    ],
    [
      { resources: { limits: { memory: true } } },
      '/spec/resources/limits/memory is the boolean true; must be a string or a number',
    ],
    [
      { volumes: [{ name: 'a', emptyDir: {}, hostPath: { path: '/' } }] },
      '/spec/volumes/0 has 2 sources (emptyDir, hostPath); a volume takes one',
    ],
  ])('refuse %j', (spec, problem) => {
    expect(problemsIn(spec)).toEqual([problem]);
  });

  test.each<[any, string]>([
    [
      { securityContext: { privileged: 'false' } },
      '/spec/containers/0/securityContext/privileged is the string "false"; must be a boolean',
    ],
    [
      { securityContext: { capabilities: { drop: 'ALL' } } },
      '/spec/containers/0/securityContext/capabilities/drop is the string "ALL"; must be a list',
    ],
    [
      { securityContext: { capabilities: { drop: [true] } } },
      '/spec/containers/0/securityContext/capabilities/drop/0 is the boolean true; must be a string',
    ],
    [{ image: 1.27 }, '/spec/containers/0/image is the number 1.27; must be a string'],
    [{ ports: [{ hostPort: '80' }] }, '/spec/containers/0/ports/0/hostPort is the string "80"; must be an integer'],
  ])('refuse a container with %j', (rest, problem) => {
    expect(inContainer(rest)).toEqual([problem]);
  });

  test.each(['initContainers', 'ephemeralContainers'])('are the same in %s', (list) => {
    expect(problemsIn({ [list]: [{ name: 'a', securityContext: { privileged: 'no' } }] })).toEqual([
      `/spec/${list}/0/securityContext/privileged is the string "no"; must be a boolean`,
    ]);
  });

  test('have a pointer in which keys are escaped', () => {
    const json = { apiVersion: 'v1', kind: 'Pod', metadata: { labels: { 'a/b~c': 1 } } };
    expect(objectProblems('Pod', json).map(({ pointer }) => pointer)).toEqual(['/metadata/labels/a~1b~0c']);
  });

  test('are found in other kinds too, by group and kind', () => {
    const role = { rules: [{ verbs: 'get' }] };
    expect(objectProblems('rbac.authorization.k8s.io/Role', role)).toHaveLength(1);
    expect(objectProblems('acme.io/Role', role)).toEqual([]);
    expect(objectProblems('toString', {})).toEqual([]);
    expect(objectProblems('ServiceAccount', { automountServiceAccountToken: 'false' })).toHaveLength(1);
    expect(
      objectProblems('LimitRange', { spec: { limits: [{ type: 'Container', max: { memory: [] } }] } }),
    ).toHaveLength(1);
  });

  test('long values are cut', () => {
    const [problem] = problemsIn({ hostNetwork: 'x'.repeat(1000) });
    expect(problem?.length).toBeLessThan(120);
  });

  test('every value in place of a pod gets a result', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (template, field) => {
        podTemplateProblems(template, '/spec/template');
        problemsIn({ securityContext: field, volumes: field, containers: field });
        const manifest = Manifest.fromJson({ apiVersion: 'v1', kind: 'Pod', metadata: field, spec: template });
        expect(manifest.podTemplate === undefined).toBe(manifest._problems.length > 0);
      }),
    );
  });
});

test('the sources of a volume: null and the name are not sources', () => {
  expect(volumeSources({ name: 'a' })).toEqual([]);
  expect(volumeSources({ name: 'a', emptyDir: null })).toEqual([]);
  expect(volumeSources({ name: 'a', emptyDir: {} })).toEqual(['emptyDir']);
  expect(volumeSources(null)).toEqual([]);
});
