import { idleText, targetOf, type UnusedWaiver, type WaivedFinding } from '../engine/waivers/waiver';
import { escapeUnprintable } from '../report/escape';
import { objectName } from '../report/object-name';

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

/** Returns a line about a waiver that an object carries as an annotation, and that let a finding stand. */
export function annotationLine({ finding: { rule, objectRef }, waiver: { expires, reason } }: WaivedFinding): string {
  return `${objectName(objectRef)} waives "${rule}" by an annotation of its own until ${expires}: ${reason}`;
}
