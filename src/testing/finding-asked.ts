import type { Finding } from '../engine/finding';
import { Profile } from '../engine/profile';
import { hasId, type IRule } from '../engine/rule';
import { describeUnknown } from '../engine/suggestion';
import { Profiles } from '../profiles/profiles';
import { objectName } from '../report/object-name';
import { CATALOG } from '../rules/catalog';
import { type Judged, judgeSubject } from './subjects';

/** What one rule finds in a subject. */
export interface Asked {
  /** The id of the rule. */
  readonly id: string;
  readonly found: readonly Finding[];
  readonly judged: Judged;
}

/** Asks one rule about a subject; an id is of a rule of this library. */
export function askingFor(subject: unknown, rule: IRule | string): Asked {
  const wanted = typeof rule === 'string' ? Profiles.nsa() : new Profile('test', { rules: [rule] });
  const id = typeof rule === 'string' ? rule : rule.meta.id;
  const asking = wanted.hasRule(id) ? wanted : wanted.withRules(ruleNamed(id));
  const judged = judgeSubject(subject, asking, (profile) => profile.hasRule(id));
  const known = judged.rules.find((each) => hasId(each, id))?.meta.id ?? id;
  return { id: known, found: judged.findings.filter((finding) => finding.rule === known), judged };
}

/** Whether a finding is at a place: a JSON Pointer, with the kind or the whole name of the object before it or not. */
export function foundAt({ found }: Asked, at: string | undefined): boolean {
  return found.some(
    ({ objectRef, pointer }) =>
      at === undefined || [pointer, `${objectRef.kind} ${pointer}`, `${objectName(objectRef)} ${pointer}`].includes(at),
  );
}

/** Throws for a rule that does not exist: its absence would prove nothing. */
function ruleNamed(id: string): IRule {
  const found = CATALOG.find((rule) => hasId(rule, id));
  if (found) return found;
  const known = CATALOG.map(({ meta }) => meta.id);
  throw new Error(`${describeUnknown('rule', id, known)}; for a rule of your own, give the rule itself`);
}
