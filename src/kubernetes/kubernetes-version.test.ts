import { atLeast, KNOWN_VERSIONS, minorVersion, NEWEST_VERSION } from './kubernetes-version';

describe('Kubernetes versions', () => {
  test.each([
    ['1.0', 0],
    ['1.30', 30],
    ['v1.30', 30],
    ['1.30.2', 30],
    ['v1.29.10-gke.100', 29],
    ['v1.31.0+k3s1', 31],
    ['1.33.0-alpha.1', 33],
  ])('%s is minor version %d', (version, expected) => {
    expect(minorVersion(version)).toBe(expected);
  });

  test.each([
    '',
    '1',
    '2.0',
    '1.030',
    '1.x',
    ' 1.30',
    '1.30 ',
    '1.30.',
    '1.30.x',
    'Latest',
    'v',
    '1.999',
    '1.30\n',
    '-1.30',
  ])('%j is an error that lists the known versions', (version) => {
    expect(() => minorVersion(version)).toThrow(`"${version}" is not known; use 1.0 to ${NEWEST_VERSION}, or latest`);
  });

  test('latest is the newest version, and the next one is unknown', () => {
    expect(minorVersion('latest')).toBe(minorVersion(NEWEST_VERSION));
    expect(KNOWN_VERSIONS.at(-1)).toBe(NEWEST_VERSION);
    expect(KNOWN_VERSIONS).toHaveLength(minorVersion('latest') + 1);
    expect(() => minorVersion(`1.${minorVersion('latest') + 1}`)).toThrow('not known');
  });

  test('versions are compared as numbers, not as strings', () => {
    expect(atLeast('1.10', '1.9')).toBe(true);
    expect(atLeast('1.9', '1.10')).toBe(false);
    expect(atLeast('1.25', '1.25')).toBe(true);
    expect(atLeast('1.25.3', 'v1.25.9')).toBe(true);
  });

  test.each(KNOWN_VERSIONS)('%s is at least itself', (version) => {
    expect(atLeast(version, version)).toBe(true);
  });
});
