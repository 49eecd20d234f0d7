import { isMovingTag, movingTags } from './moving-tags';

const moves = (tag: string) => isMovingTag(tag, movingTags.defaultValue);

test.each([
  'latest',
  'LATEST',
  'main',
  'master',
  'HEAD',
  'edge',
  'nightly',
  'dev',
  'canary',
  'stable',
  'stable-alpine',
  'stable_alpine',
  'alpine',
  'lts-slim',
  'latest-alpine',
  '3-latest',
  'latest-jdk17',
  'main-amd64',
  'main-x86-64',
  'edge-x86_64',
  'edge-linux-arm64v8',
  'snapshot',
  '1.0.0-SNAPSHOT',
  '1.0-dev',
  '1.2-nightly',
  'release-candidate',
])('"%s" moves', (tag) => expect(moves(tag)).toBe(true));

test.each([
  '1',
  'v1',
  '1.27',
  '1.27.3',
  '1.27-alpine',
  '1.27-alpine3.19',
  'alpine3.19',
  '20-lts',
  '2.440.3-lts',
  '1.0.0-rc',
  '1.0.0-beta.1',
  '1.0.0-SNAPSHOT.20260501',
  'edge-24.5.1',
  'nightly-20260501',
  'main-3f2a1bc',
  'main-deadbee',
  'bookworm-20260501-slim',
  'v1.2.3-amd64',
  '1.27.3-production',
  'mainframe',
  'blue',
])('"%s" does not', (tag) => expect(moves(tag)).toBe(false));

test('the list is the caller’s', () => {
  expect(isMovingTag('qa-blue', ['blue'])).toBe(true);
  expect(isMovingTag('main', ['blue'])).toBe(false);
  expect(isMovingTag('1.0.0-SNAPSHOT', ['blue'])).toBe(false);
});
