import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Waivers } from '../../aspects/waivers';
import { termProblems } from '../../engine/waivers/terms';
import { Profiles } from '../../profiles/profiles';

/** Why a connection is wider than one to single peers and ports. */
export interface WideTerms {
  /** What is wide, as the record names it. */
  readonly what: string;
  readonly reason: string;
  readonly expires?: string;
  readonly ticket?: string;
  /** The rule that reports it, if one does. */
  readonly reportedBy?: { readonly Ingress: string; readonly Egress: string };
}

/** Returns what is wrong with the reason and the last day of a wide connection; undefined if nothing is. */
export function wideProblem({ reason, expires }: Pick<WideTerms, 'expires'> & { readonly reason?: string }) {
  const terms = { rule: 'network-policy-allow-all-egress', reason: reason ?? '', expires: expires ?? '2999-12-31' };
  const found = termProblems(terms, Profiles.nsa()).find(({ key }) => key !== 'ticket');
  return found?.problem;
}

const RECORD = 'cdk8s-hardened.github.io/reasons';

/**
 * Records why a connection is wide: as the waiver of the rule that reports it, like that of `allowToInternet`, or else in an
 * annotation of the policy.
 */
export function recordReason(
  workload: IConstruct,
  direction: 'Ingress' | 'Egress',
  terms: WideTerms | undefined,
): void {
  if (!terms) return;
  const policy = workload.node.findChild('NetworkPolicy') as ApiObject;
  const { what, reason, expires, ticket, reportedBy } = terms;
  const rule = reportedBy?.[direction];
  if (rule !== undefined && expires !== undefined) {
    const isKnown = Waivers.of(policy).all.some((waiver) => waiver.rule === rule);
    if (!isKnown) Waivers.of(policy).add({ rule, reason, expires, ticket });
    return;
  }
  addReason(policy, reasonLine({ what: `${direction === 'Egress' ? 'to' : 'from'} ${what}`, reason, expires, ticket }));
}

/** Returns a line for the record of reasons. */
export function reasonLine({ what, reason, expires, ticket }: Omit<WideTerms, 'reportedBy'>): string {
  return [`${what}: ${reason}`, expires && `expires=${expires}`, ticket && `ticket=${ticket}`]
    .filter(Boolean)
    .join('; ');
}

/** Adds a line to the record of reasons of an object. */
export function addReason(object: ApiObject, line: string): void {
  const known: string | undefined = object.metadata.toJson().annotations?.[RECORD];
  const lines = known === undefined ? [] : known.split('\n');
  if (!lines.includes(line)) object.metadata.addAnnotation(RECORD, [...lines, line].join('\n'));
}
