import { hasId, type IRule } from '../engine/rule';
import { describeUnknown } from '../engine/suggestion';
import type { SingleWaiver } from '../engine/waivers/waiver';
import { CATALOG } from '../rules/catalog';
import type { Verdict } from './refusal/refusal';
import type { Concerns } from './scope-of-waivers';
import { emitWarning } from './warnings';

/**
 * Checks the waivers of aspects that do not check objects themselves: throws for an unknown rule, emits a warning for a
 * waiver without effect.
 */
export function reportIdleWaivers(
  waivers: readonly SingleWaiver[],
  verdicts: readonly Verdict[],
  concerns: Concerns,
): void {
  for (const waiver of waivers) {
    const knowing = verdicts.filter(({ rules }) => knows(rules, waiver.rule));
    if (knowing.length === 0) {
      const ids = [...CATALOG, ...verdicts.flatMap(({ rules }) => rules)].map(({ meta }) => meta.id);
      if (!knows(CATALOG, waiver.rule))
        throw new Error(
          `waiver for "${waiver.construct ?? waiver.name}": ${describeUnknown('rule', waiver.rule, ids)}`,
        );
      if (concerns(waiver)) emitWarning({ waiver, why: 'is of a rule that no aspect checks here' });
      continue;
    }
    const idle = knowing.map(({ idle: all }) => all.find((each) => each.waiver === waiver));
    const [first] = idle;
    if (first && idle.every((each) => each) && concerns(waiver)) emitWarning(first);
  }
}

function knows(rules: readonly IRule[], id: string): boolean {
  return rules.some((rule) => hasId(rule, id));
}
