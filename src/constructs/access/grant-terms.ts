import type { ApiObject } from 'cdk8s';
import type { Finding } from '../../engine/finding';
import type { WaiverTerms } from '../../engine/waivers/waiver';
import { addReason, reasonLine, wideProblem } from '../network/wide-peers';
import type { GrantTerms } from './grant-options';

/** The place of a grant in a role of its own. */
export const FIRST_RULE = '/rules/0';

/** Returns what is wrong with the reason and the last day of a grant. */
export function termsProblemOf({ reason, expires, ticket, waivers }: GrantTerms): string | undefined {
  if (expires !== undefined && reason === undefined) return 'has a last day and no reason; give a reason';
  if (ticket !== undefined && reason === undefined) return 'has a ticket and no reason; give a reason';
  if (expires !== undefined && waivers?.length)
    return 'has expires and waivers; give one of them: expires accepts all findings about the grant';
  return reason === undefined ? undefined : wideProblem({ reason, expires });
}

/** Whether some terms accept findings. */
export function acceptsFindings({ expires, waivers }: GrantTerms): boolean {
  return expires !== undefined || Boolean(waivers?.length);
}

/**
 * Returns the waivers of a grant: of the findings in it alone, as other grants may stand in the same object. One that waives
 * nothing keeps to the grant too, so that it is reported as unused.
 */
export function waiversFor(
  { reason = '', expires, ticket, waivers = [] }: GrantTerms,
  findings: readonly Finding[],
): WaiverTerms[] {
  if (expires !== undefined) return findings.map(({ rule, pointer }) => ({ pointer, rule, reason, expires, ticket }));
  return waivers.flatMap(({ rule, rules, ...terms }) =>
    [...(rules ?? []), ...(rule === undefined ? [] : [rule])].flatMap((id) => {
      const found = findings.filter((finding) => finding.rule === id).map(({ pointer }) => pointer);
      return (found.length > 0 ? found : [FIRST_RULE]).map((pointer) => ({ ...terms, pointer, rule: id }));
    }),
  );
}

/** Writes why something is granted to its object, where no waiver says so. */
export function recordTerms(
  object: ApiObject,
  what: string,
  { reason, expires, ticket }: GrantTerms,
  findings: readonly Finding[],
): void {
  if (reason === undefined || (expires !== undefined && findings.length > 0)) return;
  addReason(object, reasonLine({ what, reason, expires, ticket }));
}
