import { Checker } from '../engine/checker';
import { Severity } from '../engine/severity';
import type { Waiver } from '../engine/waivers/waiver';
import { ImageLock } from '../host/image-lock';
import { DigestLock } from '../images/lock';
import { lockEntries } from '../images/lock-text';
import { applyPatches } from '../json/patch';
import { Manifest } from '../model/manifest';
import { ManifestSet } from '../model/manifest-set';
import { fingerprintsOf } from '../report/fingerprint';
import { locationOf } from '../report/location';
import { ImageLockRule, withImageLock } from './image-lock-rule';
import { Profiles } from './profiles';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;
const NGINX = 'docker.io/library/nginx:1.27';

function fileLock(...entries: [image: string, digest: string][]): DigestLock {
  const json = { version: 1, images: entries.map(([image, digest]) => ({ image, digest })) };
  const line = (pointer: string) => Number(pointer.split('/')[2]) * 2 + 3;
  const positionOf = (pointer: string) => ({ line: line(pointer), column: 5 });
  return new DigestLock(lockEntries(json), { path: 'images.lock.yaml', json, positionOf });
}

const pod = (image: string, name = 'web') =>
  Manifest.fromJson({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop' },
    spec: { containers: [{ name: 'web', image }] },
  });

const base = Profiles.fromName('baseline');
function judge(lock: ImageLock, manifests: Manifest[], profile = withImageLock(base, lock), waivers: Waiver[] = []) {
  const checker = new Checker({ profile, today: '2026-11-24', waivers });
  const report = checker.check(ManifestSet.fromManifests(manifests));
  expect(report.errors).toEqual([]);
  return report;
}

const lock = fileLock([NGINX, A]);

test.each([
  [
    'nginx:1.27',
    Severity.MEDIUM,
    `image "nginx:1.27" of container "web" has no digest; add the one in images.lock.yaml, ${A}`,
  ],
  [`nginx:1.27@${B}`, Severity.HIGH, `has another digest than images.lock.yaml, ${A}; update the manifest or the lock`],
  [
    `nginx:1.28@${B}`,
    Severity.MEDIUM,
    'is not in images.lock.yaml; add "docker.io/library/nginx:1.28" with images --write-lock',
  ],
  ['nginx', Severity.MEDIUM, 'add "docker.io/library/nginx:latest" with images --write-lock'],
])('finds %s', (image, severity, message) => {
  const { findings } = judge(lock, [pod(image), pod(`nginx:1.27@${A}`, 'other')]);
  expect(findings).toMatchObject([{ rule: 'image-lock-mismatch', severity, pointer: '/spec/containers/0/image' }]);
  expect(findings[0]?.message).toContain(message);
  expect(findings[0]?.container).toBe('web');
});

test('fixes images without a digest, and no others', () => {
  const { findings } = judge(lock, [pod('nginx:1.27')]);
  const mended = applyPatches(pod('nginx:1.27').json, findings[0]?.fix ?? []);
  expect(mended.spec.containers[0].image).toBe(`nginx:1.27@${A}`);
  expect(judge(lock, [Manifest.fromJson(mended)]).findings).toEqual([]);
  expect(judge(lock, [pod(`nginx:1.27@${B}`)]).findings[0]?.fix).toEqual([]);
});

test('skips images without a tag, and invalid references', () => {
  expect(judge(fileLock(), [pod(`nginx@${A}`), pod('Nginx', 'b')]).findings).toEqual([]);
});

describe('an unused entry', () => {
  const two = fileLock([NGINX, A], ['ghcr.io/acme/old:1', B], ['ghcr.io/acme/older:1', B]);
  const uses = [pod(`nginx:1.27@${A}`)];

  test('is found in the file', () => {
    const { findings, objectCount, unknown } = judge(two, uses);
    expect(objectCount).toBe(1);
    expect(unknown).toEqual([]);
    expect(findings.map((finding) => [finding.severity, finding.message, locationOf(finding)])).toEqual([
      [
        Severity.LOW,
        'image "ghcr.io/acme/old:1" is locked and no object uses it; remove the entry with images --write-lock',
        { file: 'images.lock.yaml', line: 5, column: 5 },
      ],
      [Severity.LOW, expect.stringContaining('older:1'), { file: 'images.lock.yaml', line: 7, column: 5 }],
    ]);
  });

  test('matches a baseline after it has moved', () => {
    const moved = fileLock(['ghcr.io/acme/older:1', B], [NGINX, A]);
    const [, before] = fingerprintsOf(judge(two, uses).findings);
    expect(fingerprintsOf(judge(moved, uses).findings)).toEqual([before]);
  });

  test('can be accepted if the lock is for more objects than these', () => {
    const profile = withImageLock(base, two).withOptions('image-lock-mismatch', { partial: true });
    expect(judge(two, uses, profile).findings).toEqual([]);
    expect(judge(two, [pod('x:1')], profile).findings).toHaveLength(1);
    expect(() => new ImageLockRule(two, { partial: 'yes' })).toThrow('give true or false');
  });

  test('is not used by an image with only a digest', () => {
    expect(judge(fileLock(['docker.io/library/nginx:latest', A]), [pod(`nginx@${A}`)]).findings).toHaveLength(1);
  });

  test('is waived by the name of its file', () => {
    const waiver = {
      rule: 'image-lock-mismatch',
      kind: 'ImageLock',
      name: 'images.lock.yaml',
      pointer: '/images/1',
      reason: 'used by another repository',
      expires: '2027-01-31',
    };
    const { findings, waived } = judge(two, uses, withImageLock(base, two), [waiver]);
    expect(findings).toHaveLength(1);
    expect(waived.map(({ finding }) => finding.pointer)).toEqual(['/images/1']);
  });

  test('is not reported for a lock that a program made', () => {
    expect(judge(ImageLock.fromDigests({ 'nginx:1.27': A }), []).findings).toEqual([]);
  });
});

test('a stale image is waived like any finding', () => {
  const waiver = {
    rule: 'image-lock-mismatch',
    kind: 'Pod',
    namespaceName: 'shop',
    name: 'web',
    reason: 'rolled back for a week',
    expires: '2027-01-31',
  };
  const report = judge(lock, [pod(`nginx:1.27@${B}`)], withImageLock(base, lock), [waiver]);
  expect(report.findings).toEqual([]);
  expect(report.waived).toHaveLength(1);
});

test('a profile sets the severity', () => {
  const profile = withImageLock(base, lock).withSeverity('image-lock-mismatch', Severity.INFO);
  expect(judge(lock, [pod('x:1')], profile).findings.map(({ severity }) => severity)).toEqual(['info', 'info']);
});

test('without a lock it finds nothing, and another lock replaces the first', () => {
  const profile = base.withRules(new ImageLockRule());
  expect(judge(lock, [pod('nginx:9')], profile).findings).toEqual([]);
  expect(judge(lock, [pod('nginx:9')], withImageLock(profile, lock)).findings).toHaveLength(2);
});

test('some objects of a set are checked on their own', () => {
  const all = ManifestSet.fromManifests([pod('x:1', 'a'), pod('y:1', 'b')]);
  const checker = new Checker({ profile: withImageLock(base, lock), today: '2026-11-24' });
  const { findings } = checker._checkSome(all, all.all.slice(0, 1));
  expect(findings.map(({ objectRef }) => objectRef.name)).toEqual(['images.lock.yaml', 'a']);
});
