import { stringListOption } from '../../engine/rule-option';

/** What the rules that look for secrets by their names share. */
export const secretNames = stringListOption(
  'names',
  [],
  'further words that secrets are called by, such as pin or door-code; several that belong together with a hyphen',
);
