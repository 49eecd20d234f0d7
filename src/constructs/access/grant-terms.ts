import type { ApiObject } from 'cdk8s';
import type { Finding } from '../../engine/finding';
import type { WaiverTerms } from '../../engine/waivers/waiver';
import { addReason, reasonLine, wideProblem } from '../network/wide-peers';
import type { GrantTerms } from './grant-options';

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
 * Returns the waivers of a grant: of the findings in it alone, as other grants may stand in the same object.
 *
 * @param place where a pointer of such a finding stands in the object
 */
export function waiversFor(
  { reason = '', expires, ticket, waivers = [] }: GrantTerms,
  findings: readonly Finding[],
  place: (pointer: string) => string,
): WaiverTerms[] {
  const of = (terms: Omit<WaiverTerms, 'rule' | 'rules'>, { rule, pointer }: Finding): WaiverTerms => ({
    pointer: place(pointer),
    ...terms,
    rule,
  });
  if (expires !== undefined) return findings.map((finding) => of({ reason, expires, ticket }, finding));
  return waivers.flatMap(({ rule, rules, ...terms }) =>
    [...(rules ?? []), ...(rule === undefined ? [] : [rule])].flatMap((id) => {
      const found = findings.filter((finding) => finding.rule === id);
      return found.length > 0 ? found.map((finding) => of(terms, finding)) : [{ ...terms, rule: id }];
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
