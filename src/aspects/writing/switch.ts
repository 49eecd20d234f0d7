/** Turns off what this library does in place of the writer of cdk8s, for a comparison or in case of doubt. */
const SWITCH = 'HARDENING_WRITER';

/** Whether charts are ordered and documents written by this library. Throws where the environment names no writer. */
export function hasOwnWriter(env: NodeJS.ProcessEnv = process.env): boolean {
  const { [SWITCH]: value } = env;
  if (value === undefined || value === '') return true;
  if (value === 'cdk8s') return false;
  throw new Error(`${SWITCH} is "${value}"; set it to "cdk8s", or leave it out`);
}
