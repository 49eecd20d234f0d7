import { addTo } from '../../json/group-by';
import { groupOf } from '../../kubernetes/workload-kinds';
import type { ObjectRef, Origin } from '../../model/object-ref';
import { namesOf } from '../../model/placed';
import type { Finding } from '../finding';
import type { SingleWaiver, Waiver } from './waiver';

/** Whether the objects of a kind have no namespace. */
export type IsClusterScoped = (object: ObjectRef) => boolean;

/** What a waiver may name: an object, by its identity or by its construct. */
type Target = Pick<Finding, 'objectRef' | 'manifest' | 'origin'>;

/** Whether a waiver matches a finding of its rule. */
export function covers(waiver: Waiver, finding: Finding, isClusterScoped: IsClusterScoped): boolean {
  if (waiver.container !== undefined && waiver.container !== finding.container) return false;
  if (waiver.pointer !== undefined && waiver.pointer !== finding.pointer) return false;
  if (unwaivedVerbs(waiver, finding).length > 0) return false;
  if (waiver.construct !== undefined) return makersOf(finding.origin).includes(waiver.construct);
  const { objectRef, manifest } = finding;
  if (waiver.apiGroup !== undefined && waiver.apiGroup !== groupOf(objectRef.apiVersion)) return false;
  return namesOf(objectRef, manifest).some(
    (own) =>
      isSameKind(waiver.kind, own.kind) &&
      waiver.name === own.name &&
      (isClusterScoped(own) || (waiver.namespaceName ?? '') === (own.namespaceName ?? '')),
  );
}

/** The verbs of a finding that a waiver leaves out; all of them, if it names verbs and the finding has none. */
export function unwaivedVerbs({ verbs }: Waiver, finding: Finding): readonly string[] {
  if (verbs === undefined) return [];
  return finding.verbs?.filter((verb) => !verbs.includes(verb)) ?? verbs;
}

/** Whether two kinds are the same but for upper and lower case. */
export function isSameKind(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}

/**
 * The paths of the constructs that make an object: the path of the object, and that of its parent if the object is its
 * default child, which cdk8s names `Resource` or `Default`.
 */
export function makersOf({ constructPath }: Origin): string[] {
  if (constructPath === undefined) return [];
  const parent = /^(.*)\/(?:Resource|Default)$/s.exec(constructPath)?.[1];
  return parent === undefined ? [constructPath] : [constructPath, parent];
}

/** Stands for every namespace, container or field: no name and no pointer has it. */
const ANY = '*';

/**
 * Finds waivers by what they name, down to container and field: there may be as many waivers as findings, also for one
 * object.
 */
export class WaiverIndex {
  private readonly order = new Map<SingleWaiver, number>();
  private readonly byKey = new Map<string, SingleWaiver[]>();

  public constructor(private readonly isClusterScoped: IsClusterScoped) {}

  /** Adds a waiver under the present id of its rule. */
  public add(rule: string, waiver: SingleWaiver): void {
    this.order.set(waiver, this.order.size);
    const { construct, kind = '', name = '', namespaceName = '', container = ANY, pointer = ANY } = waiver;
    const targets =
      construct === undefined
        ? [namespaceName, undefined].map((namespace) => objectKey(kind, namespace, name))
        : [constructKey(construct)];
    for (const target of targets) addTo(this.byKey, keyOf(rule, target, container, pointer), waiver);
  }

  /** The waivers that may be meant for a finding, in their order. */
  public about(finding: Finding): readonly SingleWaiver[] {
    if (this.order.size === 0) return [];
    const { rule, container = ANY, pointer } = finding;
    const found = targetsOf(finding, this.isClusterScoped).flatMap((target) =>
      [...new Set([container, ANY])].flatMap((part) =>
        [pointer, ANY].flatMap((field) => this.byKey.get(keyOf(rule, target, part, field)) ?? []),
      ),
    );
    return found.sort((a, b) => (this.order.get(a) as number) - (this.order.get(b) as number));
  }
}

function keyOf(rule: string, target: string, container: string, pointer: string): string {
  return JSON.stringify([rule, target, container, pointer]);
}

/** Identifies an object that a waiver may name; the namespace is undefined for kinds without one. */
export function objectKey(kind: string, namespace: string | undefined, name: string): string {
  return `${kind.toLowerCase()} ${namespace ?? ANY}/${name}`;
}

/** Identifies a construct that a waiver may name. */
export function constructKey(path: string): string {
  return `construct ${path}`;
}

/** Returns the keys of all objects and constructs by which a waiver can name an object. */
export function targetsOf({ objectRef, manifest, origin }: Target, isClusterScoped: IsClusterScoped): string[] {
  return [
    ...namesOf(objectRef, manifest).map((own) =>
      objectKey(own.kind, isClusterScoped(own) ? undefined : (own.namespaceName ?? ''), own.name),
    ),
    ...makersOf(origin).map(constructKey),
  ];
}
