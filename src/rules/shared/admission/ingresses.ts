import { celList, celText } from './cel';

/** The rules of an Ingress. */
export const INGRESS_RULES = 'object.?spec.?rules.orValue([])';
export const TLS = 'object.?spec.?tls.orValue([])';
export const ANNOTATIONS = 'object.metadata.?annotations.orValue({})';

/** The value of an annotation of the object; empty if it has none. */
export function annotation(key: string): string {
  return `object.metadata.?annotations[?${celText(key)}].orValue('')`;
}

/** Whether an object has one of some annotations: `key=value`, or `key` for any value that is not empty. */
export function isAnnotatedWith(annotations: readonly string[]): string {
  const list = celList(annotations);
  const value = `${ANNOTATIONS}[a]`;
  return `${ANNOTATIONS}.exists(a, (a + '=' + ${value}) in ${list} || (${value} != '' && a in ${list}))`;
}
