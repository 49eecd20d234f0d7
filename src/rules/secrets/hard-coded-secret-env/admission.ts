import type { Admission } from '../../shared/admission/admission';
import { holdsToken, isNamedSecret, SEARCHED_IN_PART, valuesOf } from '../../shared/admission/secrets';
import { secretNames } from '../../shared/secrets/names-option';

export const admission: Admission = {
  family: 'secrets',
  pod: holdsToken(`variables.containers.map(c, ${valuesOf('c.?env.orValue([])')}).join('\\n')`),
  container: ({ option }) =>
    `c.?env.orValue([]).exists(e, ${isNamedSecret('e.name', "e.?value.orValue('')", option(secretNames))})`,
  message: 'has a secret in plain text in an environment variable; use a Secret, mounted as a file',
  partly: SEARCHED_IN_PART,
};
