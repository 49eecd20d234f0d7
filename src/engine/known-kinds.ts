import { isKnown } from '../kubernetes/known-kinds';
import { workloadOf } from '../kubernetes/workloads/table';
import { wrapperOf } from '../kubernetes/workloads/wrapped';
import type { Manifest } from '../model/manifest';
import type { UnknownObject } from './report';
import type { VisitorRule } from './walk';

/** The kinds that some rules judge: Kubernetes' own, those with known places of pods or objects, and those that a rule names. */
export class KnownKinds {
  private readonly named: ReadonlySet<string>;

  public constructor(rules: readonly VisitorRule[]) {
    this.named = new Set(rules.flatMap(({ visitor }) => visitor.types ?? []));
  }

  /** Whether the kind of an object is known. The pods of a registered kind are whole; those of other kinds are searched for. */
  public has({ groupKind, podTemplates }: Manifest): boolean {
    return (
      isKnown(groupKind) ||
      workloadOf(groupKind) !== undefined ||
      wrapperOf(groupKind) !== undefined ||
      this.named.has(groupKind) ||
      podTemplates.some(({ isPartial }) => !isPartial)
    );
  }
}

/** What a report tells of an object of an unknown kind. */
export function unknownObject(manifest: Manifest): UnknownObject {
  const { objectRef, origin, podTemplates } = manifest;
  return { objectRef, origin, manifest, podPointers: podTemplates.map(({ specPath }) => specPath) };
}
