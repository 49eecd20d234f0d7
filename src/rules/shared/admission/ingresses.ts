import { celList } from './cel';

/** The rules of an Ingress. */
export const INGRESS_RULES = 'object.?spec.?rules.orValue([])';
export const TLS = 'object.?spec.?tls.orValue([])';
export const ANNOTATIONS = 'object.metadata.?annotations.orValue({})';

/** Whether an object has one of some annotations: `key=value`, or `key` for any value that is not empty. */
export function isAnnotatedWith(annotations: readonly string[]): string {
  const list = celList(annotations);
  const value = `${ANNOTATIONS}[a]`;
  return `${ANNOTATIONS}.exists(a, (a + '=' + ${value}) in ${list} || (${value} != '' && a in ${list}))`;
}
