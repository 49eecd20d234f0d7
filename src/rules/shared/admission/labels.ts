import { celText } from './cel';

/** The value of a label of the object; empty if it has none. */
export function label(key: string): string {
  return `object.metadata.?labels[${celText(key)}].orValue('')`;
}
