import type { Admission } from '../../shared/admission/admission';
import { namedIn, SEARCHED_IN_PART, valuesOf } from '../../shared/admission/secrets';
import { secretNames } from '../../shared/secrets/names-option';

const ENV = 'c.?env.orValue([])';

export const admission: Admission = {
  family: 'secrets',
  tokensIn: `variables.mayHoldTokens ? variables.containers.map(c, ${valuesOf(ENV)}).join('\\n') : ''`,
  secretsIn: ({ option }) => {
    const names = option(secretNames);
    const pairs = `variables.containers.map(c, ${namedIn(ENV, names)})`;
    return { pairs: names.length > 0 ? pairs : `variables.mayNameSecrets ? ${pairs} : []`, names };
  },
  message: 'has a secret in plain text in an environment variable; use a Secret, mounted as a file',
  partly: SEARCHED_IN_PART,
};
