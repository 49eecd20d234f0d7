import { stringListOption } from '../../../engine/rule-option';

/** Option of the rules that find secrets by their names. */
export const secretNames = stringListOption(
  'names',
  [],
  'additional words that mark a name as a secret, such as pin or door-code; join the words of one term with hyphens',
);
