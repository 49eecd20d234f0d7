import type { InputFile } from '../files';
import type { FoundKustomization, KustomizationSet } from './kustomizations';

/** The namespaces that kustomizations put the objects of files into. */
export interface Homes {
  /** By file: the namespace into which every kustomization puts it. */
  readonly byFile: ReadonlyMap<InputFile, string>;
  /** The namespaces of kustomizations that have files in common and put them into several. */
  readonly several: readonly string[];
}

/** A namespace; none; or several, where kustomizations differ. */
type Home = string | undefined | typeof SEVERAL;
const SEVERAL = Symbol('several');

/**
 * Follows the kustomizations from those that no other one uses: the outermost namespace holds, as kustomize sets it last. Where
 * two put one file into different namespaces, all that belongs together with it stays as written, so that it is judged together.
 */
export function homesOf(set: KustomizationSet): Homes {
  const links = linksOf(set);
  const homes = new Map<Part, Home>();
  const open: Part[] = [];
  const reach = (part: Part, home: Home) => {
    const before = homes.has(part) ? homes.get(part) : home;
    const after = before === home ? home : SEVERAL;
    if (homes.has(part) && before === after) return;
    homes.set(part, after);
    open.push(part);
  };
  const follow = (root: FoundKustomization) => {
    reach(root, undefined);
    for (let part = open.pop(); part !== undefined; part = open.pop()) {
      if (!isKustomization(part)) continue;
      for (const below of links.get(part) ?? []) reach(below, homes.get(part) ?? part.namespace);
    }
  };
  const used = new Set([...links.values()].flat());
  for (const each of set.found) if (!used.has(each)) follow(each);
  for (const each of set.found) if (!homes.has(each)) follow(each); // Those that use each other.
  const groups = groupsOf(links);
  const torn = new Set([...homes].flatMap(([part, home]) => (home === SEVERAL ? [groups(part)] : [])));
  const byFile = new Map<InputFile, string>();
  for (const [part, home] of homes)
    if (!isKustomization(part) && typeof home === 'string' && !torn.has(groups(part))) byFile.set(part, home);
  const several = set.found.flatMap((each) => (torn.has(groups(each)) ? (each.namespace ?? []) : []));
  return { byFile, several: [...new Set(several)].sort() };
}

type Part = InputFile | FoundKustomization;

function isKustomization(part: Part): part is FoundKustomization {
  return 'resources' in part;
}

function linksOf({ found, named }: KustomizationSet): ReadonlyMap<FoundKustomization, readonly Part[]> {
  return new Map(
    found.map((each) => [each, [...new Set(each.resources.flatMap((entry) => named(each, entry) ?? []))]]),
  );
}

/** Gives the parts that belong together one representative. */
function groupsOf(links: ReadonlyMap<FoundKustomization, readonly Part[]>): (part: Part) => Part {
  const above = new Map<Part, Part>();
  const top = (part: Part): Part => {
    let at = part;
    for (let next = above.get(at); next !== undefined; next = above.get(at)) at = next;
    if (at !== part) above.set(part, at);
    return at;
  };
  for (const [each, parts] of links)
    for (const part of parts) {
      const [a, b] = [top(each), top(part)];
      if (a !== b) above.set(a, b);
    }
  return top;
}
