import type { Finding } from '../engine/finding';
import type { IRule } from '../engine/rule';
import { unknownWord } from '../engine/suggestion';
import type { UnusedWaiver, Waiver } from '../engine/waivers/waiver';
import { objectName } from '../report/object-name';
import { CATALOG } from '../rules/catalog';
import type { Verdict } from './refusal';

/** Emits a process warning for an unused or expired waiver. */
export function warnOf({ waiver, why }: UnusedWaiver): void {
  const { construct, kind, namespaceName, name } = waiver;
  const target = construct ?? `${kind} ${namespaceName ? `${namespaceName}/` : ''}${name}`;
  process.emitWarning(`waiver of "${waiver.rule}" for ${target} ${why}; remove it`, 'HardeningWarning');
}

/** Emits a process warning for a waiver that an object carries as an annotation, and that let a finding stand. */
export function warnOfAnnotation({ rule, objectRef }: Finding, { reason, expires }: Waiver): void {
  const text = `${objectName(objectRef)} waives "${rule}" by an annotation of its own until ${expires}: ${reason}`;
  process.emitWarning(text, 'HardeningWarning');
}

/** Answers for waivers of aspects that do not judge: throws where nobody knows the rule, tells where nobody needs them. */
export function answerFor(waivers: readonly Waiver[], verdicts: readonly Verdict[]): void {
  for (const waiver of waivers) {
    const knowing = verdicts.filter(({ rules }) => knows(rules, waiver.rule));
    if (knowing.length === 0) {
      const ids = [...CATALOG, ...verdicts.flatMap(({ rules }) => rules)].map(({ meta }) => meta.id);
      if (!knows(CATALOG, waiver.rule))
        throw new Error(`waiver for "${waiver.construct ?? waiver.name}": ${unknownWord('rule', waiver.rule, ids)}`);
      warnOf({ waiver, why: 'is of a rule that nobody asks here' });
      continue;
    }
    const idle = knowing.map(({ idle: all }) => all.find((each) => each.waiver === waiver));
    const [first] = idle;
    if (first && idle.every((each) => each)) warnOf(first);
  }
}

function knows(rules: readonly IRule[], id: string): boolean {
  return rules.some(({ meta }) => meta.id === id || meta.aliases?.includes(id));
}
