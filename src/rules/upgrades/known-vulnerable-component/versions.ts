import type { AffectedRange, Vulnerability } from './vulnerabilities';

export type Version = readonly [major: number, minor: number, patch: number];

/** `v1.11.4` and `9.2.3-ubuntu`; `1.11` may be any of its patches, and is none. */
export function versionOf(tag: string): Version | undefined {
  const [, major, minor, patch] = /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?![\d.])/.exec(tag) ?? [];
  return patch === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

/** Returns the ids of the vulnerabilities that a version has, and the first version above it that has none of them. */
export function vulnerabilitiesOf(
  tag: string,
  known: readonly Vulnerability[],
): { readonly ids: readonly string[]; readonly fixed: string } | undefined {
  const found = known.filter(({ affected }) => rangeOf(tag, affected));
  const [first] = found;
  if (!first) return undefined;
  let fixed = tag;
  for (let range = rangeOf(fixed, first.affected); range; range = nextRange(fixed, known)) fixed = range[1];
  return { ids: found.map(({ id }) => id), fixed };
}

function nextRange(tag: string, known: readonly Vulnerability[]): AffectedRange | undefined {
  for (const { affected } of known) {
    const range = rangeOf(tag, affected);
    if (range) return range;
  }
  return undefined;
}

function rangeOf(tag: string, affected: readonly AffectedRange[]): AffectedRange | undefined {
  const version = versionOf(tag);
  return version && affected.find(([from, fixed]) => compare(version, from) >= 0 && compare(version, fixed) < 0);
}

export function compare(a: Version, tag: string): number {
  const [major, minor, patch] = versionOf(tag) as Version;
  return a[0] - major || a[1] - minor || a[2] - patch;
}
