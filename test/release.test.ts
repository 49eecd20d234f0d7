import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml } from '../src/yaml/read';
import { newestRelease } from '../tools/release/changelog';

const ROOT = join(__dirname, '..');
const WORKFLOWS = join(ROOT, '.github', 'workflows');

/** The values of all keys with a name, at any depth. */
function valuesOf(key: string, json: unknown): unknown[] {
  if (json === null || typeof json !== 'object') return [];
  return Object.entries(json).flatMap(([name, value]) => [...(name === key ? [value] : []), ...valuesOf(key, value)]);
}

const files = [...readdirSync(WORKFLOWS).map((name) => join(WORKFLOWS, name)), join(ROOT, 'action.yml')];
const workflows = files.map((file) => readYaml(readFileSync(file, 'utf8')).documents[0]?.value as any);

test('each action is pinned by its commit', () => {
  const uses = workflows.flatMap((workflow) => valuesOf('uses', workflow));
  expect(uses.length).toBeGreaterThan(10);
  expect(uses.filter((each) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(String(each)))).toEqual([]);
});

test('what a workflow gets from npm by name has a version', () => {
  const commands = workflows.flatMap((workflow) => valuesOf('run', workflow)).map(String);
  expect(commands.filter((command) => command.includes('publib'))).toHaveLength(5);
  expect(commands.filter((command) => /@latest\b/.test(command))).toEqual([]);
});

// In YAML 1.1, the key `on` is a truth value.
test('the release publishes by the identity of the workflow where the registry knows it', () => {
  const [{ jobs, true: on }] = workflows.filter(({ name }) => name === 'release');
  expect(Object.keys(on)).toEqual(['workflow_dispatch']);
  const env = (job: string) => Object.assign({}, ...jobs[job].steps.map((step: any) => step.env));
  expect(env('release_npm')).toMatchObject({ NPM_TRUSTED_PUBLISHER: 'true', NPM_CONFIG_PROVENANCE: 'true' });
  expect(env('release_pypi')).toMatchObject({ PYPI_TRUSTED_PUBLISHER: 'true' });
  expect(env('release_nuget')).toMatchObject({ NUGET_TRUSTED_PUBLISHER: 'true' });
  for (const job of ['release', 'release_npm', 'release_pypi', 'release_nuget'])
    expect([job, jobs[job].permissions]).toEqual([job, expect.objectContaining({ 'id-token': 'write' })]);
  expect(jobs.release.permissions.attestations).toBe('write');
});

describe('version and notes come from CHANGELOG.md', () => {
  const RELEASE = '## [1.2.3] - 2026-12-01\n\n### Added\n\n- A rule.\n\n## [1.2.2] - 2026-11-01\n\n- Old.\n';

  test.each([
    ['nothing unreleased', `# Changes\n\n${RELEASE}`],
    ['an empty part for what is unreleased', `# Changes\n\n## [Unreleased]\n\n${RELEASE}`],
  ])('with %s', (_, text) => {
    expect(newestRelease(text)).toEqual({ version: '1.2.3', notes: '### Added\n\n- A rule.' });
  });

  test.each([
    ['no release', '# Changes\n\n## [Unreleased]\n\n- A rule.\n', 'is "Unreleased"; add "## [<version>] - <date>"'],
    ['no date', `# Changes\n\n${RELEASE.replace(' - 2026-12-01', '')}`, 'is "[1.2.3]"; add'],
    [
      'unreleased changes',
      `# Changes\n\n## [Unreleased]\n\n- More.\n\n${RELEASE}`,
      'unreleased changes above 1.2.3; move',
    ],
    ['no notes', '# Changes\n\n## [1.2.3] - 2026-12-01\n\n## [1.2.2] - 2026-11-01\n\n- Old.\n', 'no notes for 1.2.3'],
  ])('but not with %s', (_, text, message) => {
    expect(() => newestRelease(text)).toThrow(message);
  });
});
