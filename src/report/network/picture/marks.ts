import { count } from '../../object-name';

/** What is said of a connection by its colour and the style of its line. Without it, a connection is as it should be. */
export type Mark = 'undeclared' | 'added' | 'removed' | 'changed';

/** What the marks mean, in the order of a legend. */
export const MARKS: { readonly [mark in Mark]: { readonly short: string; readonly long: string } } = {
  undeclared: { short: 'not declared', long: 'red, thick: policies allow it, and the app does not declare it' },
  added: { short: 'added', long: 'green, thick: allowed now, and not before' },
  removed: { short: 'removed', long: 'red, dashed: allowed before, and not now' },
  changed: { short: 'changed', long: 'blue, dotted: allowed before and now, on other ports' },
};

/** Says what a mark means, and how many connections have it. */
export function legendText(mark: Mark, edges: readonly { readonly mark?: Mark }[]): string {
  const own = edges.filter((edge) => edge.mark === mark);
  return `${count(own.length, 'connection')} ${MARKS[mark].short} (${MARKS[mark].long})`;
}

/** Returns the marks that some connections have, in the order of a legend. */
export function marksIn(connections: Iterable<{ readonly mark?: Mark }>): Mark[] {
  const found = new Set([...connections].map(({ mark }) => mark));
  return (Object.keys(MARKS) as Mark[]).filter((mark) => found.has(mark));
}
