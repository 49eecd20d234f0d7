import { celText } from './cel';

/** The value of a label of the object; empty if it has none. */
export function label(key: string): string {
  return `object.metadata.?labels[${celText(key)}].orValue('')`;
}

/** Whether a map of labels has all of some labels with their values. */
export function hasLabels(map: string, labels: { readonly [key: string]: string }): string {
  const has = ([key, value]: [string, string]) => `${map}[?${celText(key)}].orValue('') == ${celText(value)}`;
  return `(${Object.entries(labels).map(has).join(' && ')})`;
}
