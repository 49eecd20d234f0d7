import { PodSecurityLevel } from '../../engine/rule';
import { termsProblem } from '../../engine/waivers/terms';
import { Profiles } from '../../profiles/profiles';

/** Says why a namespace does not enforce `restricted`, and how long. */
export interface PodSecurityWaiver {
  /** Why the pods need it, such as what the node agent reads; at least ten characters, without `;`. */
  readonly reason: string;
  /** Last day on which the waiver applies, in UTC, as `YYYY-MM-DD`. */
  readonly expires: string;
  /**
   * Ticket that tracks the removal of the waiver.
   *
   * @default - none
   */
  readonly ticket?: string;
}

/** The rule that reports a namespace of a level. */
function reportedBy(level: PodSecurityLevel): string | undefined {
  if (level === PodSecurityLevel.RESTRICTED) return undefined;
  return level === PodSecurityLevel.PRIVILEGED ? `pss-enforce-${level}` : 'pss-enforce-not-restricted';
}

/** Returns the labels of a level, each with a pinned version. */
export function podSecurityLabels(level: PodSecurityLevel, version: string): { [key: string]: string } {
  return Object.fromEntries(
    ['enforce', 'audit', 'warn'].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, mode === 'audit' ? auditOf(level) : level],
      [`pod-security.kubernetes.io/${mode}-version`, version],
    ]),
  );
}

/** The audit log still records what privileged pods do; a warning at each apply would be ignored soon. */
function auditOf(level: PodSecurityLevel): PodSecurityLevel {
  return level === PodSecurityLevel.PRIVILEGED ? PodSecurityLevel.RESTRICTED : level;
}

/**
 * Returns the annotation that lets a namespace enforce a weaker level: every check of the manifest reads it, also one of the
 * files. Throws where level `privileged` has no waiver, or where the waiver is invalid.
 */
export function waiverAnnotation(
  path: string,
  level: PodSecurityLevel,
  waiver: PodSecurityWaiver | undefined,
): { [key: string]: string } {
  if (!waiver && level !== PodSecurityLevel.PRIVILEGED) return {};
  const rule = reportedBy(level);
  const problem = rule === undefined ? 'is for a weaker level; remove it' : problemOf(rule, waiver);
  if (problem) throw new Error(`"${path}" has the Pod Security level "${level}": podSecurityWaiver ${problem}`);
  const { reason, expires, ticket } = waiver as PodSecurityWaiver;
  const text = [reason, `expires=${expires}`, ...(ticket === undefined ? [] : [`ticket=${ticket}`])].join('; ');
  return { [`cdk8s-hardened.github.io/waive.${rule}`]: text };
}

function problemOf(rule: string, waiver: PodSecurityWaiver | undefined): string | undefined {
  if (!waiver) return 'is missing; give a reason and a last day';
  const text = [waiver.reason, waiver.ticket].find((each) => each?.includes(';'));
  if (text !== undefined) return `has "${text}"; leave out the ";"`;
  return termsProblem({ rule, ...waiver }, Profiles.nsa(), '');
}
