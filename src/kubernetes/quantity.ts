import { quantityFraction, quantityValue } from './api/forms/quantity';

/** The number of base units (cores, bytes) of a quantity such as `500m` or `1Gi`; undefined if it is invalid. */
export function quantityOf(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const number = quantityValue(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A quantity as the API server keeps it, in thousand-millionths: sums of these are exact. */
export type ExactQuantity = bigint;

const NANO = 10n ** 9n;
const BINARY: readonly (readonly [suffix: string, bytes: bigint])[] = ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki'].map(
  (suffix, index) => [suffix, 2n ** BigInt(60 - 10 * index)],
);
const DECIMAL: readonly (readonly [suffix: string, bytes: bigint])[] = ['E', 'P', 'T', 'G', 'M', 'k'].map(
  (suffix, index) => [suffix, 10n ** BigInt(18 - 3 * index)],
);

/** Reads a quantity; a part below a thousand-millionth is rounded up, as the API server does. Undefined if it is invalid. */
export function exactQuantity(value: unknown): ExactQuantity | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const fraction = quantityFraction(value);
  if (!fraction) return undefined;
  const nanos = fraction.numerator * NANO;
  const whole = nanos / fraction.denominator;
  return nanos > 0n && nanos % fraction.denominator !== 0n ? whole + 1n : whole;
}

/** Writes an amount of a resource as people do: `500m`, `2`, `100Gi`, and not `102400Mi`. */
export function quantityText(amount: ExactQuantity, resource: string): string {
  if (amount % NANO !== 0n) {
    if (amount % (NANO / 1000n) === 0n) return `${amount / (NANO / 1000n)}m`;
    return amount % 1000n === 0n ? `${amount / 1000n}u` : `${amount}n`;
  }
  const whole = amount / NANO;
  if (!isInBytes(resource)) return String(whole);
  const texts = [...BINARY, ...DECIMAL, ['', 1n] as const]
    .filter(([, bytes]) => whole !== 0n && whole % bytes === 0n)
    .map(([suffix, bytes]) => `${whole / bytes}${suffix}`);
  return texts.reduce((best, each) => (each.length < best.length ? each : best), texts[0] ?? '0');
}

function isInBytes(resource: string): boolean {
  return /(^|\.)(memory|storage|ephemeral-storage|hugepages-.+)$/.test(resource);
}
