import type { Finding } from '../engine/finding';
import { hasId, type IRule } from '../engine/rule';
import { describeUnknown } from '../engine/suggestion';
import { idleText, type SingleWaiver, targetOf, type UnusedWaiver, type Waiver } from '../engine/waivers/waiver';
import { escapeUnprintable } from '../report/escape';
import { objectName } from '../report/object-name';
import { CATALOG } from '../rules/catalog';
import type { Verdict } from './refusal';

/** Emits a process warning, so that a terminal interprets nothing that comes from an object. */
export function warn(text: string): void {
  process.emitWarning(escapeUnprintable(text), 'HardeningWarning');
}

/** Emits a process warning for an unused or expired waiver. */
export function emitWarning(idle: UnusedWaiver): void {
  warn(idleLine(idle));
}

/** Returns a line about a waiver without effect. */
export function idleLine(idle: UnusedWaiver): string {
  return `waiver of "${idle.waiver.rule}" for ${targetOf(idle.waiver)} ${idleText(idle)}`;
}

/** Emits a process warning for a waiver that an object carries as an annotation, and that let a finding stand. */
export function warnOfAnnotation({ rule, objectRef }: Finding, { reason, expires }: Waiver): void {
  const text = `${objectName(objectRef)} waives "${rule}" by an annotation of its own until ${expires}: ${reason}`;
  warn(text);
}

/**
 * Checks the waivers of aspects that do not check objects themselves: throws for an unknown rule, emits a warning for a
 * waiver without effect.
 */
export function reportIdleWaivers(waivers: readonly SingleWaiver[], verdicts: readonly Verdict[]): void {
  for (const waiver of waivers) {
    const knowing = verdicts.filter(({ rules }) => knows(rules, waiver.rule));
    if (knowing.length === 0) {
      const ids = [...CATALOG, ...verdicts.flatMap(({ rules }) => rules)].map(({ meta }) => meta.id);
      if (!knows(CATALOG, waiver.rule))
        throw new Error(
          `waiver for "${waiver.construct ?? waiver.name}": ${describeUnknown('rule', waiver.rule, ids)}`,
        );
      emitWarning({ waiver, why: 'is of a rule that no aspect checks here' });
      continue;
    }
    const idle = knowing.map(({ idle: all }) => all.find((each) => each.waiver === waiver));
    const [first] = idle;
    if (first && idle.every((each) => each)) emitWarning(first);
  }
}

function knows(rules: readonly IRule[], id: string): boolean {
  return rules.some((rule) => hasId(rule, id));
}
