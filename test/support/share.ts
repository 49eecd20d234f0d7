const SHARE = Number(process.env.PROPERTY_SHARE ?? 0.25);

/** How many generated inputs are tried: of those that `npm run properties` tries, `npm test` tries a quarter. */
export function shareOf(inputs: number): number {
  return Math.ceil(inputs * SHARE);
}
