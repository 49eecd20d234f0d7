import type { ObjectRef } from '../model/object-ref';

/** Returns the short name of an object: `Deployment shop/web`. */
export function objectName({ kind, namespaceName, name }: Pick<ObjectRef, 'kind' | 'namespaceName' | 'name'>): string {
  return `${kind} ${namespaceName === undefined ? '' : `${namespaceName}/`}${name || '(no name)'}`;
}

/** Returns a number with its noun. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
