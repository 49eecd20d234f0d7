/** Reads which flags and feature gates the components of each release have, and writes which of them came and went. */
import { type ModuleFolder, readFlagSources } from './read-flags';
import { type Gate, readGates } from './read-gates';

/** One release, and where its modules are. */
export interface ComponentRelease {
  readonly minor: number;
  readonly folderOf: ModuleFolder;
}

/** Names by the minor versions that have them, such as `28-37`. */
type NamesByRange = { [range: string]: string };

/** Returns the text of the file. The releases are one after the other, the oldest first. */
export function componentTable(releases: readonly ComponentRelease[]): string {
  const sources = releases.map(({ minor, folderOf }) => ({ minor, programs: readFlagSources(minor, folderOf) }));
  const programs = [...(sources[0]?.programs.keys() ?? [])];
  const flags = programs.map((program): [string, NamesByRange] => {
    const declared = new Set(sources.flatMap((each) => [...(each.programs.get(program)?.declared ?? [])]));
    const has = (name: string) => sources.filter((each) => each.programs.get(program)?.texts.has(name));
    return [program, byRange([...declared].map((name) => [name, has(name).map(({ minor }) => minor)]))];
  });
  const gates = releases.map(({ minor, folderOf }) => ({ minor, gates: readGates(minor, folderOf) }));
  const names = [...new Set(gates.flatMap((each) => [...each.gates.keys()]))].sort();
  const table = {
    first: releases[0]?.minor,
    last: releases.at(-1)?.minor,
    flags: Object.fromEntries(flags),
    gates: byRange(names.map((name) => [name, gates.filter((each) => each.gates.has(name)).map(({ minor }) => minor)])),
    locked: lockedBy(names, gates),
  };
  return `${JSON.stringify(table, null, 2)}\n`;
}

/** Names of the same releases stand together. A name that was away for a release is taken to have been there. */
function byRange(found: readonly (readonly [name: string, minors: readonly number[]])[]): NamesByRange {
  const ranges: { [range: string]: string[] } = {};
  for (const [name, minors] of found) {
    if (minors.length === 0) continue;
    const range = `${minors[0]}-${minors.at(-1)}`;
    ranges[range] = [...(ranges[range] ?? []), name];
  }
  return Object.fromEntries(
    Object.keys(ranges)
      .sort()
      .map((range) => [range, (ranges[range] ?? []).sort().join(' ')]),
  );
}

/** Gates that cannot be set, by the value and the releases: `true 33-37`. */
function lockedBy(
  names: readonly string[],
  releases: readonly { readonly minor: number; readonly gates: ReadonlyMap<string, Gate> }[],
): NamesByRange {
  const found: { [value: string]: [string, number[]][] } = { true: [], false: [] };
  for (const [value, list] of Object.entries(found)) {
    for (const name of names) {
      const minors = releases
        .filter(({ gates }) => String(gates.get(name)?.locked) === value)
        .map(({ minor }) => minor);
      list.push([name, minors]);
    }
  }
  return Object.fromEntries(
    Object.entries(found).flatMap(([value, list]) =>
      Object.entries(byRange(list)).map(([range, text]) => [`${value} ${range}`, text]),
    ),
  );
}
