import type { UnreadPart } from '../../harden/guarded-fixes';
import type { LeftOut, Unread } from '../../report/context';
import { count } from '../../report/object-name';
import type { InputFile, PathContent } from '../files';
import { readTextFile } from '../text-file';
import { homesOf } from './homes';
import { BINDING } from './kustomization';
import { type FoundKustomization, type KustomizationSet, readKustomizations } from './kustomizations';

/** What the kustomizations beside some files mean for the judgement of these files. */
export interface KustomizeEffects {
  /** The files that hold no objects to apply. */
  readonly leftOut: ReadonlyMap<InputFile, LeftOut>;
  /** The kustomizations themselves, which hold none either. */
  readonly isKustomization: (file: InputFile) => boolean;
  /** By file: the namespace into which its objects go. */
  readonly byFile: ReadonlyMap<InputFile, string>;
  readonly unseen: () => UnreadPart;
  readonly unread: readonly Unread[];
  readonly notes: readonly string[];
}

/** A note names this many files; the JSON report has all of them. */
const NAMED = 20;

/** @param isExcluded whether a kustomization is not to be read */
export function kustomizeEffects(
  contents: readonly PathContent[],
  isExcluded: (absolute: string) => boolean,
  cwd: string,
): KustomizeEffects {
  const set = readKustomizations(contents, isExcluded, cwd);
  const leftOut = leftOutBy(set);
  const { byFile, several } = homesOf(set);
  const paths = new Set(set.found.map(({ path }) => path));
  return {
    leftOut,
    isKustomization: ({ path }) => paths.has(path),
    byFile,
    unseen: () => ({
      pods: set.found.some(({ changes }) => changes.length > 0),
      bindings: set.found.some((each) => each.namesBindings) || [...leftOut.keys()].some(mayNameBindings),
    }),
    unread: set.unread,
    notes: [...leftOutNote([...leftOut.values()]), ...changesNote(set), ...severalNote(several)],
  };
}

function mayNameBindings({ absolute }: InputFile): boolean {
  try {
    return readTextFile(absolute).includes(BINDING);
  } catch {
    return true;
  }
}

/** The files that kustomizations name only as something else than objects. */
function leftOutBy({ found, named }: KustomizationSet): Map<InputFile, LeftOut> {
  const helpers = new Map<InputFile | FoundKustomization, LeftOut>();
  for (const each of found)
    for (const { path, what } of each.helpers) {
      const target = named(each, path);
      if (target && !helpers.has(target)) helpers.set(target, { file: target.path, what, kustomization: each.path });
    }
  const namedIn = (each: FoundKustomization) => each.resources.flatMap((entry) => named(each, entry) ?? []);
  const objects = new Set(found.filter((each) => !helpers.has(each)).flatMap(namedIn));
  for (const each of found) {
    const helper = helpers.get(each); // A folder of transformers: what it names are no objects either.
    if (!helper || objects.has(each)) continue;
    for (const target of namedIn(each)) helpers.set(target, { ...helper, file: target.path });
  }
  const left = [...helpers].filter(([target]) => !objects.has(target) && 'real' in target);
  return new Map(left as [InputFile, LeftOut][]);
}

function leftOutNote(leftOut: readonly LeftOut[]): string[] {
  if (leftOut.length === 0) return [];
  const { length } = leftOut;
  const [verb, they, role] = length === 1 ? ['is', 'it', 'an object'] : ['are', 'them', 'objects'];
  const names = listed(leftOut.map(({ file, what }) => `${file} (${what})`));
  return [`${count(length, 'file')} ${verb} left out, as a kustomization names ${they} and not as ${role}: ${names}`];
}

function changesNote({ found, named }: KustomizationSet): string[] {
  const changed = found.flatMap((each) => {
    const isElsewhere = each.resources.some((entry) => named(each, entry) === undefined);
    const changes = [...each.changes, ...(isElsewhere ? ['resources from elsewhere'] : [])];
    return changes.length === 0 ? [] : [`${each.path} (${changes.join(', ')})`];
  });
  if (changed.length === 0) return [];
  return [
    `the files are judged without what kustomize does to them; judge what it builds with check --kustomize DIR: ${listed(changed)}`,
  ];
}

function severalNote(several: readonly string[]): string[] {
  if (several.length === 0) return [];
  const names = several.map((name) => `"${name}"`).join(', ');
  return [
    `kustomizations put the same files into several namespaces (${names}); these files are judged with the namespaces that they write`,
  ];
}

function listed(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return `${names.slice(0, NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
