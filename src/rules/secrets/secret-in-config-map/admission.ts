import type { Admission } from '../../shared/admission/admission';
import { celText } from '../../shared/admission/cel';
import { DATA } from '../../shared/admission/config-maps';
import { assignments, MOST_CHARACTERS, pairsOf, SEARCHED_IN_PART, textsOf } from '../../shared/admission/secrets';
import { PROGRAM_NAME } from '../../shared/secrets/find-secret';
import { secretNames } from '../../shared/secrets/names-option';

/** Programs quote their texts: an assignment without quotes is none of a literal. */
const LINES = `${DATA}.filter(k, !k.matches(${celText(`(?i)${PROGRAM_NAME.source}`)}) && !${DATA}[k].startsWith('#!')).map(k, ${DATA}[k]).join('\\n')`;
const SHORT = `[${LINES}].filter(t, t.size() <= ${MOST_CHARACTERS}).map(t, t.split('\\n'))`;

export const admission: Admission = {
  family: 'configuration',
  types: ['ConfigMap'],
  tokensIn: textsOf(DATA),
  secretsIn: ({ option }) => ({
    pairs: `[${pairsOf(DATA, option(secretNames))}] + ${SHORT}.map(l, ${assignments('l')})`,
    names: option(secretNames),
  }),
  message: 'holds a secret; use a Secret',
  partly: SEARCHED_IN_PART,
};
