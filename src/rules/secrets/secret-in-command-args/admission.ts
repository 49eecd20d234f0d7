import type { Admission } from '../../shared/admission/admission';
import {
  assignsSecret,
  hasSecretBehindFlag,
  holdsToken,
  SEARCHED_IN_PART,
  valuesOf,
} from '../../shared/admission/secrets';
import { secretNames } from '../../shared/secrets/names-option';
import { HANDLERS } from './rule';

/** The probes and hooks of a container, as a list of CEL. */
export const HANDLERS_OF_CONTAINER = `[${HANDLERS.map((handler) => `c.?${handler.replaceAll('/', '.?')}`).join(', ')}]`;
const WORDS = '(c.?command.orValue([]) + c.?args.orValue([]))';
const TEXTS = [
  `${WORDS}.join('\\n')`,
  `${HANDLERS_OF_CONTAINER}.map(h, h.?exec.?command.orValue([]).join('\\n') + '\\n' + h.?httpGet.?path.orValue('') + '\\n' + ${valuesOf('h.?httpGet.?httpHeaders.orValue([])')}).join('\\n')`,
].join(" + '\\n' + ");

export const admission: Admission = {
  family: 'secrets',
  pod: holdsToken(`variables.containers.map(c, ${TEXTS}).join('\\n')`),
  container: ({ option }) =>
    `${assignsSecret(WORDS, option(secretNames))} || ${hasSecretBehindFlag(WORDS, option(secretNames))}`,
  message: 'has a secret in plain text in a command, a probe or a hook; use a Secret, mounted as a file',
  partly: SEARCHED_IN_PART,
};
