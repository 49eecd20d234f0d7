import { Manifest } from '../model/manifest';
import { Profiles } from '../profiles/profiles';
import { HardenMode, type HardenOptions, type HardenResult, harden } from './harden';

const { FILL, FORCE } = HardenMode;
const LABEL = 'pod-security.kubernetes.io/';

const namespace = (labels?: object) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } });
const pod = (spec: object = {}, container: object = {}, metadata: object = { namespace: 'shop' }) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', ...metadata },
  spec: { ...spec, containers: [{ name: 'web', image: 'ghcr.io/acme/web:1.0.0', ...container }] },
});
const ROOT = { securityContext: { runAsUser: 0 } };

function labelsOf(objects: object[], options: Partial<HardenOptions> = {}) {
  const manifests = objects.map((json) => Manifest.fromJson(json));
  const settings = { profile: Profiles.nsa(), mode: FILL, today: '2026-11-24', ...options };
  const outcome = harden(manifests, manifests, settings);
  const { manifest, withheld } = outcome.get(manifests[0] as Manifest) as HardenResult;
  const labels = Object.entries(manifest.labels).map(([name, value]) => `${name.replace(LABEL, '')}=${value}`);
  return { labels, reasons: withheld.map(({ finding, reason }) => `${finding.rule}: ${reason}`) };
}

const RESTRICTED = ['enforce=restricted', 'enforce-version=v1.37'];
const BASELINE = ['enforce=baseline', 'enforce-version=v1.37'];
const TOLD = ['audit=restricted', 'warn=restricted'];

test.each<[string, object[], string[]]>([
  ['no pods', [], RESTRICTED],
  ['pods that pass once they are fixed', [pod()], RESTRICTED],
  ['pods that stay at baseline', [pod({}, ROOT)], BASELINE],
  ['pods of which one stays at baseline', [pod(), pod({}, ROOT, { name: 'db', namespace: 'shop' })], BASELINE],
  ['pods without a namespace, which may be put there', [pod({}, ROOT, {})], BASELINE],
  ['pods of another namespace', [pod({}, ROOT, { namespace: 'other' })], RESTRICTED],
  ['pods that pass no level', [pod({ hostNetwork: true })], TOLD],
  ['pods whose command needs root', [pod({}, { command: ['chown', 'a', '/b'] })], BASELINE],
])('an unlabelled namespace gets what its pods pass: %s', (_, pods, expected) => {
  const { labels } = labelsOf([namespace(), ...pods]);
  expect(labels).toEqual(expected);
  const again = labelsOf([namespace(Object.fromEntries(expected.map((each) => (LABEL + each).split('=')))), ...pods]);
  expect(again.labels).toEqual(expected);
});

test('says which pods are refused', () => {
  expect(labelsOf([namespace(), pod({ hostNetwork: true })]).reasons).toEqual([
    'pss-enforce-missing: "restricted" refuses the pods of Pod "web", which do not pass host-network',
  ]);
  expect(labelsOf([namespace(), pod({}, ROOT)]).reasons).toEqual([
    'pss-enforce-not-restricted: "restricted" refuses the pods of Pod "web", which do not pass run-as-non-root, run-as-root-user',
  ]);
});

test('keeps labels for audits and warnings', () => {
  const { labels } = labelsOf([namespace({ [`${LABEL}warn`]: 'baseline' }), pod({ hostNetwork: true })]);
  expect(labels.sort()).toEqual(['audit=restricted', 'warn=baseline']);
});

test('judges pods by the version that the namespace enforces', () => {
  const spec = { securityContext: { runAsNonRoot: true, runAsUser: 0 } };
  const at = (version: string) => labelsOf([namespace({ [`${LABEL}enforce-version`]: version }), pod(spec)]).labels;
  expect(at('v1.22')).toContain('enforce=restricted'); // run-as-root-user is a control since 1.23
  expect(at('v1.23')).toContain('enforce=baseline');
});

test.each<[string, object[], string, string]>([
  ['privileged, pods that pass', [pod()], 'privileged', 'restricted'],
  ['privileged, pods that stay at baseline', [pod({}, { command: ['chown', 'a', '/b'] })], 'privileged', 'baseline'],
  ['baseline, pods that stay there', [pod({}, { command: ['chown', 'a', '/b'] })], 'baseline', 'baseline'],
  ['baseline, pods that pass', [pod()], 'baseline', 'restricted'],
])('force raises a level as far as pods pass: %s', (_, pods, level, expected) => {
  const { labels } = labelsOf([namespace({ [`${LABEL}enforce`]: level }), ...pods], { mode: FORCE });
  expect(labels).toContain(`enforce=${expected}`);
});

test('what could not be read may have pods that a level refuses', () => {
  const { labels, reasons } = labelsOf([namespace()], { unread: { pods: true, bindings: true } });
  expect(labels).toEqual(TOLD);
  expect(reasons).toEqual([
    'pss-enforce-missing: what could not be read may have pods of the namespace that it refuses',
  ]);
});

test('an object without containers, such as a patch, gets nothing', () => {
  const patch = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { template: { spec: {} } },
  };
  const manifest = Manifest.fromJson(patch);
  const options = { profile: Profiles.nsa(), mode: FILL, today: '2026-11-24' };
  const { manifest: after } = harden([manifest], [manifest], options).get(manifest) as HardenResult;
  expect(after).toBe(manifest);
});

test.each([
  [true, undefined],
  [false, false],
])('what could not be read may bind a service account: %s', (bindings, expected) => {
  const manifest = Manifest.fromJson(pod());
  const options = { profile: Profiles.nsa(), mode: FILL, today: '2026-11-24', unread: { pods: true, bindings } };
  const { manifest: after } = harden([manifest], [manifest], options).get(manifest) as HardenResult;
  expect(after.json.spec.automountServiceAccountToken).toBe(expected);
});
