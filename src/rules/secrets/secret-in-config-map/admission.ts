import type { Admission } from '../../shared/admission/admission';
import { DATA } from '../../shared/admission/config-maps';
import { holdsToken, isNamedSecret, SEARCHED_IN_PART, textsOf } from '../../shared/admission/secrets';
import { secretNames } from '../../shared/secrets/names-option';

export const admission: Admission = {
  family: 'configuration',
  types: ['ConfigMap'],
  object: ({ option }) =>
    `${holdsToken(textsOf(DATA))} || ${DATA}.exists(k, ${isNamedSecret('k', `${DATA}[k]`, option(secretNames))})`,
  message: 'holds a secret; use a Secret',
  partly: SEARCHED_IN_PART,
};
