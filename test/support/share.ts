const SHARE = Number(process.env.PROPERTY_SHARE ?? 0.25);
if (!(SHARE > 0 && SHARE <= 1))
  throw new Error(`PROPERTY_SHARE is "${process.env.PROPERTY_SHARE}"; give a part, up to 1`);

/** How many generated inputs are tried: of those that `npm run properties` tries, `npm test` tries a quarter. */
export function shareOf(inputs: number): number {
  return Math.ceil(inputs * SHARE);
}
