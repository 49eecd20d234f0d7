const NEWEST_MINOR = 37;

/** The Kubernetes versions that the rules know: 1.0 to the newest. */
export const KNOWN_VERSIONS: readonly string[] = Array.from({ length: NEWEST_MINOR + 1 }, (_, minor) => `1.${minor}`);

/** The newest Kubernetes version that the rules know; `latest` is an alias of it. */
export const NEWEST_VERSION = `1.${NEWEST_MINOR}`;

/**
 * The oldest Kubernetes version that gets patches: the project maintains the newest three.
 *
 * @see https://kubernetes.io/releases/
 */
export const OLDEST_SUPPORTED_VERSION = `1.${NEWEST_MINOR - 2}`;

/** Rules ask for the version on every object. */
const MINORS = new Map(KNOWN_VERSIONS.map((version, minor) => [version, minor]));

/** Parses `1.30`, `v1.30`, `1.30.2` or `latest` into a known minor version. Throws for any other text. */
export function minorVersion(version: string): number {
  const known = version === 'latest' ? NEWEST_MINOR : MINORS.get(version);
  if (known !== undefined) return known;
  const match = /^v?1\.(0|[1-9]\d{0,2})(?:\.\d+)?(?:[-+][0-9A-Za-z.+-]+)?$/.exec(version);
  const minor = match ? Number(match[1]) : Number.NaN;
  if (minor <= NEWEST_MINOR) return minor;
  throw new Error(`Kubernetes version "${version}" is not known; use 1.0 to ${NEWEST_VERSION}, or latest`);
}

/** Whether a version equals the given one or is newer. */
export function atLeast(version: string, floor: string): boolean {
  return minorVersion(version) >= minorVersion(floor);
}
