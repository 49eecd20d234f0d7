import { isFileKind } from '../kubernetes/api/file-kinds';
import { isOwnKind } from '../kubernetes/api/table';
import { isJudged } from '../kubernetes/judged-kinds';
import { workloadOf } from '../kubernetes/workloads/table';
import { wrapperOf } from '../kubernetes/workloads/wrapped';
import type { Manifest } from '../model/manifest';
import type { EvaluationError, UnknownObject } from './report-parts';

/** What happens to objects of kinds that no rule knows: their metadata is judged, and what the pods found in them say. */
export enum UnknownKinds {
  /** They are refused. */
  ERROR = 'error',
  /** The kinds are named: in reports, or in a process warning of a synth. */
  WARN = 'warn',
  /** They are listed in the JSON report and in `lastReport` alone. */
  IGNORE = 'ignore',
}

/** The objects of kinds that no rule knows. The pods of a registered kind are whole; those of an unknown kind are parts. */
export function unknownObjects(manifests: readonly Manifest[]): UnknownObject[] {
  return manifests
    .filter(
      ({ groupKind, podTemplates }) =>
        !isOwnKind(groupKind) &&
        !isFileKind(groupKind) &&
        !isJudged(groupKind) &&
        !workloadOf(groupKind) &&
        !wrapperOf(groupKind) &&
        podTemplates.every(({ isPartial }) => isPartial),
    )
    .map((manifest) => {
      const { objectRef, origin, podTemplates } = manifest;
      return { objectRef, origin, manifest, podPointers: podTemplates.map(({ specPath }) => specPath) };
    });
}

/** The errors of objects of unknown kinds, where they are refused. */
export function unknownKindErrors(unknown: readonly UnknownObject[]): EvaluationError[] {
  return unknown.map(({ objectRef, origin, manifest }) => ({
    ...{ objectRef, origin, manifest, pointer: '/kind' },
    message: `no rule knows the kind ${objectRef.kind}; register it with workloadKinds, or allow unknown kinds`,
  }));
}

/** The warning about objects of unknown kinds; undefined if there are none. */
export function unknownKindWarning(unknown: readonly UnknownObject[]): string | undefined {
  if (unknown.length === 0) return undefined;
  const kinds = [...new Set(unknown.map(({ objectRef }) => `${objectRef.kind} (${objectRef.apiVersion})`))].sort();
  const hasPods = unknown.some(({ podPointers = [] }) => podPointers.length > 0);
  const judged = hasPods ? 'the metadata, and what the pods found in them say, were judged' : 'the metadata was judged';
  return `no rule knows ${kinds.join(', ')}: only ${judged}; register kinds that make pods with workloadKinds`;
}
