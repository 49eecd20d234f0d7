import { quantityValue } from './api/forms/quantity';

/** The number of base units (cores, bytes) of a quantity such as `500m` or `1Gi`; undefined if it is invalid. */
export function quantityOf(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const number = quantityValue(value);
  return Number.isFinite(number) ? number : undefined;
}
