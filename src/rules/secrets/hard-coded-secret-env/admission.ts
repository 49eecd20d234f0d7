import type { Admission } from '../../shared/admission/admission';
import { isNamedSecret, SEARCHED_IN_PART, valuesOf } from '../../shared/admission/secrets';
import { secretNames } from '../../shared/secrets/names-option';

const ENV = 'c.?env.orValue([])';

export const admission: Admission = {
  family: 'secrets',
  tokensIn: `variables.mayHoldTokens ? variables.containers.map(c, ${valuesOf(ENV)}).join('\\n') : ''`,
  container: ({ option }) => {
    const more = option(secretNames);
    const isSecret = `${ENV}.exists(e, ${isNamedSecret('e.name', "e.?value.orValue('')", more)})`;
    return more.length > 0 ? isSecret : `variables.mayNameSecrets && ${isSecret}`;
  },
  message: 'has a secret in plain text in an environment variable; use a Secret, mounted as a file',
  partly: SEARCHED_IN_PART,
};
