import type { Finding } from '../engine/finding';
import type { Report } from '../engine/report';
import { applyPatches, type Patch, patched } from '../json/patch';
import type { Manifest } from '../model/manifest';
import { escapeUnprintable } from '../report/escape';
import { ownFix } from './keep-waived';
import { isQuestioned, whyUnsafe } from './unsafe-fixes';

/** What a part that could not be read may hold. */
export interface UnreadPart {
  readonly pods: boolean;
  readonly bindings: boolean;
}

/**
 * Returns what may be missing in a set.
 *
 * @param isUnread whether a part of the input could not be read
 * @param report a report of what was read
 * @param unseen what kustomizations may change
 */
export function unreadPart(
  isUnread: boolean,
  { errors }: Pick<Report, 'errors'>,
  unseen: UnreadPart = { pods: false, bindings: false },
): UnreadPart {
  const unjudged = errors.filter(({ isRefusal }) => !isRefusal);
  const hasBinding = unjudged.some(({ objectRef }) => /^(?:Cluster)?RoleBinding$/.test(objectRef?.kind ?? ''));
  return {
    pods: isUnread || unjudged.length > 0 || unseen.pods,
    bindings: isUnread || hasBinding || unseen.bindings,
  };
}

/** A finding whose fix was not applied, and why. */
export interface WithheldFix {
  readonly finding: Finding;
  readonly reason: string;
}

/** The field that takes a token away: no fix gives one. */
const TOKEN = '/automountServiceAccountToken';

/** How far fixes go, and what may be missing in the set. */
export interface Guard {
  readonly isForced: boolean;
  readonly unread?: UnreadPart;
}

/** Whether {@link guardFixes} may withhold the fix of a finding. */
export function isGuarded({ fix }: Pick<Finding, 'fix'>): boolean {
  return takesToken(fix) || isQuestioned(fix);
}

/**
 * Leaves out the fixes that would stop a container of an object. A fix of a pod that would stop another container becomes
 * its container's.
 *
 * @param outlook the object with all these fixes
 */
export function guardFixes(
  findings: readonly Finding[],
  manifest: Manifest,
  outlook: Manifest,
  { isForced, unread }: Guard,
): { readonly kept: Finding[]; readonly withheld: WithheldFix[] } {
  const withheld: WithheldFix[] = [];
  const whyNot = (fix: readonly Patch[]) =>
    unread?.bindings && takesToken(fix)
      ? 'what could not be read may bind its service account'
      : whyUnsafe(fix, manifest, outlook, isForced);
  const kept = findings.flatMap((finding) => {
    const reason = whyNot(finding.fix);
    if (reason === undefined) return [finding];
    const fix = ownFix(finding, manifest);
    if (fix && whyNot(fix) === undefined) return [{ ...finding, fix }];
    withheld.push({ finding, reason });
    return [];
  });
  return { kept, withheld };
}

function takesToken(fix: readonly Patch[]): boolean {
  return fix.some(({ path }) => path.endsWith(TOKEN));
}

/** Applies the fixes of findings to a copy of their object. */
export function mend(manifest: Manifest, findings: readonly Finding[]): Manifest {
  return withFixes(manifest, findings, applyPatches);
}

/** The same where the outcome is only read: it shares with the object what the fixes leave as it is. */
export function outlookOf(manifest: Manifest, findings: readonly Finding[]): Manifest {
  return withFixes(manifest, findings, patched);
}

function withFixes(manifest: Manifest, findings: readonly Finding[], apply: typeof patched): Manifest {
  const patches = findings.flatMap((finding) => finding.fix);
  try {
    return manifest._withJson(apply(manifest.json, patches));
  } catch (error) {
    const { kind, name } = manifest.objectRef;
    const rules = [...new Set(findings.map(({ rule }) => rule))].sort().join(', ');
    const [reason] = (error as Error).message.split('\n');
    throw new Error(escapeUnprintable(`${kind} "${name}" cannot be fixed by ${rules}: ${reason}`));
  }
}

/** Whether a patch only sets what is unset, or adds to a list. */
export function fills(manifest: Manifest, patch: Patch): boolean {
  if (patch.op !== 'add') return false;
  const found = manifest.value(patch.path);
  return found === undefined || found === null;
}
