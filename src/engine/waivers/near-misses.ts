import { addTo } from '../../json/group-by';
import { groupOf } from '../../kubernetes/workload-kinds';
import type { Manifest } from '../../model/manifest';
import type { Finding } from '../finding';
import { findNearest } from '../suggestion';
import {
  constructKey,
  type IsClusterScoped,
  isSameKind,
  makersOf,
  objectKey,
  targetsOf,
  unwaivedVerbs,
} from './target';
import type { SingleWaiver } from './waiver';

/** Why a waiver is unused, and what to change; without advice, it can be removed. */
export interface NearMiss {
  readonly why: string;
  readonly advice?: string;
}

const UNMATCHED: NearMiss = { why: 'matches no finding' };
/** An app has no objects of other files, and a run over some files not those of others. */
export const ABSENT: NearMiss = {
  why: 'names no object here',
  advice: 'correct it, or keep it for a run that has the object',
};
const NO_CONSTRUCT: NearMiss = {
  why: 'names a construct that makes no object here',
  advice: 'correct it, or keep it for an app where it does',
};
const IN_FILES: NearMiss = {
  why: 'names a construct, which files do not have',
  advice: 'keep it for the synth; --recorded-waivers counts what the synth used',
};

/** A list of findings with one name is looked at so far. */
const MOST_NAMESAKES = 20;
/** A misspelt name is compared with so many, and all misspelt names together with so many. */
const MOST_NAMES = 200;
const MOST_COMPARISONS = 20_000;

/**
 * Finds, among the findings that are not accepted, what an unused waiver comes nearest to. The cost is linear in waivers
 * and findings.
 */
export class NearMisses {
  private index?: Index;
  private comparisons = 0;

  public constructor(
    private readonly open: readonly Finding[],
    private readonly objects: readonly Manifest[],
    private readonly isClusterScoped: IsClusterScoped,
  ) {}

  /** The nearest miss of a waiver, by the present id of its rule. */
  public of(rule: string, waiver: SingleWaiver): NearMiss {
    this.index ??= indexOf(this.open, this.objects, this.isClusterScoped);
    const { construct } = waiver;
    return construct === undefined ? this.ofObject(rule, waiver) : this.ofConstruct(rule, construct, waiver);
  }

  private ofObject(rule: string, waiver: SingleWaiver): NearMiss {
    const { kind = '', name = '', namespaceName = '' } = waiver;
    const { byObject, byName } = this.index as Index;
    const own =
      byObject.get(keyOf(rule, objectKey(kind, namespaceName, name))) ??
      byObject.get(keyOf(rule, objectKey(kind, undefined, name)));
    if (own) return partMiss(waiver, own) ?? UNMATCHED;
    if (exists(waiver, this.index as Index)) return UNMATCHED;
    const [first] = [...(byName.get(keyOf(rule, name)) ?? [])].sort(
      (a, b) => distance(waiver, a) - distance(waiver, b),
    );
    if (first) return targetMiss(waiver, first);
    const near = this.nearest(name, this.names(rule, kind, namespaceName));
    return near === undefined
      ? ABSENT
      : { why: `matches nothing: no ${kind} is called ${name}`, advice: `did you mean ${near}?` };
  }

  private names(rule: string, kind: string, namespaceName: string): readonly string[] {
    const { namesOfKind } = this.index as Index;
    return (
      namesOfKind.get(keyOf(rule, objectKey(kind, namespaceName, ''))) ??
      namesOfKind.get(keyOf(rule, objectKey(kind, undefined, ''))) ??
      []
    );
  }

  private ofConstruct(rule: string, construct: string, waiver: SingleWaiver): NearMiss {
    const { byMaker, below, makers, isOfFiles } = this.index as Index;
    if (isOfFiles) return IN_FILES;
    const own = byMaker.get(keyOf(rule, construct));
    if (own) return partMiss(waiver, own) ?? UNMATCHED;
    if (exists(waiver, this.index as Index)) return UNMATCHED;
    const near = below.get(keyOf(rule, construct)) ?? this.nearest(construct, makers.get(rule) ?? []);
    return near === undefined
      ? NO_CONSTRUCT
      : { why: `matches nothing: ${construct} makes no such object`, advice: `did you mean ${near}?` };
  }

  private nearest(word: string, all: readonly string[]): string | undefined {
    const some = [...new Set(all)].slice(0, Math.min(MOST_NAMES, MOST_COMPARISONS - this.comparisons));
    this.comparisons += some.length;
    return findNearest(word, some);
  }
}

/** The findings by what waivers may name of them. */
interface Index {
  /** All objects that were judged, also those without findings. */
  readonly targets: Set<string>;
  readonly byObject: Map<string, Finding[]>;
  readonly byName: Map<string, Finding[]>;
  readonly namesOfKind: Map<string, string[]>;
  readonly byMaker: Map<string, Finding[]>;
  /** A construct that makes an object, for each one above it. */
  readonly below: Map<string, string>;
  readonly makers: Map<string, string[]>;
  /** Whether no object has a construct. */
  readonly isOfFiles: boolean;
}

