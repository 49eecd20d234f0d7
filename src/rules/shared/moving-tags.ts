import { stringListOption } from '../../engine/rule-option';

/** Tags that get a new image with each build or release: channels, branches, stages, and variants without a version. */
export const movingTags = stringListOption(
  'movingTags',
  [
    ...['latest', 'current', 'rolling', 'stable', 'unstable', 'lts', 'mainline', 'release'],
    ...['alpha', 'beta', 'rc', 'preview', 'next', 'canary', 'edge', 'nightly', 'daily', 'weekly', 'snapshot'],
    ...['main', 'master', 'trunk', 'head', 'tip', 'dev', 'devel', 'develop', 'development'],
    ...['test', 'testing', 'qa', 'stage', 'staging', 'prod', 'production'],
    ...['alpine', 'slim', 'debian', 'buster', 'bullseye', 'bookworm', 'trixie', 'sid'],
    ...['ubuntu', 'bionic', 'focal', 'jammy', 'noble', 'scratch', 'distroless'],
  ],
  'words of tags that name another image over time, in lower case; a tag has one if it has no version: "stable-alpine"',
);

/** They move after a version too, as in `1.0.0-SNAPSHOT`: a release has none of them in its tag. */
export const AFTER_VERSION: ReadonlySet<string> = new Set([
  'snapshot',
  'nightly',
  'edge',
  'canary',
  'dev',
  'devel',
  'main',
  'master',
  'head',
]);

/** Parts of a tag with digits that are no version, for regular expressions. */
export const ARCHITECTURES = 'amd64|arm64(v8)?|arm32v[5-7]|armv?[5-8]|x86[._-]64|x64|i?386|s390x|ppc64le|riscv64';
const ARCHITECTURE = new RegExp(`(?<![a-z0-9])(${ARCHITECTURES})(?![a-z0-9])`, 'g');

/** Whether a part of a tag tells a version, a date or a commit. */
function isVersion(part: string): boolean {
  return /\d/.test(part) || /^[0-9a-f]{7,40}$/.test(part);
}

/**
 * Whether a tag names another image over time. The letters' case does not matter. A word from the list moves unless a
 * version, a date or a commit is beside it: `nightly-20260501` and `main-3f2a1bc` stay. `latest` always moves.
 */
export function isMovingTag(tag: string, words: readonly string[]): boolean {
  const parts = tag
    .toLowerCase()
    .replace(ARCHITECTURE, '')
    .split(/[._-]+/);
  const lastVersion = parts.map(isVersion).lastIndexOf(true);
  return parts.some((part, index) => {
    if (!words.includes(part)) return false;
    return lastVersion < 0 || part === 'latest' || (index > lastVersion && AFTER_VERSION.has(part));
  });
}
