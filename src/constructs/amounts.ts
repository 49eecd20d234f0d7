import type { Size } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { exactQuantity, quantityText } from '../kubernetes/quantity';

/** Seconds. The API server refuses a token with a shorter lifetime. */
export const SHORTEST_TOKEN = 600;

/** Writes a size as people do: `100Gi`, and not `102400Mi`. */
export function sizeText(size: Size): string {
  return quantityText(exactQuantity(`${size.toKibibytes()}Ki`) ?? 0n, 'memory');
}

/** Writes an amount of CPU as people do: `2`, and not `2000m`. */
export function cpuText({ amount }: kplus.Cpu): string {
  const exact = exactQuantity(amount);
  return exact === undefined ? amount : quantityText(exact, 'cpu');
}
