import type { Finding } from '../../engine/finding';
import type { Report } from '../../engine/report';
import { changedFields, effectOf } from '../../harden/fix-effects';
import type { WithheldFix } from '../../harden/guarded-fixes';
import type { SourceText } from '../../host/text-input';
import { escapeUnprintable } from '../../report/escape';
import { count } from '../../report/object-name';
import type { RefusedEdit } from '../../yaml/edit/edit';

/** What `fix` did and did not do. */
export interface FixStory {
  readonly fixed: readonly { readonly source: SourceText; readonly applied: readonly Finding[] }[];
  /** Files that are left as they were. */
  readonly unchanged: readonly { readonly path: string; readonly why: string }[];
  readonly refused: readonly (RefusedEdit & { readonly file: string })[];
  /** Messages for requirements that match no container. */
  readonly unmet: readonly string[];
  readonly withheld: readonly WithheldFix[];
  /** The findings and refusals that are left. */
  readonly left: Report;
  /** What is worth knowing of the files. */
  readonly notes: readonly string[];
  readonly isDryRun: boolean;
}

/** Renders what `fix` did, for standard error. */
export function fixSummary({ fixed, unchanged, refused, unmet, withheld, left, notes, isDryRun }: FixStory): string {
  const lines: string[] = [];
  for (const { source, applied } of fixed) {
    lines.push(`${source.file.path}: ${isDryRun ? 'would fix' : 'fixed'} ${count(applied.length, 'finding')}`);
    for (const finding of applied) {
      lines.push(`  ${finding.rule}  ${placeOf(finding, changedFields(finding).join(', '))}`);
      const effect = effectOf(finding);
      if (effect !== undefined) lines.push(`    may change what runs: ${effect}`);
    }
  }
  if (fixed.length + unchanged.length === 0) lines.push('nothing to fix');
  for (const { path, why } of unchanged) lines.push(`${path} is not changed: ${why}`);
  for (const { file, document, pointer, why } of refused)
    lines.push(`${file}: document ${document + 1}${pointer ? ` ${pointer}` : ''} is not changed: ${why}`);
  lines.push(...unmet, ...notes);
  const { errors } = left;
  const { findings } = left._each; // each is fixed by itself, or left
  if (errors.length > 0) lines.push(`refused by the API server: ${count(errors.length, 'error')}`);
  for (const { objectRef, pointer = '', message } of errors)
    lines.push(`  ${objectRef ? placeOf({ objectRef }, pointer) : ''}  ${message}`);
  if (findings.length > 0) lines.push(`not fixed: ${count(findings.length, 'finding')}`);
  const reasons = new Map(withheld.map(({ finding, reason }) => [keyOf(finding), reason]));
  for (const finding of findings) {
    lines.push(`  ${finding.rule} (${finding.severity})  ${placeOf(finding, finding.pointer)}  ${finding.message}`);
    const reason = reasons.get(keyOf(finding));
    if (reason !== undefined) lines.push(`    left, as a fix would break it: ${reason}`);
  }
  return `${lines.map(escapeUnprintable).join('\n')}\n`;
}

function placeOf({ objectRef: { kind, namespaceName, name } }: Pick<Finding, 'objectRef'>, fields: string): string {
  return `${kind} ${namespaceName === undefined ? '' : `${namespaceName}/`}${name} ${fields}`;
}

function keyOf({ rule, objectRef: { kind, namespaceName, name }, origin, pointer }: Finding): string {
  return JSON.stringify([rule, kind, namespaceName, name, origin.file, pointer]);
}
