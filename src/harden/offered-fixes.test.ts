import { Checker } from '../engine/checker';
import { ManifestSet } from '../model/manifest-set';
import { Profiles } from '../profiles/profiles';
import { HardenMode, harden } from './harden';
import { type OfferOptions, offeredFixes } from './offered-fixes';

const TERMS = { profile: Profiles.nsa(), today: '2026-11-24' };
const META = { name: 'web', namespace: 'shop' };

function pod(container: object, spec: object = {}, name = 'web') {
  const containers = [{ name: 'web', image: 'ghcr.io/acme/web:1.0', ...container }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { ...META, name }, spec: { ...spec, containers } };
}

/** The offers by rule, and the rules whose fixes are withheld in both modes. */
function offers(objects: object[], options: OfferOptions = {}) {
  const set = ManifestSet.fromJson(objects);
  const report = new Checker(TERMS).check(set);
  const fixOf = offeredFixes(set.all, report, options);
  const offered = new Map(report._each.findings.map((finding) => [finding.rule, fixOf(finding)]));
  const withheldIn = (mode: HardenMode) =>
    [...harden(set.all, set.all, { ...TERMS, ...options, mode }).values()].flatMap(({ withheld }) =>
      withheld.map(({ finding }) => finding.rule),
    );
  return { offered, fill: withheldIn(HardenMode.FILL), force: withheldIn(HardenMode.FORCE) };
}

test.each<[string, string, object, object?]>([
  ['user 0', 'run-as-non-root', { securityContext: { runAsUser: 0 } }],
  ['a program that needs root', 'run-as-non-root', { command: ['sh', '-c', 'chown app /data && app'] }],
  ['a port below 1024', 'capabilities-not-dropped', { ports: [{ containerPort: 80 }] }],
  ['a write outside of mounts', 'writable-root-filesystem', { command: ['sh', '-c', 'echo 1 > /run/web.pid'] }],
  ['sudo', 'privilege-escalation-allowed', { command: ['sudo', 'app'] }],
])('what fix withholds is not offered: %s', (_, rule, container) => {
  const { offered, fill } = offers([pod(container)]);
  expect(fill).toContain(rule);
  expect(offered.get(rule)).toEqual([]);
});

test('what fix applies is offered', () => {
  const { offered, fill } = offers([pod({})]);
  expect(fill).toEqual([]);
  expect(offered.get('run-as-non-root')).toEqual([
    { op: 'add', path: '/spec/securityContext', value: {} },
    { op: 'add', path: '/spec/securityContext/runAsNonRoot', value: true },
  ]);
});

test('a need makes a fix safe', () => {
  const container = { command: ['sh', '-c', 'echo 1 > /run/web.pid'] };
  const needs = [{ name: 'web', writablePaths: ['/run'] }];
  expect(offers([pod(container)], { needs }).offered.get('writable-root-filesystem')).not.toEqual([]);
});

test('a fix of a pod that would stop another container is offered for its container', () => {
  const spec = pod({}).spec;
  const containers = [...spec.containers, { name: 'root', image: 'r', securityContext: { runAsUser: 0 } }];
  const set = ManifestSet.fromJson([{ ...pod({}), spec: { containers } }]);
  const report = new Checker(TERMS).check(set);
  const fixOf = offeredFixes(set.all, report, {});
  const paths = report._each.findings
    .filter(({ rule }) => rule === 'run-as-non-root')
    .map((finding) => [finding.container, fixOf(finding).at(-1)?.path]);
  expect(paths).toEqual([
    ['web', '/spec/containers/0/securityContext/runAsNonRoot'],
    ['root', undefined],
  ]);
});

test('a token is not offered to be taken where a binding may be unread', () => {
  const unread = { pods: true, bindings: true };
  expect(offers([pod({})]).offered.get('service-account-token-automount')).not.toEqual([]);
  expect(offers([pod({})], { unread }).offered.get('service-account-token-automount')).toEqual([]);
});

test('a namespace is offered the level that its pods pass when they are fixed', () => {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
  const levelOf = (object: object) => {
    const patches = [...offers([namespace, object]).offered.values()].flat();
    return patches.find(({ path }) => path.endsWith('~1enforce'))?.value;
  };
  expect(levelOf(pod({}))).toBe('restricted');
  expect(levelOf(pod({ securityContext: { runAsUser: 0 } }))).toBe('baseline');
  expect(levelOf(pod({}, { hostPID: true }))).toBeUndefined();
});
