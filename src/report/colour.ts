/** Whether to use colour: `FORCE_COLOR`, then `NO_COLOR`, then whether the output is a terminal. */
export function wantsColour(env: { readonly [name: string]: string | undefined }, isTTY: boolean): boolean {
  if (env.FORCE_COLOR) return !['0', 'false'].includes(env.FORCE_COLOR);
  return isTTY && !env.NO_COLOR && env.TERM !== 'dumb';
}
