import type { ObjectRef } from '../model/object-ref';

/** An object as people call it: `Deployment shop/web`. */
export function objectName({ kind, namespaceName, name }: Pick<ObjectRef, 'kind' | 'namespaceName' | 'name'>): string {
  return `${kind} ${namespaceName === undefined ? '' : `${namespaceName}/`}${name || '(no name)'}`;
}

/** A number and what it counts. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
