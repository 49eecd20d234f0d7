import type { Finding } from '../engine/finding';
import type { Report } from '../engine/report';
import { copyOf } from '../json/copy';
import { type Patch, patched } from '../json/patch';
import type { Manifest } from '../model/manifest';
import { escapeUnprintable } from '../report/escape';
import { ownFix } from './keep-waived';
import { doubtsAbout, isQuestioned } from './unsafe-fixes';

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
 * its container's. Returns each finding that is kept, with its fix.
 *
 * @param outlook the object with all fixes of the round
 */
export function guardFixes(
  findings: readonly Finding[],
  manifest: Manifest,
  outlook: Manifest,
  { isForced, unread }: Guard,
): { readonly kept: ReadonlyMap<Finding, Finding>; readonly withheld: WithheldFix[] } {
  const kept = new Map<Finding, Finding>();
  const withheld: WithheldFix[] = [];
  const doubts = doubtsAbout(manifest, outlook, isForced);
  const whyNot = (fix: readonly Patch[]) =>
    unread?.bindings && takesToken(fix) ? 'what could not be read may bind its service account' : doubts(fix);
  for (const finding of findings) {
    const reason = whyNot(finding.fix);
    const fix = reason === undefined ? undefined : ownFix(finding, manifest);
    if (reason === undefined) kept.set(finding, finding);
    else if (fix && whyNot(fix) === undefined) kept.set(finding, { ...finding, fix });
    else withheld.push({ finding, reason });
  }
  return { kept, withheld };
}

function takesToken(fix: readonly Patch[]): boolean {
  return fix.some(({ path }) => path.endsWith(TOKEN));
}

/** Returns an object with the fixes of findings. It shares with the given one what they leave as it is. */
export function mend(manifest: Manifest, findings: readonly Finding[]): Manifest {
  // The values are of the rules.
  const patches = findings.flatMap(({ fix }) => fix.map((patch) => ({ ...patch, value: copyOf(patch.value) })));
  try {
    return manifest._withJson(patched(manifest.json, patches));
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