function indexOf(open: readonly Finding[], objects: readonly Manifest[], isClusterScoped: IsClusterScoped): Index {
  const index: Index = {
    targets: new Set(
      objects.flatMap((manifest) =>
        targetsOf({ objectRef: manifest.objectRef, origin: manifest.origin, manifest }, isClusterScoped),
      ),
    ),
    ...{ byObject: new Map(), byName: new Map(), namesOfKind: new Map() },
    ...{ byMaker: new Map(), below: new Map(), makers: new Map() },
    isOfFiles: objects.every(({ origin }) => origin.constructPath === undefined),
  };
  for (const finding of open) {
    const { rule, objectRef, origin } = finding;
    const { kind, name } = objectRef;
    const namespace = isClusterScoped(objectRef) ? undefined : (objectRef.namespaceName ?? '');
    addSome(index.byObject, keyOf(rule, objectKey(kind, namespace, name)), finding, MOST_NAMESAKES);
    addSome(index.byName, keyOf(rule, name), finding, MOST_NAMESAKES);
    addSome(index.namesOfKind, keyOf(rule, objectKey(kind, namespace, '')), name, MOST_NAMES);
    const makers = makersOf(origin);
    for (const maker of makers) addSome(index.byMaker, keyOf(rule, maker), finding, MOST_NAMESAKES);
    const maker = makers.at(-1);
    if (maker === undefined) continue;
    addSome(index.makers, rule, maker, MOST_NAMES);
    for (let at = maker.lastIndexOf('/'); at > 0; at = maker.lastIndexOf('/', at - 1)) {
      const key = keyOf(rule, maker.slice(0, at));
      if (!index.below.has(key)) index.below.set(key, maker);
    }
  }
  return index;
}

function keyOf(rule: string, name: string): string {
  return JSON.stringify([rule, name]);
}

function addSome<T>(map: Map<string, T[]>, key: string, value: T, most: number): void {
  if ((map.get(key)?.length ?? 0) < most) addTo(map, key, value);
}

function exists({ construct, kind = '', namespaceName = '', name = '' }: SingleWaiver, { targets }: Index): boolean {
  if (construct !== undefined) return targets.has(constructKey(construct));
  return [namespaceName, undefined].some((namespace) => targets.has(objectKey(kind, namespace, name)));
}

/** Of an object that the waiver names: the container, field, verbs or group that differs. */
function partMiss(waiver: SingleWaiver, findings: readonly Finding[]): NearMiss | undefined {
  const { container, pointer, apiGroup } = waiver;
  const [first] = findings;
  if (!first) return undefined;
  if (apiGroup !== undefined && findings.every(({ objectRef }) => groupOf(objectRef.apiVersion) !== apiGroup))
    return differs('apiGroup is', JSON.stringify(groupOf(first.objectRef.apiVersion)));
  const ofContainer = findings.filter((finding) => container === undefined || finding.container === container);
  if (ofContainer.length === 0) {
    const names = [...new Set(findings.flatMap((finding) => finding.container ?? []))];
    if (names.length === 0)
      return { why: 'matches nothing: the finding is not about a container', advice: 'remove container' };
    return differs(names.length === 1 ? 'container is called' : 'containers are called', names.join(', '));
  }
  const ofField = ofContainer.filter((finding) => pointer === undefined || finding.pointer === pointer);
  if (ofField.length === 0)
    return differs('pointer is', [...new Set(ofContainer.map((each) => each.pointer))].join(', '));
  const [found] = ofField;
  const verbs = found && unwaivedVerbs(waiver, found);
  if (!verbs || verbs.length === 0) return undefined;
  if (!found.verbs) return { why: 'matches nothing: the finding is not about verbs', advice: 'remove verbs' };
  return {
    why: `matches nothing: the finding is about ${found.verbs.join(', ')} too`,
    advice: `add ${verbs.join(', ')}`,
  };
}

function differs(what: string, value: string): NearMiss {
  return { why: `matches nothing: ${what} ${value}`, advice: 'correct it' };
}

/** How much of the target of a waiver differs from a finding with the name. */
function distance({ kind, namespaceName = '' }: SingleWaiver, { objectRef }: Finding): number {
  const isSameNamespace = namespaceName === (objectRef.namespaceName ?? '');
  return (isSameKind(kind, objectRef.kind) ? 0 : 1) + (isSameNamespace ? 0 : namespaceName === '' ? 0.5 : 0.75);
}

/** Of an object with the name, another kind or another namespace. */
function targetMiss({ kind, namespaceName }: SingleWaiver, { objectRef }: Finding): NearMiss {
  const own = objectRef.namespaceName;
  if (!isSameKind(kind, objectRef.kind)) {
    const place = (namespaceName ?? '') === (own ?? '') || own === undefined ? '' : ` in namespace ${own}`;
    return { why: `matches nothing: the object is no ${kind}`, advice: `did you mean ${objectRef.kind}${place}?` };
  }
  if (own === undefined) return { why: 'matches nothing: the object has no namespace', advice: 'remove the namespace' };
  return namespaceName === undefined
    ? { why: 'matches nothing: namespace is missing', advice: `add ${own}` }
    : differs('namespace is', own);
}
