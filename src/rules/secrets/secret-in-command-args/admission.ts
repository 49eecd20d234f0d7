import type { Admission } from '../../shared/admission/admission';
import { optional } from '../../shared/admission/cel';
import { assignments, flags, SEARCHED_IN_PART, valuesOf } from '../../shared/admission/secrets';
import { secretNames } from '../../shared/secrets/names-option';
import { HANDLERS } from './rule';

const WORDS = '(c.?command.orValue([]) + c.?args.orValue([]))';
const requests = HANDLERS.map((handler) => optional('c', [...handler.split('/'), 'httpGet'])).join(', ');
/** Paths and headers of requests. */
const SENT = `[${requests}].filter(h, h.hasValue()).map(h, h.?path.orValue('') + '\\n' + ${valuesOf('h.?httpHeaders.orValue([])')}).join('\\n')`;

export const admission: Admission = {
  family: 'secrets',
  tokensIn: `variables.commandText + '\\n' + variables.containers.map(c, ${SENT}).join('\\n')`,
  secretsIn: ({ option }) => ({
    pairs: `variables.hasCommands ? variables.containers.map(c, ${assignments(WORDS)} + ${flags(WORDS)}) : []`,
    names: option(secretNames),
  }),
  message: 'has a secret in plain text in a command, a probe or a hook; use a Secret, mounted as a file',
  partly: SEARCHED_IN_PART,
};
