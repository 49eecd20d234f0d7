import { escapeSegment } from '../../json/pointer';
import type { Manifest } from '../../model/manifest';
import { describeUnknown } from '../suggestion';
import type { SingleWaiver } from './waiver';

const PREFIX = 'cdk8s-hardened.github.io/waive.';
const TERMS = ['expires', 'ticket', 'container', 'pointer', 'verbs'];

/**
 * A waiver in an annotation of an object: `cdk8s-hardened.github.io/waive.<rule>: reason; expires=2027-01-31;
 * ticket=SEC-1`.
 */
export interface AnnotationWaiver {
  /** JSON Pointer of the annotation. */
  readonly pointer: string;
  readonly waiver: SingleWaiver;
  /** Why the annotation is invalid; undefined if it is valid. */
  readonly problem?: string;
}

/** Reads the waivers in the annotations of an object. */
export function annotationWaivers(manifest: Manifest): AnnotationWaiver[] {
  const annotations: { [key: string]: unknown } | undefined = manifest.json.metadata?.annotations ?? undefined;
  if (annotations === undefined) return [];
  return Object.keys(annotations)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => {
      const pointer = `/metadata/annotations/${escapeSegment(key)}`;
      const { terms, problem } = readTerms(String(annotations[key]));
      const { kind, name, namespaceName } = manifest.objectRef;
      const { reason = '', expires = '', ticket, container, pointer: field, verbs } = terms;
      const rule = key.slice(PREFIX.length);
      const target = { kind, name, namespaceName, container, pointer: field, verbs: verbs?.split(',') };
      return { pointer, waiver: { rule, reason, expires, ticket, ...target }, problem };
    });
}

function readTerms(text: string): { terms: { [name: string]: string | undefined }; problem?: string } {
  const [reason = '', ...rest] = text.split(';').map((part) => part.trim());
  const terms: { [name: string]: string | undefined } = { reason };
  for (const part of rest.filter((each) => each !== '')) {
    const at = part.indexOf('=');
    if (at < 0) return { terms, problem: `says "${part}" after the reason; write terms as name=value` };
    const name = part.slice(0, at).trim();
    if (!TERMS.includes(name)) return { terms, problem: describeUnknown('term', name, TERMS) };
    if (terms[name] !== undefined) return { terms, problem: `says "${name}" twice; say it once` };
    terms[name] = part.slice(at + 1).trim();
  }
  if (terms.expires === undefined) return { terms, problem: 'has no last day; add "; expires=YYYY-MM-DD"' };
  return { terms };
}
