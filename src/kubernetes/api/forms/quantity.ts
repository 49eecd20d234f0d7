/** As upstream's parser reads it, which takes `1.`, `.5` and even a suffix alone. */
const QUANTITY = /^[+-]?(\d*)(?:\.(\d*))?([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;
const SUFFIXES: { readonly [suffix: string]: readonly [base: number, exponent: number] } = {
  n: [10, -9],
  u: [10, -6],
  m: [10, -3],
  k: [10, 3],
  M: [10, 6],
  G: [10, 9],
  T: [10, 12],
  P: [10, 15],
  E: [10, 18],
  Ki: [2, 10],
  Mi: [2, 20],
  Gi: [2, 30],
  Ti: [2, 40],
  Pi: [2, 50],
  Ei: [2, 60],
};

/** Whether a text is a quantity. */
export function isQuantity(text: string): boolean {
  return text !== '' && QUANTITY.test(text);
}

/**
 * The value of a quantity in base units, such as cores or bytes; NaN where it is none. Powers of ten below 1 are divided by, so that
 * 0.1 and 100m are the same number.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function quantityValue(quantity: unknown): number {
  const text = String(quantity).trim();
  const match = text === '' ? undefined : QUANTITY.exec(text);
  if (!match) return Number.NaN;
  const [, whole = '', decimals = '', suffix = ''] = match;
  const [base, exponent] = SUFFIXES[suffix] ?? [10, suffix === '' ? 0 : Number(suffix.slice(1))];
  const digits = Number(`${whole}${decimals}`) * (text.startsWith('-') ? -1 : 1);
  if (base === 2) return (digits * 2 ** exponent) / 10 ** decimals.length;
  const power = exponent - decimals.length;
  return power < 0 ? digits / 10 ** -power : digits * 10 ** power;
}

/** The exact value of a quantity in base units; undefined where it is none, or too large for any amount. */
export function quantityFraction(
  quantity: unknown,
): { readonly numerator: bigint; readonly denominator: bigint } | undefined {
  const text = String(quantity).trim();
  const match = text === '' ? undefined : QUANTITY.exec(text);
  if (!match) return undefined;
  const [, whole = '', decimals = '', suffix = ''] = match;
  const [base, exponent] = SUFFIXES[suffix] ?? [10, suffix === '' ? 0 : Number(suffix.slice(1))];
  if (Math.abs(exponent) > 100 || whole.length + decimals.length > 100) return undefined;
  const digits = BigInt(`${whole}${decimals}` || '0') * (text.startsWith('-') ? -1n : 1n);
  const factor = BigInt(base) ** BigInt(Math.abs(exponent));
  const denominator = 10n ** BigInt(decimals.length);
  return exponent < 0
    ? { numerator: digits, denominator: denominator * factor }
    : { numerator: digits * factor, denominator };
}
