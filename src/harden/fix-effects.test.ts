import { Checker } from '../engine/checker';
import type { Finding } from '../engine/finding';
import { Profile } from '../engine/profile';
import { Severity } from '../engine/severity';
import type { Patch } from '../json/patch';
import { Manifest } from '../model/manifest';
import { ManifestSet } from '../model/manifest-set';
import { Profiles } from '../profiles/profiles';
import { changedFields, effectOf } from './fix-effects';

const SPEC = '/spec/securityContext';

function finding(fix: Patch[], securityContext?: object): Finding {
  const manifest = Manifest.fromJson({
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } },
    spec: { containers: [{ name: 'web', image: 'web', securityContext }] },
  });
  const { objectRef, origin } = manifest;
  const pointer = '/spec/containers/0/securityContext/runAsNonRoot';
  return { rule: 'a', severity: Severity.LOW, message: 'm', objectRef, origin, manifest, pointer, fix };
}

test.each([
  [{ seccompDefault: false }, 'assumes that the image does nothing that the default profile'],
  [{ readOnlyPort: 10255 }, 'nothing reads the kubelet without authentication'],
  [{ authorization: { mode: 'AlwaysAllow' } }, 'callers of the kubelet need a token and a role'],
])('a fix of a kubelet with %j says what changes', (fields, effect) => {
  const json = { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', ...fields };
  const rules = Profiles.nsa().rules.filter(({ meta }) => meta.id.startsWith('kubelet-'));
  const report = new Checker({ profile: new Profile('kubelet', { rules }), today: '2026-11-24' }).check(
    ManifestSet.fromJson([json]),
  );
  expect(report.findings.map(effectOf).filter((each) => each?.startsWith(effect))).toHaveLength(1);
});

test('the changed fields are those of the patches, without the parents that they make', () => {
  const parent = { op: 'add', path: SPEC, value: {} };
  expect(changedFields(finding([parent, { op: 'add', path: `${SPEC}/runAsNonRoot`, value: true }]))).toEqual([
    `${SPEC}/runAsNonRoot`,
  ]);
  expect(changedFields(finding([{ op: 'add', path: '/spec/list/-', value: 'x' }]))).toEqual(['/spec/list']);
  expect(changedFields(finding([parent]))).toEqual([SPEC]);
});

test.each([
  [`${SPEC}/runAsNonRoot`, 'numeric user'],
  ['/spec/containers/0/securityContext/readOnlyRootFilesystem', 'writes only where a volume is mounted'],
  ['/spec/containers/0/securityContext/capabilities/drop/-', 'no capability'],
  ['/spec/containers/0/securityContext/allowPrivilegeEscalation', 'setuid'],
  [`${SPEC}/seccompProfile`, 'default profile of the runtime'],
  ['/spec/automountServiceAccountToken', 'Kubernetes API'],
  ['/spec/volumes/0', 'starts empty'],
  ['/spec/containers/0/image', 'pulls another reference'],
  [`${SPEC}/supplementalGroupsPolicy`, 'groups that the image gives'],
  ['/metadata/annotations/nginx.ingress.kubernetes.io~1ssl-redirect', 'are redirected'],
  ['/metadata/labels/pod-security.kubernetes.io~1enforce', 'refuses pods'],
])('%s can change what runs', (path, part) => {
  expect(effectOf(finding([{ op: 'add', path, value: true }]))).toContain(part);
});

test.each<[string, Patch[], object | undefined]>([
  [
    'an audit label',
    [{ op: 'add', path: '/metadata/labels/pod-security.kubernetes.io~1audit', value: 'x' }],
    undefined,
  ],
  ['runAsNonRoot beside a user', [{ op: 'add', path: `${SPEC}/runAsNonRoot`, value: true }], { runAsUser: 1000 }],
])('%s changes nothing that runs', (_, fix, securityContext) => {
  expect(effectOf(finding(fix, securityContext))).toBeUndefined();
});

test('a value that is written over another one no longer lets that count', () => {
  const pointer = '/spec/containers/0/securityContext/other';
  const over = [{ op: 'add', path: pointer, value: 1 }];
  expect(effectOf(finding(over, { other: 2 }))).toBe('what the author wrote there no longer counts');
  expect(effectOf(finding(over, {}))).toBeUndefined();
});

test('an unknown field that is removed no longer counts', () => {
  expect(effectOf(finding([{ op: 'remove', path: '/spec/other' }]))).toBe(
    'what the author wrote there no longer counts',
  );
});
